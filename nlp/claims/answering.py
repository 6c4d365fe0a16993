"""Whether somebody answers for what is said: an office, a name, an outlet, in the ways of the press."""

from __future__ import annotations

from nlp.claims.around import Around
from nlp.claims.grounds import Found

#: How far from its verb a speaker is looked for: `kata Kabid Humas Polda Jabar`, `Kapolres Luwu AKBP Arisandi pada
#: Senin mengatakan`.
_AFTER, _BEFORE = 3, 8
#: How many tokens into a text the outlet of a dateline stands (`JAKARTA, KOMPAS.com - `); a summary of up to 60 words
#: may come first.
_HEAD = 75
#: Words between the body at the head of a headline and its colon or verb (`Polda Jawa Barat: `, `BNPB catat`).
_NAMES = 4
_QUOTES = "\"'”“"
_DASHES = "-–—\x96"


def said_before(around: Around, first: int, last: int) -> Found | None:
    """`..., kata Kapolres`: after a comma or quotation mark; `kata` and `jelas` elsewhere are other words."""
    if not _after_quote(around, first):
        return None
    return _named(around, first, last + 1, min(last + 1 + _AFTER, len(around.tokens)))


def said_after(around: Around, first: int, last: int) -> Found | None:
    """`Kapolres Luwu mengatakan`, `Budi Santoso, Senin (3/2), mengatakan`."""
    at = first - 1
    while at >= 0 and (around.is_number(at) or at in around.until("day")):
        at -= 1
    for step in range(_BEFORE):
        here = at - step
        if here < 0 or here in around.section("nobody") or around.breaks(here) or around.tokens[here].form == "yang":
            break
        if here in around.section("body") or here in around.section("responsible"):
            return Found("source", here, last, "office")
    if at > 0 and around.is_name(at) and around.is_name(at - 1) and not around.breaks(at - 1):
        return Found("source", at - 1, last, "name")
    return None


def said_again(around: Around, first: int, last: int) -> Found | None:
    """`..., ujarnya.` beside a quotation mark; `katanya` without one is hearsay."""
    return Found("source", first, last, "again") if _after_quote(around, first, _QUOTES) else None


def by(around: Around, first: int, last: int) -> Found | None:
    """`menurut BMKG`, `dikutip dari Kompas.com`."""
    stop = min(last + 2 + _AFTER, len(around.tokens))
    outlets = around.section("outlet")
    outlet = next((at for at in range(last + 1, stop) if at in outlets), None)
    if outlet is not None:
        return Found("press", first, outlets[outlet], "by")
    return _named(around, first, last + 1, stop)


def dateline(around: Around, first: int, last: int) -> Found | None:
    """`JAKARTA, KOMPAS.com - `, `Denpasar (ANTARA) - `: the outlet near the head, then a dash."""
    if first > _HEAD:
        return None
    between = around.after(last).strip()
    if between[:1] == ")":
        between = between[1:].strip()
    return Found("press", first, last, "dateline") if between and between[0] in _DASHES else None


def headline(around: Around) -> Found | None:
    """`BMKG: Gempa ...`, `Polda Jabar bongkar ...`: a body at the head, names only, then a colon or such a verb."""
    head = around.section("body").get(0, around.section("outlet").get(0))
    if head is None:
        return None
    for at in range(head, min(head + 1 + _NAMES, len(around.tokens))):
        if at > head and at in around.section("headline_verb"):
            return Found("source", 0, at, _body(around))
        if at > head and not (around.is_name(at) or at in around.section("at") or at in around.section("body")):
            return None
        if between := around.after(at).strip():
            return Found("source", 0, at, _body(around)) if between == ":" else None
    return None


def _body(around: Around) -> str:
    """Tell a body that a calm text names, which is enough for reporting, from one of many that a rumour may name."""
    return "body" if around.is_calm else "office"


def _named(around: Around, first: int, start: int, stop: int) -> Found | None:
    """Return the source that starts at a verb, where an office or a name follows it and nobody else does."""
    if around.breaks(start - 1):
        return None
    bodies, offices = around.section("body"), around.section("responsible")
    for at in range(start, stop):
        if at in around.section("nobody"):
            return None
        if at in bodies or at in offices:
            last = bodies.get(at, offices.get(at, at))
            of_body = at in bodies or last + 1 in bodies  # `Polda Jabar`, `Kepala BPBD`
            return Found("source", first, last, _body(around) if of_body and at == start else "office")
        if around.breaks(at):
            break
    if start < stop and around.is_name(start):
        return Found("source", first, start, "name")
    return None


def _after_quote(around: Around, at: int, marks: str = _QUOTES + ",") -> bool:
    start = around.tokens[at].start
    return any(mark in around.folded[max(0, start - 3) : start] for mark in marks)
