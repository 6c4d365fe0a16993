"""The numbers that words say: `dua puluh lima`, `sebelas`, `2 juta`, and about how many (`ratusan`, `puluhan ribu`)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from nlp.claims.words import Kind, Word, word_form

ONES = {
    word: n
    for n, word in enumerate(("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"), 1)
}
_TENS = {"puluh": 10, "ratus": 100}
_SCALES = {"ribu": 1_000, "juta": 1_000_000, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}
#: Words that say a digit and its place at once, with the place of the last digit that they say.
_WHOLE = {"sepuluh": (10, 1), "sebelas": (11, 1), "seratus": (100, 100)}
_ONE_SCALE = {"seribu": 1_000, "sejuta": 1_000_000, "semiliar": 10**9}
_ABOUT = {f"{word}an": value for word, value in (("belas", 10), *_TENS.items(), *_SCALES.items())}
#: What a number in words begins with.
_FIRST = frozenset((*ONES, *_WHOLE, *_ONE_SCALE, *_ABOUT))
#: `salah satu` counts nothing.
_NO_NUMBER_AFTER = "salah"


class Number(NamedTuple):
    """A number with the places of its first and last word."""

    value: str  #: without needless zeros; of `ratusan` with a mark, so that it is no 100
    start: int
    end: int
    spelt: bool = True  #: in words, not in digits


def numbers_in(words: Sequence[Word], text: str) -> list[Number]:
    """Return the numbers of a text in order, in digits or in words. Raises: nothing."""
    if not any(word.kind == Kind.NUMBER or word.stem in _stems() for word in words):
        return []
    written = [text[word.start : word.end].lower() for word in words]
    found, at = list[Number](), 0
    while at < len(words):
        if words[at].kind == Kind.NUMBER:
            number: Number | None = Number(words[at].stem, at, at, spelt=False)
        else:
            number = _spelt(written, at) if written[at] in _FIRST else None
        if number is not None:
            found.append(number)
        at = at + 1 if number is None else number.end + 1
    return found


@cache
def _stems() -> frozenset[str]:
    return frozenset(word_form(word)[0] for word in _FIRST)


def _spelt(written: Sequence[str], start: int) -> Number | None:
    """Return the number whose first word stands here; each part is smaller than the place of the part before it."""
    if start and written[start - 1] == _NO_NUMBER_AFTER:
        return None
    if written[start] in _ABOUT:
        return _about(written, start)
    total = group = 0
    place, scale, at = 1_000, 10**15, start
    while at < len(written):
        value, digit, used = _part(written, at)
        more = _ONE_SCALE.get(written[at], 0) if not group else _SCALES.get(written[at], 0)
        if 0 < value < place:
            group, place, at = group + value, digit, at + used
        elif 0 < more < scale:
            total, group, place, scale, at = total + max(group, 1) * more, 0, 1_000, more, at + 1
        else:
            break
    return None if at == start else Number(str(total + group), start, at - 1)


def _part(written: Sequence[str], at: int) -> tuple[int, int, int]:
    """Return what is said below a thousand, the place of its last digit, and in how many words; 0 where nothing is."""
    word, after = written[at], written[at + 1] if at + 1 < len(written) else ""
    one = ONES.get(word, 0)
    if one and after == "belas":
        return 10 + one, 1, 2
    if one and after in _TENS:
        return one * _TENS[after], _TENS[after], 2
    return (one, 1, 1) if one else (*_WHOLE.get(word, (0, 0)), 1)


def _about(written: Sequence[str], start: int) -> Number:
    value, end = _ABOUT[written[start]], start
    while end + 1 < len(written) and written[end + 1] in _SCALES:
        end += 1
        value *= _SCALES[written[end]]
    return Number(f"~{value}", start, end)
