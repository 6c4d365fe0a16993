"""Whether a short text has something else in the place of something: another name, number, thing or deed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from core.lexicon import listed_words
from nlp.claims.words import Kind, word_form
from nlp.groups.duplicates.spelt import alike, is_ordinary, number_of

#: Words at either end that may differ, an eighth of the text and at most so many: greeting, dateline, last line.
_EDGE, _EDGE_SHARE = 6, 8
#: A replacement of more words than this is another sentence, not another name; at an edge of more than that, what a
#: sender wrote before or after, words of frames not counted.
_LONGEST_SLOT, _LONGEST_AT_EDGE = 6, 2
#: What a checker writes before a claim: one of them says the same as another.
LABELS = frozenset(("salah", "keliru", "penipuan", "menyesatkan", "parodi", "satire", "hoaks", "hoax", "disinformasi"))


class Stretch(NamedTuple):
    """A stretch that is not the same in both texts: what is gone of the old, what has come in the new, and where."""

    gone: list[str]
    come: list[str]
    old: int  #: where it begins in the old text
    new: int


def filled_anew(stretches: Sequence[Stretch], old: list[str], new: list[str], message: bool) -> bool:
    """Tell whether a slot was filled anew. `message`: neither text has a title, so no dateline stands before it."""
    edge = min(_EDGE, min(len(old), len(new)) // _EDGE_SHARE)
    return any(_differs(one, len(old), edge, message) or _longer_number(one, old, new) for one in stretches)


def _differs(one: Stretch, words: int, edge: int, message: bool) -> bool:
    if not one.gone or not one.come:
        return False
    if one.old >= edge and words - one.old - len(one.gone) >= edge:
        return max(len(one.gone), len(one.come)) <= _LONGEST_SLOT and not alike(one.gone, one.come)
    gone, come = ([word for word in side if word not in _frame_words()] for side in (one.gone, one.come))
    if not gone or not come or max(len(gone), len(come)) > _LONGEST_AT_EDGE or alike(gone, come):
        return False
    # A name at the edge may be a town of a dateline or who sent it; a message begins with whom it is about.
    return (message and one.old < edge) or all(any(_says(word, message) for word in side) for side in (gone, come))


def _says(word: str, message: bool) -> bool:
    """Tell whether a word at an edge belongs to what a text says."""
    place = word_form(word)[1] == Kind.PLACE
    return bool(number_of(word)) or (message if place else is_ordinary(word))


def _longer_number(one: Stretch, old: list[str], new: list[str]) -> bool:
    """Tell whether words were added to a number or left out of it: `tiga`, `tiga puluh`."""
    if one.gone and one.come:
        return False
    words, at = (new, one.new) if one.come else (old, one.old)
    own = one.come or one.gone
    beside = words[max(0, at - 1) : at] + words[at + len(own) : at + len(own) + 1]
    return all(map(number_of, own)) and any(map(number_of, beside))


@cache
def _frame_words() -> frozenset[str]:
    """Return the words with which a text is handed on; by them two frames of one text may differ."""
    return LABELS.union(listed_words("frame_words.txt"), listed_words("function_words.txt"))
