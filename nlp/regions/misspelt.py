"""Finds a misspelt name behind a word that tells a region: `Kecamatan Dukuhpuntang`, `bupati tegale`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.regions.cues import Cues
from nlp.regions.fold import Field
from nlp.regions.lexicon import Lexicon, Name
from nlp.regions.mention import Mention

#: One slip (a letter too many, too few, wrong, or two exchanged) is forgiven in a name of at least so many letters.
#: Kecamatan have more look-alikes: 7,285 names against 552.
SHORTEST, SHORTEST_DISTRICT = 5, 7
#: A text has few slips; this bounds the work on hostile ones.
MOST_TRIES = 12
_CUE = re.compile(
    r" (kab|kabupaten|bupati|pemkab|kota|wali kota|walikota|pemkot|kec|kecamatan|camat|distrik|polsek"
    r"|gubernur|pemprov|provinsi) (?=([^\W\d_]{4,30})(?: ([^\W\d_]{4,30}))? )"
)


def misspelt(field: Field, found: list[Mention], lexicon: Lexicon, cues: Cues) -> Iterator[Mention]:
    """Yield the names that stand behind a cue with one slip, where nothing was found."""
    taken = {mention.start for mention in found}
    tries = 0
    for hit in _CUE.finditer(field.folded):
        kind = cues.kind[hit.group(1)]
        if hit.start(2) in taken or not _may_be_name(field, hit):
            continue
        tries += 1
        if tries > MOST_TRIES:
            return
        for end in (hit.end(3), hit.end(2)) if hit.group(3) else (hit.end(2),):
            name = closest(field.folded[hit.start(2) : end].replace(" ", ""), kind, lexicon)
            if name is not None:
                yield Mention(field, hit.start(2), end, name, slip=True)
                break


def closest(word: str, kind: str, lexicon: Lexicon) -> Name | None:
    """Return the only name of that kind that is one slip away; None if there is none, or several."""
    least = SHORTEST_DISTRICT if kind == "kecamatan" else SHORTEST
    if len(word) < least or word in lexicon.spelt:
        return None
    near = [
        (other, name)
        for size in (len(word) - 1, len(word), len(word) + 1)
        for other, name in lexicon.shelf(kind, word[0], size)
        if is_slip(word, other)
    ]
    return near[0][1] if len({other for other, _ in near}) == 1 else None


def is_slip(word: str, other: str) -> bool:
    """Tell whether one edit turns one word into the other."""
    head = 0
    while head < min(len(word), len(other)) and word[head] == other[head]:
        head += 1
    tail = 0
    while tail < min(len(word), len(other)) - head and word[-1 - tail] == other[-1 - tail]:
        tail += 1
    one, two = word[head : len(word) - tail], other[head : len(other) - tail]
    return max(len(one), len(two)) == 1 or (len(one) == len(two) == 2 and one == two[::-1])


def _may_be_name(field: Field, hit: re.Match[str]) -> bool:
    """Whether the word behind the cue has its capital; a post without capitals needs more than `kota besar`."""
    if not field.cased:
        return hit.group(1) != "kota"
    return field.original[field.span(hit.start(2), hit.start(2) + 1)[0]].isupper()
