"""What is kept of a text to recognise its copies: a sample of its runs of five words, in their order.

The sample is chosen by the hashes themselves (one in eight), so two texts that share a passage sample the same runs of
it; the share of common runs then estimates how much of one text is in the other (scaled MinHash). Short texts keep all.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.unseen import is_unseen
from nlp.categories.evidence import function_words
from nlp.groups.duplicates.short import FEWEST as FEW_WORDS

Hashes = npt.NDArray[np.uint32]

#: Words in a run. Eight words miss edited passages, three are shared by every two reports of one office.
RUN = 5
#: One run in 2**SPARSEST is kept, more of a text in which fewer than `FEWEST` would remain.
SPARSEST, FEWEST = 3, 24
#: Longest text that is read, in characters (26 times the median article) and in words (places are 16-bit numbers).
MOST_CHARACTERS, MOST_WORDS = 100_000, 65_000
#: Words that say what a text is about: its title's and those it repeats, at most so many.
TOPIC_WORDS, TITLE_WORDS, LONG_WORD = 24, 12, 4

_WORD = re.compile(r"[^\W_]+")
#: All but what ASCII prints and its white space.
_STRANGE = re.compile(r"[^\t-\r\x1c-\x7e]+")
#: Every ASCII character that is no letter or digit is a space, every letter small.
_PLAIN = "".join(chr(code).lower() if chr(code).isalnum() and code < 128 else " " for code in range(256)).encode()
#: Controls of ASCII are no spaces: nobody sees them between two letters.
_CONTROLS = bytes(code for code in range(128) if not (chr(code).isprintable() or chr(code).isspace()))
_MIX = np.uint64(0x9E3779B97F4A7C15)
_FACTORS = np.array([pow(0x9E3779B97F4A7C15, power, 2**64) for power in range(1, RUN + 1)], dtype=np.uint64)
_CACHE_SIZE = 400_000
_HALF, _LAST = np.uint64(32), np.uint64(1)
_MASKS = [np.uint64(2**level - 1) for level in range(SPARSEST + 1)]
#: Stands between title and text; no word has it as its hash.
_APART = np.zeros(1, np.uint64)
#: A text is about the words that it uses so often.
_OFTEN = 3


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """A text's sampled runs: keys in reading order, and at which word each begins."""

    keys: Hashes
    places: npt.NDArray[np.uint16]
    #: The sparsest level at which each is still in the sample.
    ranks: npt.NDArray[np.uint8]
    #: The sample holds one run in 2**level.
    level: int
    words: int
    topics: Hashes
    #: So many of the topics are words of the title.
    title_words: int
    #: Equal for texts with the same words in the same order; few words are boilerplate, so their title counts too.
    whole: int


def folded_words(text: str) -> list[str]:
    """Return the words of a text in lower case, without marks and characters that nobody sees; numbers as they are.

    What may stand unseen between letters goes first: a text so disguised has the words of the plain one.
    """
    text = text[:MOST_CHARACTERS]
    text, strange = _without_unseen(text)
    if any(map(str.isalnum, strange)):  # á is an a with a mark over it, whichever way it is written or stored
        text, strange = _without_unseen(unicodedata.normalize("NFKD", text))
    if not any(map(str.isalnum, strange)):
        # Spaces and marks part words anyway; three times as fast as a pattern.
        return text.encode("ascii", "replace").translate(_PLAIN, _CONTROLS).decode("ascii").split()[:MOST_WORDS]
    return _WORD.findall(text.lower())[:MOST_WORDS]


def _without_unseen(text: str) -> tuple[str, set[str]]:
    """Return the text without what is not seen, and what it has that is not plain ASCII."""
    strange = set() if text.isascii() else set("".join(_STRANGE.findall(text)))
    unseen = {character for character in strange if is_unseen(character)}
    return (text.translate(dict.fromkeys(map(ord, unseen))) if unseen else text), strange - unseen


class WordHashes(dict[str, int]):
    """Remembers the hash of each word it was asked for. The last bit tells words of matter from all others."""

    def __missing__(self, word: str) -> int:
        """Hash a new word."""
        if len(self) >= _CACHE_SIZE:
            self.clear()
        digest = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
        matter = len(word) >= LONG_WORD and word not in function_words()
        value = self[word] = int.from_bytes(digest, "little") & ~1 | matter
        return value


class Sketcher:
    """Makes sketches; remembers the hashes of words it has met."""

    def __init__(self) -> None:
        self._hashes = WordHashes()

    def sketch(self, title: list[str], words: list[str]) -> Sketch:
        """Return the sketch of a text given as folded words."""
        hashes, heading = self._hashed(words), self._hashed(title)
        runs = _runs(hashes)
        level = SPARSEST
        kept = np.flatnonzero(runs & _MASKS[level] == 0)
        while level and len(kept) < FEWEST:
            level -= 1
            kept = np.flatnonzero(runs & _MASKS[level] == 0)
        sampled = runs[kept]
        keys = (sampled >> _HALF).astype(np.uint32)
        topics, from_title = _topics(heading if title else hashes[:TITLE_WORDS], hashes)
        places = kept.astype(np.uint16)
        told = np.concatenate([heading, _APART, hashes]) if title and len(words) < FEW_WORDS else hashes
        return Sketch(keys, places, _ranks(sampled), level, len(words), topics, from_title, _whole(told))

    def _hashed(self, words: list[str]) -> npt.NDArray[np.uint64]:
        return np.fromiter(map(self._hashes.__getitem__, words), np.uint64, len(words))


def _topics(title: npt.NDArray[np.uint64], words: npt.NDArray[np.uint64]) -> tuple[Hashes, int]:
    """Return the title's words of matter and then those the text repeats most; and how many are the title's."""
    heading = list(dict.fromkeys(title[title & _LAST == 1].tolist()))
    each, times = np.unique(words[words & _LAST == 1], return_counts=True)
    often = each[times >= _OFTEN][np.argsort(-times[times >= _OFTEN], kind="stable")]
    chosen = list(dict.fromkeys([*heading, *often.tolist()]))[:TOPIC_WORDS]
    return (np.array(chosen, np.uint64) >> _HALF).astype(np.uint32), min(len(heading), len(chosen))


def _runs(hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return one hash for each run of `RUN` words; a shorter text is one run."""
    if len(hashes) == 0:
        return hashes
    count = max(1, len(hashes) - RUN + 1)
    total = np.zeros(count, np.uint64)
    for at in range(min(RUN, len(hashes))):
        total += hashes[at : at + count] * _FACTORS[at]
    total ^= total >> np.uint64(31)
    total *= _MIX
    total ^= total >> np.uint64(29)
    return total


def _ranks(runs: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint8]:
    ranks = np.zeros(len(runs), np.uint8)
    for level in range(1, SPARSEST + 1):
        ranks += runs & _MASKS[level] == 0
    return ranks


def _whole(hashes: npt.NDArray[np.uint64]) -> int:
    """Return the fingerprint of the words in their order, 0 for none."""
    if len(hashes) == 0:
        return 0
    return int.from_bytes(hashlib.blake2b(hashes.tobytes(), digest_size=8).digest(), "little") or 1
