"""Whether a text marks itself as satire or a joke; one that speaks about satire (`kabar itu ternyata satire`) does not.

A label alone says nothing: it must stand where labels stand (nlp/claims/label_places.py), or in a sentence of the text
about itself (`Artikel ini adalah satire`). No labelled text has a mark, so the sentences of the tests are the measure.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.claims import label_places
from nlp.claims.around import Around
from nlp.claims.grounds import Found
from nlp.claims.label_places import OPEN, SEPARATORS, Unit
from nlp.text.tokens import ASK

#: Words of a label's phrase on either side (`ini hanya satire belaka ya`), and how far before it a word may stand that
#: makes it a report of another text (`ternyata`, `mengaku`).
_WIDE, _TOLD_WITHIN = 5, 5
#: Words of a text that play and laughter make a joke of: of 26,376 posts six longer ones had both by chance.
_PLAYED = 60
_FACES = ("\U0001f602", "\U0001f923", "\U0001f606", "\U0001f639")
#: Units of a speed, which `/s` ends as well.
_LENGTHS = frozenset({"m", "km", "cm", "mm", "meter", "mb", "gb", "kb", "bit", "liter"})


def phrase(around: Around, first: int, last: int) -> Found | None:
    """`cuma bercanda`: a mark wherever it stands, unless somebody tells it of another (`mengaku hanya bercanda`)."""
    return None if _is_told(around, first) or _is_asked(around, last) else Found("satire", first, last, "phrase")


def label(around: Around, first: int, last: int) -> Found | None:
    """`satire`, `parodi`: a mark where labels stand, and in what the text says of itself."""
    unit = _unit(around, first, last)
    if _is_asked(around, unit.last) or _is_told(around, unit.first):
        return None
    stands = unit.of_itself and not _is_taken_for(around, unit.last)
    return Found("satire", unit.first, unit.last, "label") if stands or label_places.holds(around, unit) else None


def laughed_at(around: Around) -> Iterator[Found]:
    """`canda bang` with laughter or a laughing face; in a long text the two have nothing to do with each other."""
    play = around.section("play")
    if (
        play
        and len(around.tokens) <= _PLAYED
        and (around.section("laughter") or any(face in around.folded for face in _FACES))
    ):
        yield from (Found("satire", first, last, "play") for first, last in play.items())


def at_the_end(around: Around) -> Iterator[Found]:
    """`/s` behind the last word; `12 km /s` is a speed."""
    at = around.last_word if " /s" in around.folded else 0
    marks = at > 0 and around.tokens[at].form == "s" and around.before(at).endswith(" /")
    if marks and around.tokens[at - 1].form not in _LENGTHS and not around.is_number(at - 1):
        yield Found("satire", at, at, "label")


def _unit(around: Around, first: int, last: int) -> Unit:
    """Return the phrase around a label: how the text names itself before it, and small words on both sides."""
    selves, links = around.until("self"), around.until("link")
    start, end, of_itself = first, last, False
    for _ in range(_WIDE):
        before = start - 1
        if before < 0 or around.breaks(before) or not (before in selves or before in links):
            break
        start = selves.get(before, links.get(before, before))
        of_itself |= before in selves and (
            start < before or around.tokens[before].form != "ini" or _opens(around, start)
        )
    for _ in range(_WIDE):
        follows = around.section("tail").get(end + 1, around.section("made_up").get(end + 1))
        if follows is None or around.after(end).strip() not in ("", "&"):
            break
        end = follows
    strength = next((name for name in ("satire_label", "joke_label") if first in around.section(name)), "made_up")
    return Unit(start, end, first, strength, of_itself)


def _opens(around: Around, at: int) -> bool:
    """Tell whether a bare `ini` stands for the text: it opens a sentence or bracket, or is written so."""
    return around.starts_sentence(at) or around.is_name(at) or any(mark in around.before(at) for mark in OPEN + ",;")


def _is_told(around: Around, start: int) -> bool:
    """Tell whether the words before deny the mark (`bukan satire`) or tell it of another text (`kabar itu satire`)."""
    for at in range(start - 1, max(-1, start - 1 - _TOLD_WITHIN), -1):
        if around.breaks(at) or any(mark in around.after(at) for mark in OPEN + SEPARATORS + "#:"):
            return False
        if at in around.section("told") or (at >= start - 2 and at in around.section("not")):
            return True
    return False


def _is_asked(around: Around, end: int) -> bool:
    """`satire?`, `satire atau bukan`."""
    return end + 1 < len(around.tokens) and around.tokens[end + 1].form in (ASK, "atau", "apa", "or")


def _is_taken_for(around: Around, end: int) -> bool:
    """`artikel ini satire yang beredar sebagai fakta`: it is told of a text that went round."""
    following = range(end + 1, min(end + 1 + _TOLD_WITHIN, len(around.tokens)))
    goes_round = any(at in around.section("taken_for") for at in following)
    return goes_round and any(around.tokens[at].form == "yang" for at in following)
