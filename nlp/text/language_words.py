"""The word lists that tell languages apart: which languages have a word, and what speaks for Malay beside Indonesian.

The lists are configs/lexicon/languages/*.txt, one a language. `hints/ms.txt` holds what Indonesian has too and Malay
far more often, `hints/id.txt` what Malay hardly has. There and in `ms.txt` an entry may be a pair of words joined by
`_`: `macam_ni` is Malay though neither word is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from core.errors import ConfigError
from core.paths import data_dir
from nlp.text.tokens import word_form
from nlp.text.undisguise import is_known, words_at_hand

#: What counts for Malay and against: a word or pair that only it has, one that both have, one that only Indonesian has.
ONLY_MALAY, RATHER_MALAY, NEVER_MALAY = 2, 1, -1
#: Endings of Sundanese verbs and of Minangkabau nouns, whose words no list can have whole. Of 847,374 words of
#: Indonesian texts ten that no list has end so (2026-11-30); Javanese `-ake` was left out for `mistake` and `gapake`.
_ENDINGS = (("keun", "su"), ("nyo", "min"))
_SHORTEST_WITH_ENDING = 6


@lru_cache(maxsize=32768)
def codes_of(word: str) -> tuple[str, ...]:
    """Return the languages that have the word; none for a word that nobody knows.

    Indonesian has what the lexicon has, but of a word in another list only as it is: read without its affixes, many a
    Malay or Javanese word passed for Indonesian too and counted half.
    """
    listed = word_table().get(word, ())
    if "id" in listed:
        return listed
    if listed:
        return (*listed, "id") if word in words_at_hand() else listed
    if is_known(word):
        return ("id",)
    return next(((code,) for ending, code in _ENDINGS if _has_ending(word, ending)), ())


def _has_ending(word: str, ending: str) -> bool:
    return len(word) >= _SHORTEST_WITH_ENDING and word.endswith(ending)


def malay_pairs(forms: Sequence[str]) -> int:
    """Return what the different pairs of words that stand side by side count for Malay."""
    weights, firsts = malay(), _firsts()
    return sum(weights.get(pair, 0) for pair in {pair for pair in pairwise(forms) if pair[0] in firsts})


@cache
def word_table() -> dict[str, tuple[str, ...]]:
    """Return each listed word, in the spelling of tokens, with the languages that list it.

    Raises: ConfigError when there is no list; OSError or ValueError when one cannot be read.
    """
    table: dict[str, set[str]] = {}
    for path in _lists():
        for entry in _entries(path):
            if "_" not in entry:
                table.setdefault(word_form(entry), set()).add(path.stem)
    if not table:
        raise ConfigError("configs/lexicon/languages/ holds no list of words. Restore it from the release.")
    return {word: tuple(sorted(codes)) for word, codes in table.items()}


@cache
def malay() -> dict[str | tuple[str, ...], int]:
    """Return what each word and pair counts for Malay, less than 0 what counts against. A missing list has none."""
    folder = _folder()
    weights: dict[str | tuple[str, ...], int] = {}
    for name, weight in (("hints/id", NEVER_MALAY), ("hints/ms", RATHER_MALAY), ("ms", ONLY_MALAY)):
        path = folder / f"{name}.txt"
        for entry in _entries(path) if path.is_file() else ():
            parts = tuple(map(word_form, entry.split("_")))
            weights[parts if len(parts) > 1 else parts[0]] = weight
    return weights


@cache
def _firsts() -> frozenset[str]:
    return frozenset(entry[0] for entry in malay() if isinstance(entry, tuple))


def language_lists() -> list[str]:
    """Return the names of the lists below configs/lexicon, in order."""
    root = _folder().parent
    return [path.relative_to(root).as_posix() for path in (*_lists(), *sorted(_folder().glob("hints/*.txt")))]


def _entries(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return " ".join(line.split("#", 1)[0] for line in lines).split()


def _lists() -> list[Path]:
    return sorted(_folder().glob("*.txt"))


def _folder() -> Path:
    return data_dir("configs") / "lexicon" / "languages"
