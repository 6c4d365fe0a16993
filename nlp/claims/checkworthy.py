"""Whether what a text asserts should be verified, or is reporting, denial, opinion, prediction or satire.

It only holds back: where the category model calls a text a claim to verify and the words speak against it, the answer
becomes `unsure` and says by which words. It never makes a claim of a text, and leaves clarifications and scams alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.schemas.analysis import CategoryJudgement, CheckWorthiness, Ground, Worth
from nlp.categories.combine import hold_back
from nlp.categories.evidence import quote
from nlp.categories.priority import has_harm
from nlp.claims.find import find
from nlp.claims.grounds import Field, Found, Words, read_words
from nlp.claims.weigh import HOLDING, verdict
from nlp.stage import Draft

CATEGORY, CLAIM = "klaim", "klaim"
#: Grounds kept of each kind: enough to see why, not a list of every number.
_EACH = 3


def judge_worth(draft: Draft, words: Words) -> CheckWorthiness:
    """Return whether the document holds something to verify, with the grounds in reading order. Raises: nothing."""
    document = draft.document
    fields = {
        "title": Field(document.title, draft.title, draft.title_tokens),
        "text": Field(document.text, draft.text, draft.text_tokens),
    }
    found = {name: find(field, words) for name, field in fields.items()}
    grounds = tuple(
        Ground(kind=one.kind, evidence=quote(document, name, *_span(fields[name], one)))
        for name, ones in found.items()
        for one in _few(ones)
    )
    words_read = len(draft.title_tokens) + len(draft.text_tokens)
    said = verdict(document.kind, [*found["title"], *found["text"]], words_read)
    return CheckWorthiness(verdict=said, grounds=grounds)


def _few(found: Sequence[Found]) -> list[Found]:
    """Return the first grounds of each kind, none inside another of its kind."""
    kept: list[Found] = []
    for one in found:
        same = [other for other in kept if other.kind == one.kind]
        if len(same) < _EACH and not any(one.first <= other.last for other in same):
            kept.append(one)
    return kept


def _span(field: Field, one: Found) -> tuple[int, int]:
    return field.folded.span(field.tokens[one.first].start, field.tokens[one.last].end)


class CheckworthyStage:
    """Holds back a claim to verify where the words of the text speak against it, and keeps the words."""

    name = "checkworthy"

    def __init__(self, words: Words) -> None:
        self._words = words
        self.version = f"2-{words.version}"

    def apply(self, draft: Draft) -> Draft:
        """Return the draft with its check-worthiness where a claim may be in it."""
        judged = None if draft.categories is None else draft.categories[CATEGORY].subcategories[CLAIM]
        if draft.categories is None or judged is None or judged.decision == "no":
            return draft
        worth = judge_worth(draft, self._words)
        judgement = draft.categories[CATEGORY]
        held = judgement if worth.verdict not in HOLDING else hold_claim(judgement, worth.verdict)
        if held == judgement:
            return replace(draft, checkworthiness=worth)
        categories = draft.categories | {CATEGORY: held}
        priority = 1 if draft.priority == 2 and not has_harm(categories) else draft.priority
        worth = worth.model_copy(update={"held": True})
        return replace(draft, categories=categories, priority=priority, checkworthiness=worth)


def hold_claim(judgement: CategoryJudgement, verdict: Worth) -> CategoryJudgement:
    """Return the category with its claim to verify unsure, and unsure itself where nothing else in it holds.

    Of a claim that was unsure already the category may have rested on another sub-category that is: then it stays. A
    denial is of the category without being a claim to verify, so there it stays too.
    """
    claim = judgement.subcategories[CLAIM]
    others = {one.decision for name, one in judgement.subcategories.items() if name != CLAIM}
    stands = verdict == "denial" or "yes" in others or (claim.decision == "unsure" and "unsure" in others)
    decision = "unsure" if judgement.decision == "yes" and not stands else judgement.decision
    subs = judgement.subcategories | {CLAIM: hold_back(claim)}
    return judgement.model_copy(update={"decision": decision, "subcategories": subs})


def build() -> CheckworthyStage:
    """Build the stage. Raises: ConfigError when its list of words cannot be used."""
    return CheckworthyStage(read_words())
