"""Two titles of the same words in which who does it and whom it befalls are exchanged."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

from nlp.claims.sides import Beside, written
from nlp.claims.words import Kind, Word

#: How many words of the claim further than the verb who does it and whom it befalls stand.
_REACH = 2
#: Shorter words begin with these letters by chance (`media`, `meja`, `dinas`).
_VOICES, _SHORT = ("me", "di"), 5


def exchanged(found: Beside, texts: tuple[str, str]) -> list[str]:
    """Return `Israel menyerang Iran` and `Iran menyerang Israel`; `Iran diserang Israel` is the first one again.

    Without a verb that its prefix tells (`Prabowo pecat Luhut`) only where neither text says anything else. Raises:
    nothing.
    """
    places = [place for place in found.partner if place is not None]
    if all(a <= b for a, b in pairwise(places)):
        return []
    first, second = found.one.words, found.two.words
    own, others = (_content(words) for words in (first, second))
    order = {place: n for n, place in enumerate(others)}
    shared = [order.get(place) if (place := found.partner[at]) is not None else None for at in own]
    alike = not found.one.rest and not found.two.rest
    for verb, said in enumerate(shared):
        for one, two in product(range(max(0, verb - _REACH), verb), range(verb + 1, verb + 1 + _REACH)):
            last, start = shared[one], shared[two] if two < len(shared) else None
            if (
                said is None
                or last is None
                or start is None
                or not said - _REACH <= start < said < last <= said + _REACH
            ):
                continue
            voices = _voice(first[own[verb]], texts[0]), _voice(second[others[said]], texts[1])
            if voices[0] == voices[1] and (voices[0] or alike):
                return [
                    written(first, own[one], own[two], texts[0]),
                    written(second, others[start], others[last], texts[1]),
                ]
    return []


def _content(words: Sequence[Word]) -> list[int]:
    """Return the places of the words that name somebody, something or what is done; numbers exchange nothing."""
    return [at for at, word in enumerate(words) if word.kind in (Kind.PLAIN, Kind.PLACE)]


def _voice(word: Word, text: str) -> str:
    """Return the prefix by which a word is a verb, active or passive; empty where it has none."""
    written = text[word.start : word.end].lower()
    return next((prefix for prefix in _VOICES if written.startswith(prefix)), "") if len(written) > _SHORT else ""
