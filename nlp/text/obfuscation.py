"""Says how far a text is written so that a search does not find its words, and by which means.

Evidence is counted in words of Latin letters: marks inside a word that nobody sees, look-alike and styled letters,
letters struck out, turned round, set apart, replaced by digits or signs, or stretched. What writing needs is left
alone: accents, emoji, Arabic with its marks, words wholly in another script, hyphenation, initials, hashtags, numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from core.schemas.analysis import Disguise, DisguiseKind, Evidence, Obfuscation
from core.schemas.document import Document
from nlp.text.confusables import LOOKALIKES
from nlp.text.normalise import UNSEEN_LETTERS, Normalised
from nlp.text.tokens import Token
from nlp.text.undisguise import is_known

#: What one word counts: 1 - REST ** (sum of weights) is the score, so one hidden word gives .4, two .64, five .92.
#: Set by hand, 2026-11-28: a reader is told from .3 on, which one word that no reader writes so by chance must reach
#: and digits or stretched letters, which play as often as they hide, must not reach alone.
REST = 0.6
WEIGHTS: dict[DisguiseKind, float] = {
    "hidden": 1.0, "lookalike": 1.0, "styled": 1.0, "struck": 1.0, "reversed": 1.0, "spaced": 1.0, "leet": 0.6,
    "stretched": 0.1,
}  # fmt: skip
#: Most that stretched letters count together: enthusiasm is no disguise (a text full of them gets .23).
STRETCHED_AT_MOST = 0.5
#: From here on the reader is told.
NOTABLE = 0.3

_SHOWN = 3  #: spans kept of each kind
#: Letters of Latin alphabets with a stroke and the dotless i: names are written with them.
_OF_NAMES = frozenset("ıøØłŁđĐħŧ")
_SOFT_HYPHEN = "\u00ad"
_SHORTEST_SPACED = 4
#: A word that is often written with a sign in it: `jum'at`, `ber-warna`, `men-dua-kan`. `c-i-n-a` has more.
_SPELT_SO = re.compile(r"[^\W_]+(?:['\"-][^\W_]+){1,2}")
#: A sign in the place of a letter; a star between single letters only sets them apart.
_SIGN = re.compile(r"[@$!]|[^\W_]{2}\*|\*[^\W_]{2}")


class _Word(NamedTuple):
    """A disguised word: by which means, how many characters of it, and where it stands in the original."""

    kind: DisguiseKind
    characters: int
    field: str
    start: int
    end: int


def find_disguises(
    document: Document, title: Normalised, text: Normalised, tokens: tuple[Sequence[Token], Sequence[Token]]
) -> Obfuscation:
    """Return the score from 0 to 1 with what it was counted from. Raises: nothing."""
    found = list(
        chain(_in_field("title", document.title, title, tokens[0]), _in_field("text", document.text, text, tokens[1]))
    )
    if not found:
        return NONE
    kinds = tuple(_summed(document, kind, [word for word in found if word.kind == kind]) for kind in WEIGHTS)
    disguises = tuple(kind for kind in kinds if kind.words)
    return Obfuscation(score=_score(disguises), disguises=disguises)


NONE = Obfuscation(score=0.0)


def _score(disguises: Iterable[Disguise]) -> float:
    weights = {one.kind: WEIGHTS[one.kind] * one.words for one in disguises}
    if "stretched" in weights:
        weights["stretched"] = min(weights["stretched"], STRETCHED_AT_MOST)
    return round(1.0 - REST ** sum(weights.values()), 3)


def _summed(document: Document, kind: DisguiseKind, words: Sequence[_Word]) -> Disguise:
    evidence = tuple(_evidence(document, word) for word in words[:_SHOWN])
    return Disguise(kind=kind, words=len(words), characters=sum(word.characters for word in words), evidence=evidence)


def _evidence(document: Document, word: _Word) -> Evidence:
    if word.field == "title":
        return Evidence(field="title", start=word.start, end=word.end, text=document.title[word.start : word.end])
    return Evidence(field="text", start=word.start, end=word.end, text=document.text[word.start : word.end])


def _in_field(field: str, original: str, normal: Normalised, tokens: Sequence[Token]) -> Iterator[_Word]:
    """Yield the disguised words of one field."""
    folded = normal.text
    changed = [token for token in tokens if folded[token[1] : token[2]] != token[0] and token[0][0] != "<"]
    for form, start, end in changed:
        kind = _written(folded[start:end], form)
        if kind is not None:
            yield _Word(kind, len(form), field, *normal.span(start, end))
    if normal.offsets is None or not (normal.hidden or normal.folded or "\u202e" in original):
        return
    foreign = _has_other_scripts(original)
    for form, start, end in tokens:
        if form.isascii() and form[0] != "<":
            a, b = normal.span(start, end)
            reversed_ = end - start > 2 and normal.offsets[start] > normal.offsets[end - 1]
            yield from (_Word(*one, field, a, b) for one in _behind(original[a:b], form, reversed_, foreign))


@lru_cache(maxsize=16384)
def _written(raw: str, form: str) -> DisguiseKind | None:
    """Return how the letters of a word, seen as they are, were kept from being one: None where that is usual."""
    if _SIGN.search(raw):
        return "leet"
    if not raw.isalnum():
        if len(form) < _SHORTEST_SPACED or not is_known(form) or _SPELT_SO.fullmatch(raw):
            return None
        return "spaced"
    if not raw.isalpha() and form.isalpha() and is_known(form):
        return None if form == raw.rstrip("2") else "leet"
    return "stretched" if raw.isalpha() else None


def _behind(original: str, form: str, reversed_: bool, foreign: bool) -> Iterator[tuple[DisguiseKind, int]]:
    """Yield by which means the original of a word of Latin letters is another than what is seen, with the number."""
    if reversed_:
        yield "reversed", len(form)
    hidden = _unseen(original)
    if hidden:
        yield "hidden", hidden
    struck = _loose_marks(original)
    if struck >= 2:
        yield "struck", struck
    alike = sum(map(_is_lookalike, original))
    if alike and (any(map(str.isascii, filter(str.isalpha, original))) or (is_known(form) and not foreign)):
        yield "lookalike", alike
    styled = 0 if foreign else sum(map(_is_styled, original))
    if styled:
        yield "styled", styled


def _unseen(original: str) -> int:
    """Return how many invisible characters stand between the letters of a word; hyphenation is none."""
    inside = [
        c for c in original if (unicodedata.category(c) == "Cf" and c not in "\u202e\u202c") or c in UNSEEN_LETTERS
    ]
    if not inside:
        return 0
    parts = original.split(_SOFT_HYPHEN)
    hyphenated = all(sum(map(str.isalnum, part)) > 1 for part in parts)
    return sum(c != _SOFT_HYPHEN or not hyphenated for c in inside)


def _loose_marks(original: str) -> int:
    """Return how many combining marks belong to no letter of an alphabet: an accent composes with its letter."""
    if original.isascii():
        return 0
    return sum(unicodedata.category(c) in ("Mn", "Me") for c in unicodedata.normalize("NFC", original))


@lru_cache(maxsize=4096)
def _is_lookalike(character: str) -> bool:
    return character in LOOKALIKES and character not in _OF_NAMES


@lru_cache(maxsize=4096)
def _is_styled(character: str) -> bool:
    """Tell whether the character is a Latin letter in another dress: fullwidth, mathematical, circled."""
    if character.isascii():
        return False
    plain = unicodedata.normalize("NFKC", character)
    return len(plain) == 1 and plain.isascii() and plain.isalpha() and plain != character and character not in "ªº"


def _has_other_scripts(original: str) -> bool:
    """Tell whether whole words of another script stand there, in which fullwidth or Cyrillic letters are at home."""
    return sum(map(_is_of_another_script, original)) >= _FEWEST_OF_ANOTHER


#: Letters of another script from which its words are taken for writing, not for disguise.
_FEWEST_OF_ANOTHER = 3


@lru_cache(maxsize=4096)
def _is_of_another_script(character: str) -> bool:
    if character.isascii() or not character.isalpha() or character in LOOKALIKES:
        return False
    return unicodedata.name(character, "").split(" ")[0] in ("CYRILLIC", "GREEK", "CJK", "HIRAGANA", "KATAKANA")
