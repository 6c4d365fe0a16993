"""Judges by single words and phrases when no model can be used. It answers `unsure` or `no`, never `yes`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.lexicon import phrases as listed
from core.lexicon import sections
from core.paths import data_dir
from core.schemas.analysis import TAXONOMY, CategoryJudgement, Judgement
from nlp.categories.evidence import MOST_SPANS, quote
from nlp.stage import Draft
from nlp.text.normalise import normalise
from nlp.text.tokens import Token, tokenise

#: Words of a phrase at most.
_LONGEST = 3
#: What a found and a missing word are worth: one is no proof, and the other no all-clear. Not calibrated.
_FOUND, _MISSING = Judgement(probability=0.5, decision="unsure"), Judgement(probability=0.1, decision="no")

Phrases = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Rules:
    """Each phrase of configs/lexicon/rules.txt with the sub-categories that it speaks for."""

    version: str
    phrases: Phrases

    def __call__(self, draft: Draft) -> dict[str, CategoryJudgement]:
        """Return every category with the words that were found."""
        fields = (("title", draft.title, draft.title_tokens), ("text", draft.text, draft.text_tokens))
        hits = [
            (sub, name, text.span(start, end)) for name, text, tokens in fields for sub, start, end in self._in(tokens)
        ]
        return {category: _judgement(category, subs, draft, hits) for category, subs in TAXONOMY.items()}

    def _in(self, tokens: Sequence[Token]) -> Iterator[tuple[str, int, int]]:
        """Yield the sub-category and the folded span of each phrase."""
        for first in range(len(tokens)):
            for last in range(first, min(first + _LONGEST, len(tokens))):
                phrase = " ".join(token.form for token in tokens[first : last + 1])
                for sub in self.phrases.get(phrase, ()):
                    yield sub, tokens[first].start, tokens[last].end


def read_rules() -> Rules:
    """Read configs/lexicon/rules.txt.

    Raises: OSError when it is missing; ValueError for a section that names no sub-category.
    """
    content = (data_dir("configs") / "lexicon" / "rules.txt").read_text(encoding="utf-8")
    known = {f"{category}.{sub}" for category, subs in TAXONOMY.items() for sub in subs}
    phrases: dict[str, tuple[str, ...]] = {}
    for section, lines in sections(content):
        if section is not None and section not in known:
            raise ValueError(f"configs/lexicon/rules.txt: {section!r} is no sub-category")
        for phrase in listed(lines):
            form = " ".join(token.form for token in tokenise(normalise(phrase)))
            phrases[form] = (*phrases.get(form, ()), section or "")
    return Rules(hashlib.sha256(content.encode()).hexdigest()[:6], phrases)


def _judgement(
    category: str, subs: Sequence[str], draft: Draft, hits: Sequence[tuple[str, str, tuple[int, int]]]
) -> CategoryJudgement:
    own = [hit for hit in hits if hit[0].startswith(f"{category}.")]
    found = {sub: _FOUND if any(hit[0] == f"{category}.{sub}" for hit in own) else _MISSING for sub in subs}
    said = _FOUND if own else _MISSING
    places = list(dict.fromkeys((name, span) for _, name, span in own))[:MOST_SPANS]
    evidence = tuple(quote(draft.document, name, *span) for name, span in places)
    return CategoryJudgement(
        probability=said.probability, decision=said.decision, evidence=evidence, subcategories=found
    )
