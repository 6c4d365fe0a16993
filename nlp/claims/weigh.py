"""What the grounds make of a text: something to verify, or reporting, denial, opinion, prediction, satire."""

from __future__ import annotations

from collections.abc import Sequence

from core.schemas.analysis import Worth
from core.schemas.document import Kind
from nlp.claims.grounds import Found

#: Verdicts that hold a `yes` back. `not_checkable` does not: a list of words misses what a short rumour asserts (on the
#: half of the labels that the rules were written on, 38 of its 900 posts are labelled claims; the model found 15).
HOLDING: frozenset[Worth] = frozenset({"attributed", "denial", "opinion", "prediction", "satire"})
#: What makes a text checkable. An opinion or a wish beside any of it is no mere opinion (annotation guide: "without a
#: checkable fact"): held all the same, 6 % of the posts were labelled claims, without it none (same half, 2026-11-28).
_CHECKABLE = frozenset({"number", "date", "place", "organisation", "event", "hearsay"})
#: What an opinion that stands at the head may be about, within so many words: none of the 15 labelled posts that begin
#: with one is a claim, of those with one further on and a name beside it 2 in 8 (2026-11-30).
_ABOUT, _AT_HEAD = frozenset({"place", "organisation"}), 2
#: How many words into a text a forecast holds for all of it, and how long a text is that one view or forecast fills.
_FORECAST, _SHORT = 8, 40


def verdict(kind: Kind, found: Sequence[Found], words: int) -> Worth:
    """Return what the grounds make of a text of so many words, the first that holds.

    1. satire: a mark says so itself.
    2. denial: it denies a report, and nobody asks to hand it on.
    3. attributed: somebody who answers for it is named, and nobody asks to hand it on.
    4. prediction, opinion: it begins as one, and nothing beside it happened on a day that it names.
    5. checkable: anything in it can be looked up.
    6. prediction, 7. opinion: nothing can.
    """
    kinds, sections = {one.kind for one in found}, {one.section for one in found}
    if "satire" in kinds:
        return "satire"
    if "denial" in kinds and "forward" not in sections:
        return "denial"
    if "forward" not in sections and _is_attributed(kind, found):
        return "attributed"
    if words <= _SHORT and _is_forecast(found):
        return "prediction"
    if words <= _SHORT and _is_view(found):
        return "opinion"
    if kinds & _CHECKABLE:
        return "checkable"
    if "prediction" in kinds:
        return "prediction"
    return "opinion" if "opinion" in kinds else "not_checkable"


def _is_attributed(kind: Kind, found: Sequence[Found]) -> bool:
    """Tell whether a responsible source stands for the text.

    In news one is enough. A rumour in a post likes to name somebody too (`menurut profesor ...`), so a post needs two
    of which one is an office, or one and a day as the press writes it, or an agency's dateline. One that publishes what
    it says (`BMKG: ...`, `..., kata Kapolres`) is enough in a calm text without hearsay: of the labelled posts that one
    office alone stands for, 1 in 35 is a claim, of 1,186 circulated messages 3 have one (2026-11-30).
    """
    sections = [one.section for one in found]
    sources = [one for one in found if one.kind in ("source", "press")]
    if kind == "news":
        return bool(sources)
    if "dateline" in sections or ("body" in sections and all(one.kind != "hearsay" for one in found)):
        return True
    answering = sum(one.section not in ("name", "again") for one in sources)
    return (answering >= 1 and len(sources) >= 2) or ("dated" in sections and bool(sources))


def _is_forecast(found: Sequence[Found]) -> bool:
    """`Diprediksi gempa besar ... tahun 2030`; `diprediksi malam ini` is a warning, and `katanya` a rumour."""
    at_head = any(one.section == "forecast" and one.first < _FORECAST for one in found)
    return at_head and not any(one.kind == "hearsay" or one.section == "when" for one in found)


def _is_view(found: Sequence[Found]) -> bool:
    """`Menurut saya KPU curang`, `mending ... gratis`: what is named is what the opinion is about, nothing happened."""
    facts = [one for one in found if one.kind in _CHECKABLE and one.section != "topic"]
    opinions = [one for one in found if one.kind == "opinion"]
    at_head = any(one.first <= _AT_HEAD for one in opinions)
    return bool(opinions) and (not facts or (at_head and all(one.kind in _ABOUT for one in facts)))
