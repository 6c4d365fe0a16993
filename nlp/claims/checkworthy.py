"""Whether what a text asserts should be verified, or is reporting, opinion, prediction or satire.

It only holds back: where the category model calls a text a claim to verify and the words speak against it, the answer
becomes `unsure` and says by which words. It never makes a claim of a text, and leaves clarifications and scams alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.schemas.analysis import CategoryJudgement, CheckWorthiness, Ground, Worth
from core.schemas.document import Kind
from nlp.categories.combine import hold_back
from nlp.categories.evidence import quote
from nlp.categories.priority import has_harm
from nlp.claims.grounds import Field, Found, Words, find, read_words
from nlp.stage import Draft

CATEGORY, CLAIM = "klaim", "klaim"
#: Verdicts that hold a `yes` back. `not_checkable` does not: a list of words misses what a short rumour asserts (on the
#: half of the labels that the rules were written on, 38 of its 900 posts are labelled claims; the model found 15).
HOLDING: frozenset[Worth] = frozenset({"attributed", "opinion", "prediction", "satire"})
#: What makes a text checkable. An opinion or a wish beside any of it is no mere opinion (annotation guide: "without a
#: checkable fact"): held all the same, 6 % of the posts were labelled claims, without it none (same half, 2026-11-28).
_CHECKABLE = frozenset({"number", "date", "place", "organisation", "event", "hearsay"})
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
    return CheckWorthiness(verdict=verdict(document.kind, [*found["title"], *found["text"]]), grounds=grounds)


def verdict(kind: Kind, found: Sequence[Found]) -> Worth:
    """Return what the grounds make of a text, the first that holds.

    1. satire: a mark says so itself.
    2. attributed: somebody who answers for it is named, and nobody asks to hand it on.
    3. checkable: anything in it can be looked up.
    4. prediction, 5. opinion: nothing can.
    """
    kinds = {one.kind for one in found}
    if "satire" in kinds:
        return "satire"
    if _is_attributed(kind, found):
        return "attributed"
    if kinds & _CHECKABLE:
        return "checkable"
    if "prediction" in kinds:
        return "prediction"
    return "opinion" if "opinion" in kinds else "not_checkable"


def _is_attributed(kind: Kind, found: Sequence[Found]) -> bool:
    """Tell whether a responsible source stands for the text.

    In news one is enough. A rumour in a post likes to name somebody too (`menurut profesor ...`), so a post needs two
    of which one is an office, or one and a day as the press writes it; `sebarkan` makes it a rumour whatever it names.
    """
    sections = [one.section for one in found]
    if "forward" in sections:
        return False
    sources = [one for one in found if one.kind in ("source", "press")]
    if kind == "news":
        return bool(sources)
    answering = sum(one.section != "name" and one.section != "again" for one in sources)
    return (answering >= 1 and len(sources) >= 2) or ("dated" in sections and bool(sources))


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
        self.version = f"1-{words.version}"

    def apply(self, draft: Draft) -> Draft:
        """Return the draft with its check-worthiness where a claim may be in it."""
        judged = None if draft.categories is None else draft.categories[CATEGORY].subcategories[CLAIM]
        if draft.categories is None or judged is None or judged.decision == "no":
            return draft
        worth = judge_worth(draft, self._words)
        if judged.decision != "yes" or worth.verdict not in HOLDING:
            return replace(draft, checkworthiness=worth)
        categories = draft.categories | {CATEGORY: hold_claim(draft.categories[CATEGORY])}
        priority = 1 if draft.priority == 2 and not has_harm(categories) else draft.priority
        worth = worth.model_copy(update={"held": True})
        return replace(draft, categories=categories, priority=priority, checkworthiness=worth)


def hold_claim(judgement: CategoryJudgement) -> CategoryJudgement:
    """Return the category with its claim to verify unsure, and unsure itself where nothing else in it is a yes."""
    subs = judgement.subcategories | {CLAIM: hold_back(judgement.subcategories[CLAIM])}
    stands = any(one.decision == "yes" for one in subs.values())
    decision = "unsure" if judgement.decision == "yes" and not stands else judgement.decision
    return judgement.model_copy(update={"decision": decision, "subcategories": subs})


def build() -> CheckworthyStage:
    """Build the stage. Raises: ConfigError when its list of words cannot be used."""
    return CheckworthyStage(read_words())
