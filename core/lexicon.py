"""The word lists of configs/lexicon that search and analysis share: spellings of posts, protected and known words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from core.errors import ConfigError
from core.paths import data_dir


def full_spelling(word: str) -> str:
    """Return the word that a spelling of posts stands for (`gak` is `tidak`), any other word as it is.

    Optional for models: on the labelled posts, out of fold, average precision moved by -.000 (politik), -.001 (sara),
    -.003 (klaim) and -.011 (ujaran) with it, so the category models read words as they are written (2026-11-28).
    """
    return slang().get(word, word)


@cache
def slang() -> dict[str, str]:
    """Return the word for each spelling of configs/lexicon/slang.txt.

    Raises: ConfigError for a line that is not `word: spelling, spelling` or a spelling of two words.
    """
    meant: dict[str, str] = {}
    for line in listed_lines("slang.txt"):
        word, colon, spellings = line.partition(":")
        if not colon or len(word.split()) != 1:
            raise ConfigError(f"configs/lexicon/slang.txt: write `word: spelling, spelling`, not {line!r}.")
        for spelling in filter(None, map(str.strip, spellings.split(","))):
            if meant.setdefault(spelling, word.strip()) != word.strip():
                raise ConfigError(f"configs/lexicon/slang.txt: {spelling!r} stands for two words. Keep one.")
    return meant


@cache
def protected() -> frozenset[str]:
    """Return the words of configs/lexicon/protected.txt. Raises: ConfigError when it is missing."""
    return frozenset(listed_words("protected.txt"))


#: The lists behind `known_words`.
KNOWN_LISTS = ("words.txt", "identities.txt", "function_words.txt", "protected.txt", "slang.txt")


@cache
def known_words() -> frozenset[str]:
    """Return every word that the lexicon knows: words.txt, protected words, both sides of slang.txt, names of groups.

    Raises: ConfigError when a list is missing.
    """
    words = set(listed_words("words.txt"))
    groups = {word for line in listed_lines("identities.txt") for word in line.replace(",", " ").split()}
    small = {word for word in listed_words("function_words.txt") if len(word) > 1}
    return frozenset(words | groups | small | protected() | set(slang()) | set(slang().values()))


def mark_of(*names: str) -> str:
    """Return a short hash of the lists, another one once one is edited. Raises: ConfigError when one is missing."""
    found = hashlib.sha256()
    for name in names:
        try:
            found.update(hashlib.sha256((_folder() / name).read_bytes()).digest())
        except OSError as error:
            raise _unreadable(name, error) from error
    return found.hexdigest()[:6]


def listed_words(name: str) -> Iterator[str]:
    """Yield the words of a list of configs/lexicon. Raises: ConfigError when it is missing."""
    return (word for line in listed_lines(name) for word in line.split())


def listed_lines(name: str) -> Iterator[str]:
    """Yield the lines of a list without comments, headings and empty ones. Raises: ConfigError when it is missing."""
    try:
        text = (_folder() / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(name, error) from error
    entries = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return (entry for entry in entries if entry and entry[0] != "[")


def sections(content: str) -> list[tuple[str | None, list[str]]]:
    """Return the name of each `[section]` of a list with its lines, in order, without comments and empty lines.

    Lines before the first section come under None. Raises: nothing.
    """
    found: list[tuple[str | None, list[str]]] = [(None, [])]
    for entry in (line.split("#", 1)[0].strip() for line in content.splitlines()):
        if entry.startswith("["):
            found.append((entry.strip("[]"), []))
        elif entry:
            found[-1][1].append(entry)
    return found if found[0][1] else found[1:]


def phrases(lines: Iterable[str]) -> Iterator[str]:
    """Yield what commas separate in the lines of a list. Raises: nothing."""
    return (phrase for line in lines for phrase in map(str.strip, line.split(",")) if phrase)


def _unreadable(name: str, error: Exception) -> ConfigError:
    return ConfigError(f"configs/lexicon/{name} cannot be read: {error}. Restore it from the release.")


def _folder() -> Path:
    return data_dir("configs") / "lexicon"
