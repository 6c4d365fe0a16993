"""Where a label of satire stands as one: in brackets, as a hashtag, at the head, as a sentence, behind everything."""

from __future__ import annotations

from typing import NamedTuple

from nlp.claims.around import Around

OPEN, SEPARATORS = "[(*{", "|-–—~\x96"
_CLOSE = "])*}"
#: Words of a sender before its label (`-Mojok Satire-`), of a bracket behind it (`(satire, jangan dianggap serius)`).
_SENDER, _BRACKET = 2, 6


class Unit(NamedTuple):
    """The phrase of a label over the tokens `first` to `last`."""

    first: int
    last: int
    label: int  #: the first token of the label itself
    strength: str  #: its section: `satire_label` says it anywhere, `made_up` only beside how the text names itself
    of_itself: bool  #: whether the text names itself in it


def holds(around: Around, unit: Unit) -> bool:
    """Tell whether the label stands where it marks the text; weaker words need more around them."""
    strong, bare = unit.strength == "satire_label", unit.strength != "made_up"
    if bare and around.before(unit.label)[-1:] in ("#", "/"):
        return True
    if _is_boxed(around, unit) or _is_noticed(around, unit.first) or (bare and _is_headed(around, unit, strong)):
        return True
    return strong and (_is_alone(around, unit) or _is_signed(around, unit) or _is_sender(around, unit))


def _is_boxed(around: Around, unit: Unit) -> bool:
    """`(satire, jangan dianggap serius)` at an end of the text or of a sentence; `Tempat (hiburan) malam` is none."""
    if around.before(unit.first)[-1:] not in tuple(OPEN):
        return False
    stop = min(unit.last + _BRACKET, len(around.tokens) - 1)
    end = next((at for at in range(unit.last, stop + 1) if any(mark in around.after(at) for mark in _CLOSE)), None)
    if end is None or (end > unit.last and around.after(unit.last)[:1] not in (",", ";", ".")):
        return False
    return around.starts_sentence(unit.first) or end >= around.last_word or around.ends_sentence(end)


def _is_headed(around: Around, unit: Unit, strong: bool) -> bool:
    """`Satire: `, `SATIRE | `, `Satire - ` at the head of the text or of a line."""
    between = around.after(unit.last)
    if (unit.first and "\n" not in around.before(unit.first)) or unit.last + 1 >= len(around.tokens):
        return False
    apart = between != between.lstrip() and between.strip()[:1] in tuple(SEPARATORS)
    return between[:1] == ":" or (strong and apart)


def _is_alone(around: Around, unit: Unit) -> bool:
    """`Satire.`, `Cuma parodi ya!` as the whole first or last sentence; in the midst it may be one word of a list."""
    outside = len(around.tokens) > unit.last - unit.first + 1 and (unit.first == 0 or unit.last >= around.last_word)
    return outside and around.starts_sentence(unit.first) and around.ends_sentence(unit.last)


def _is_signed(around: Around, unit: Unit) -> bool:
    """`... - Satire`, `-Mojok Satire-` behind the last sentence."""
    if unit.last < around.last_word:
        return False
    for at in range(unit.first, max(0, unit.first - 1 - _SENDER), -1):
        between = around.before(at)
        if any(map(str.isspace, between)) and between.rstrip()[-1:] in tuple(SEPARATORS):
            return True
        if not around.is_name(at - 1) or between.strip():
            return False
    return False


def _is_sender(around: Around, unit: Unit) -> bool:
    """`... akun parodi` behind the last sentence; `dari akun parodi` tells where another text came from."""
    kind, before = unit.label - 1, unit.label - 2
    closes = unit.last >= around.last_word and kind in around.section("kind_of_text")
    return closes and before >= 0 and before not in around.section("of")


def _is_noticed(around: Around, start: int) -> bool:
    """`Disclaimer: satire`, `Sumber: Poskamling Satire`."""
    for at in range(start, max(0, start - 1 - _SENDER), -1):
        between = around.before(at).strip()
        if at - 1 in around.until("notice") and between in (":", "-", "="):
            return True
        if between or not around.is_name(at - 1):
            return False
    return False
