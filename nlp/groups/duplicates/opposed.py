"""Whether a short text denies what another says in the same words, or exchanges who does it and whom it befalls.

`nlp.claims.turned` does the same for titles; texts here are folded words, and what was edited is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from core.search.analyser import stem_of
from nlp.categories.evidence import function_words
from nlp.groups.duplicates.slot import LABELS, Stretch

#: Stems by which the next word is denied, and those that call all of it untrue wherever they stand.
_DENYING = frozenset(
    map(stem_of, ("tidak", "tak", "bukan", "belum", "batal", "jangan", "tanpa", "gagal", "tolak", "bantah", "larang"))
)
#: In a longer stretch inside a text that is said of something else.
_UNTRUE_WITHIN = 12
_UNTRUE = frozenset(map(stem_of, ("hoaks", "hoax", "bohong", "disinformasi", "misinformasi")))
#: What is denied as a whole: `tidak benar`, `belum terbukti`.
_TRUE = frozenset(map(stem_of, ("benar", "terbukti", "fakta", "betul")))
#: A denial that was put in or left out has so many words; one that a longer stretch ends with is a sentence's.
_LONGEST = 6
#: A role is exchanged within so many words; unchanged stretches up to so long lie between.
_REACH, _BETWEEN = 9, 4
#: Between these words the order says nothing.
_BOTH_WAYS = frozenset(("dan", "serta", "atau", "vs", "dengan", "bersama"))


def says_the_opposite(stretches: Sequence[Stretch], old: list[str], new: list[str]) -> bool:
    """Tell whether one text denies the other or has its roles exchanged."""
    return any(_denied(one, old, new) for one in stretches) or any(
        _exchanged(one, other, old, new) for one, other in pairwise(stretches)
    )


def _denied(one: Stretch, old: list[str], new: list[str]) -> bool:
    """Tell whether one side of a stretch alone denies what stands around it."""
    sides = ((one.gone, old, one.old), (one.come, new, one.new))
    told = [_denies(words, starts=not at, ends=at + len(words) == len(text)) for words, text, at in sides]
    return told[0] != told[1]


def _denies(words: list[str], starts: bool, ends: bool) -> bool:
    if starts and not LABELS.isdisjoint(words[:1]):
        return True
    stems = [stem_of(word) for word in words]
    if starts or ends or len(words) <= _UNTRUE_WITHIN:
        for at, stem in enumerate(stems):
            denied = not _DENYING.isdisjoint(stems[max(0, at - 2) : at])
            if (stem in _TRUE and denied) or (stem in _UNTRUE and not denied):
                return True
    said = [stem for stem, word in zip(stems, words, strict=True) if stem in _DENYING or word not in function_words()]
    if len(words) > _LONGEST or not (_UNTRUE | _TRUE).isdisjoint(stems):
        return False
    denying = [stem in _DENYING for stem in said]
    return any(denying) and (all(denying) or (denying[-1] and not ends))


def _exchanged(one: Stretch, other: Stretch, old: list[str], new: list[str]) -> bool:
    """Find `polisi tembak mahasiswa` and `mahasiswa tembak polisi`; that a phrase stands elsewhere says nothing."""
    if other.old - one.old - len(one.gone) > _BETWEEN:
        return False
    before = old[one.old : other.old + len(other.gone)]
    after = new[one.new : other.new + len(other.come)]
    if max(len(before), len(after)) > _REACH:
        return False
    small = function_words() | _BOTH_WAYS
    places = {word: at for at, word in enumerate(after) if word not in small}
    order = [places[word] for word in before if word in places]
    # Three words in the opposite order: two that changed places around what one does to the other.
    longest = [1] * len(order)
    for at, place in enumerate(order):
        longest[at] += max((longest[earlier] for earlier in range(at) if order[earlier] > place), default=0)
    return max(longest, default=0) > 2
