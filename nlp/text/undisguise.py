"""Reads broken-up and masked spellings: digits or signs for letters, doubled letters, letters apart (reliability T4).

A reading is taken only where the word list knows it, so that codes, plates and names stay as they are; the stored text
is never changed. All of it is bounded: one or two readings a word, one pass over a run of letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise, product
from typing import NamedTuple

from core.errors import ConfigError
from core.lexicon import known_words

#: What may stand between two letters of one word: up to three blanks or signs, emoji with or without blanks, or other
#: signs without any (`c,i,n,a`, `[c][i][n][a]`); `a, b, c` is a list, and `\n` an escape.
BETWEEN = r"(?:[ .\-_*~|/+=^]{1,3}| ?[^\w\s\x00-\x7f]{1,3} ?|[^\w\s@$!?\\]{1,3})"
#: Letters apart: single letters with separators between them, three letters or more.
SPACED = rf"(?<![^\W_])[a-z](?:{BETWEEN}[a-z](?![^\W_])){{2,400}}"

#: A word with signs that may stand for letters, in it or at its ends; no handle of a few letters, none with `_`.
SIGNED = (
    r"(?<![^\W_])(?=[^\W_]*[@$!*])(?!@\w{0,4}(?!\w)|@[^\W_]*_)"
    r"[@$!*]{0,2}[^\W_]+(?:[@$!*]{1,3}[^\W_]+){0,40}(?:[@$!]{0,2}(?!!))?"
)

_STRETCH = re.compile(r"(.)\1{2,}")
#: Letters written twice, but for those that affixes put side by side: menegakkan, pengalamannya, menggapai.
_DOUBLED = re.compile(r"(?<!n)(?!kk(?:an|i)|nnya)([a-z])\1")
_TWICE = re.compile(r"(?:([a-z])\1)+")  #: a word all of whose letters are doubled, also behind an n: `bbuunnuuhh`
#: Digits read as letters inside a word (`anj1ng`, `k4f1r`), not where they stand only at its end (`covid19`, `orang2`)
#: nor in short codes (`h5n1`), nor where they are more than the letters. One reading each, so nothing multiplies. On
#: 250 hostile posts written with seven digits, recall fell by .34 without it (2026-11-28).
_LEET = str.maketrans("4130597", "aieosgt")
_LEET_WORD = re.compile(r"(?=.{4})(?:[a-z]+[0134579]+[a-z][a-z0134579]*|[0134579][a-z]{2}[a-z0134579]*)")
#: Readings of a word that has more digits or begins with some (`54mp4h`, `1b15`): taken when the result is a word.
_READINGS = (_LEET, str.maketrans("41305978", "aleosgtb"))
_FEWEST_LEET = 3
#: Signs that stand for one letter beside the digits (`b@b1`, `c!na`, `$etan`), and `*`, which stands for any vowel.
_SIGNED_READINGS = tuple(reading | str.maketrans("@$!8", "asib") for reading in _READINGS)
_VOWELS, _MOST_STARS = "aiueo", 2
_FEWEST_SIGNED = 4

_FEWEST_BROKEN = 4

_PREFIXES = ("meng", "mem", "men", "me", "peng", "pem", "pen", "pe", "ber", "ter", "di", "ke", "se", "ng")
_SUFFIXES = ("nya", "kan", "an", "lah", "kah", "mu", "ku", "pun", "in", "i")
#: The letter that a prefix swallowed: memukul (pukul), menuduh (tuduh), mengira (kira), menyebar (sebar).
_SWALLOWED = (("mem", "p"), ("men", "t"), ("meng", "k"), ("meny", "s"), ("pem", "p"), ("pen", "t"), ("peny", "s"))
_LONGEST = 18

#: Costs of a reading of glued letters: few long words beat many short ones, and letters outside words cost most.
_WORD_COST = {1: 9.0, 2: 2.2, 3: 1.5}
_LETTER_COST, _GAP_COST = 1.0, 1.2
#: Of a word that the list does not have between blanks wider than its own: `s a r a n k a n`, not `sar ankan`.
_VOUCHED_COST = 2.0
#: Letters outside known words from which a cut is not believed: the run stays one word. A run too long to be a word
#: is cut in any case that explains half of it.
_UNREAD, _UNREAD_LONG, _LONG_RUN = 0.2, 0.5, 15


class Piece(NamedTuple):
    """One word of a run of letters apart: its spelling and its span in the run."""

    word: str
    start: int
    end: int


def plain_word(raw: str) -> str:
    """Return the word with stretched letters shortened and digits that stand for letters undone."""
    form = _STRETCH.sub(r"\1", _without_leet(raw))
    if form.isalpha() and _DOUBLED.search(form) and not is_known(form):
        single = form[::2] if _TWICE.fullmatch(form) else _DOUBLED.sub(r"\1", form)
        return single if len(single) > 2 and is_known(single) else form
    return form


def _without_leet(raw: str) -> str:
    if raw.isalpha() or raw.isdigit():
        return raw
    digits = sum(map(str.isdigit, raw))
    if _LEET_WORD.fullmatch(raw) and digits * 2 <= len(raw) and (len(raw) > 4 or digits == 1):
        return raw.translate(_LEET)
    if len(raw) < _FEWEST_LEET:
        return raw
    readings = (raw.translate(reading) for reading in _READINGS)
    return next((word for word in readings if word.isalpha() and is_known(_STRETCH.sub(r"\1", word))), raw)


@lru_cache(maxsize=16384)
def read_signs(raw: str) -> str | None:
    """Return the word that a run of letters with signs in it is; None where no reading is a word that the list has.

    A star is read where one vowel in its place makes a word, and no other does (`k*fir`).
    """
    if len(raw) < _FEWEST_SIGNED or raw.count("*") > _MOST_STARS:
        return None
    plain = (_STRETCH.sub(r"\1", raw.translate(signs)) for signs in _SIGNED_READINGS)
    for reading in plain:
        choices = [_VOWELS if letter == "*" else letter for letter in reading]
        words = {word for letters in product(*choices) if is_known(word := "".join(letters)) and word.isalpha()}
        if len(words) == 1:
            return words.pop()
    return None


def are_pieces(parts: Sequence[str], blank: bool) -> bool:
    """Tell whether words with one sign between them, or one blank, are the pieces of one: `ka.fir`, `ba🐷bi`, `si pit`.

    A sign is taken out where a word comes of it and a piece of two letters or more is none (not `mahasiswa/i`). Blanks
    usually stand between words: only short pieces of which none is a word, and a word that is listed as it is (`kau si`
    is no `kausi`). In 23,474 posts and articles 133 words are read so behind a sign, `qur'an`, `bang.sat`, `go-block`
    and some ten wrong ones (`a'lam`) among them, and three behind a blank (2026-11-30).
    """
    word = "".join(parts)
    if not word.isalpha() or not _FEWEST_BROKEN <= len(word) <= _LONGEST:
        return False
    if blank:
        return word in words_at_hand() and all(map(is_fragment, parts))
    return is_known(word) and any(len(part) > 1 and not is_known(part) for part in parts)


@lru_cache(maxsize=65536)
def is_fragment(word: str) -> bool:
    """Tell whether a word is short and none that the lexicon knows, so that a blank may stand inside one (`ka fir`)."""
    return 1 < len(word) < 5 and word.isalpha() and not is_known(word)


@lru_cache(maxsize=65536)
def is_known(word: str) -> bool:
    """Tell whether the lexicon has the word, or one that it is made of with one prefix and up to two suffixes."""
    words = words_at_hand()
    return word in words or (len(word) > 4 and any(len(stem) > 2 and stem in words for stem in _stems(word)))


@cache
def words_at_hand() -> frozenset[str]:
    """Return the known words; none when a list is missing, so that words are read as they stand (the stage says so)."""
    try:
        return known_words()
    except ConfigError:
        return frozenset()


def _stems(word: str) -> Iterator[str]:
    """Yield what may be left of a word without its affixes."""
    for body in _without_suffixes(word):
        yield body
        for prefix in _PREFIXES:
            if body.startswith(prefix) and len(body) - len(prefix) > 2:
                yield body[len(prefix) :]
        for prefix, letter in _SWALLOWED:
            if body.startswith(prefix) and len(body) - len(prefix) > 2:
                yield letter + body[len(prefix) :]


def _without_suffixes(word: str, deep: bool = True) -> Iterator[str]:
    yield word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) > 2:
            if deep:
                yield from _without_suffixes(word[: -len(suffix)], deep=False)
            else:
                yield word[: -len(suffix)]


def read_spaced(run: str) -> tuple[Piece, ...]:
    """Return the words of a run of letters apart.

    Blanks that are wider than the other gaps end a word where that reads no worse than the letters taken together:
    `u s i r   m e r e k a`, `u.s.i.r m.e.r.e.k.a`, and `u s i r m e r e k a`, which only the word list can cut.
    """
    letters = [at for at, character in enumerate(run) if character.isalpha()]
    gaps = [run[a + 1 : b] for a, b in pairwise(letters)]
    narrow = min(gaps, key=lambda gap: (len(gap), gap == " "))
    ends = [i for i, gap in enumerate(gaps, start=1) if gap != narrow and " " in gap]
    parts = [letters[a:b] for a, b in zip([0, *ends], [*ends, len(letters)], strict=True)]
    if not ends:
        return _read_parts(run, parts)
    cut, whole, glued = _read_parts(run, parts), _read_parts(run, parts, whole=True), _read_parts(run, [letters])
    costs = [_cost_of(cut), sum(_part_cost(piece.word) for piece in whole), _cost_of(glued)]
    return (cut, whole, glued)[costs.index(min(costs))]


def _read_parts(run: str, parts: Sequence[Sequence[int]], whole: bool = False) -> tuple[Piece, ...]:
    """Return the words of each part; unless all stay whole, one that is no known word is cut where it can be."""
    pieces = []
    for part in parts:
        word = "".join(run[at] for at in part)
        cuts = [0, *(() if whole else _cut(word)), len(word)]
        pieces += [Piece(word[a:b], part[a], part[b - 1] + 1) for a, b in pairwise(cuts)]
    return tuple(pieces)


def _cost_of(pieces: Sequence[Piece]) -> float:
    return sum(_word_cost(piece.word) for piece in pieces)


def _part_cost(word: str) -> float:
    """Return the cost of a part that stays whole: wide blanks around it vouch for a word that no list has."""
    return min(_word_cost(word), _VOUCHED_COST) if 2 < len(word) <= _LONG_RUN else _word_cost(word)


def _word_cost(word: str) -> float:
    return _WORD_COST.get(len(word), 1.0) if is_known(word) else _GAP_COST + _LETTER_COST * len(word)


@lru_cache(maxsize=4096)
def _cut(word: str) -> tuple[int, ...]:
    """Return where to cut glued letters into words: the cheapest reading, if it leaves few letters unread."""
    if len(word) < 5 or is_known(word):
        return ()
    best: list[tuple[float, int, bool]] = [(0.0, 0, True)]  # cost, where the last piece begins, whether it is a word
    for end in range(1, len(word) + 1):
        cost, _, known = best[end - 1]
        found = (cost + _LETTER_COST + (_GAP_COST if known else 0.0), end - 1, False)
        for start in range(max(0, end - _LONGEST), end):
            if is_known(word[start:end]):
                found = min(found, (best[start][0] + _word_cost(word[start:end]), start, True))
        best.append(found)
    return _believed(word, best)


def _believed(word: str, best: Sequence[tuple[float, int, bool]]) -> tuple[int, ...]:
    """Return the cuts of the best reading, none when too much of it is no word."""
    cuts: list[int] = []
    unread, end = 0, len(word)
    after = True
    while end:
        _, start, known = best[end]
        unread += 0 if known else end - start
        if (known or after) and end < len(word):
            cuts.append(end)
        after = known
        end = start
    allowed = _UNREAD_LONG if len(word) >= _LONG_RUN else _UNREAD
    return tuple(reversed(cuts)) if unread <= allowed * len(word) else ()
