"""Masks the names of groups of people before the hostility model reads a text.

A model that sees names learns that some groups are written about with hate, and then calls their neutral mention hate
(reliability F10: 56 % of neutral sentences about Muslims). With every name replaced by one mark it can only learn what
is said about them. The list is configs/lexicon/identities.txt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from core.errors import ConfigError
from core.lexicon import phrases, sections
from core.paths import data_dir
from nlp.text.normalise import normalise
from nlp.text.tokens import Token, tokenise

IDENTITY, CAMP = "<id>", "<camp>"
_CARRIER, _CARRIED = "<carrier>", "<carried>"  # these never stand in a text
_SECTIONS = {"camps": CAMP, "carriers": _CARRIER, "carried": _CARRIED}

#: Endings of a name. `-an` and `-s` are none: with them *alasan* (reason) was a name of the Alas people in 69 of 6,547
#: labelled texts, and *munas* one of the Muna (2026-11-30).
_ENDINGS = ("nya", "lah", "kah", "mu", "ku", "pun")


class _Name(NamedTuple):
    """A listed name where it stands in a text: its words as they are listed, its mark, and how many tokens it takes."""

    words: str
    mark: str
    length: int


def names_a_group(masked: Iterable[Token]) -> bool:
    """Tell whether tokens that went through `mask` name a group or a political camp. Raises: nothing."""
    return bool(named_groups(masked))


def named_groups(masked: Iterable[Token]) -> list[Token]:
    """Return those of the masked tokens that stand for a group or a political camp. Raises: nothing."""
    return [token for token in masked if token.form in (IDENTITY, CAMP)]


def mask(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with each name of a group (one to three words) replaced by one mark over its span.

    The mark takes in the nouns that carry the name: `umat Hindu`, `orang-orang Dayak` and `seorang waria` become alike.

    Raises: OSError when the list is missing; ConfigError when it is empty.
    """
    masked: list[Token] = []
    for at, name in _walked(tokens):
        if name is None:
            masked.append(tokens[at])
        else:
            _put(masked, Token(name.mark, tokens[at].start, tokens[at + name.length - 1].end))
    return masked


def named(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the listed names of groups, camps left out, that stand in the tokens, without their endings.

    Raises: OSError when the list is missing; ConfigError when it is empty.
    """
    return frozenset(name.words for _, name in _walked(tokens) if name is not None and name.mark == IDENTITY)


def _walked(tokens: Sequence[Token]) -> Iterator[tuple[int, _Name | None]]:
    """Yield where each name begins, with it, and where each other token stands."""
    before, at = "", 0
    while at < len(tokens):
        name = _name_at(tokens, at, before)
        yield at, name
        before = name.mark if name else tokens[at].form
        at += name.length if name else 1


def _name_at(tokens: Sequence[Token], at: int, before: str) -> _Name | None:
    """Return the longest name that begins at a token; `before` is what stands before it, masked."""
    form = tokens[at].form
    for length in _lengths().get(form, ()):
        part = tokens[at : at + length]
        if len(part) == length and (found := _listed(" ".join(token.form for token in part))):
            return _judged(found, before, length)
    return _judged(found, before, 1) if (found := _listed(form)) else None


def _judged(listed: str, before: str, length: int) -> _Name | None:
    """Return the name with its mark; None for a carrier, and for a word that is a name only behind one without one."""
    mark = _names()[listed]
    if mark == _CARRIED:
        mark = IDENTITY if before == IDENTITY or before in _carriers() else _CARRIER
    return None if mark == _CARRIER else _Name(listed, mark, length)


def _put(masked: list[Token], mark: Token) -> None:
    """Append a mark; what carries it or names the same group before it becomes part of it."""
    start = mark.start
    while masked and (masked[-1].form in _carriers() or masked[-1].form == mark.form):
        start = masked.pop().start  # `orang Batak Toba` names one group, not two
    masked.append(Token(mark.form, start, mark.end))


def group_names() -> frozenset[str]:
    """Return the listed names of groups of people; political camps and carriers are none.

    Raises: OSError when the list is missing; ConfigError when it is empty.
    """
    return frozenset(name for name, mark in _names().items() if mark == IDENTITY)


@lru_cache(maxsize=65536)
def _listed(name: str) -> str | None:
    """Return the name as it is listed, also where it has an ending: `batakmu`, `kristennya`."""
    names = _names()
    if name in names:
        return name
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= 4 and name[: -len(ending)] in names:
            return name[: -len(ending)]
    return None


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """Return for the first word of each name of several words how many they are, the longest first."""
    found: dict[str, set[int]] = {}
    for name in _names():
        first, *rest = name.split()
        if rest:
            found.setdefault(first, set()).add(1 + len(rest))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


@cache
def _carriers() -> frozenset[str]:
    return frozenset(name for name, mark in _names().items() if mark == _CARRIER)


@cache
def _names() -> dict[str, str]:
    """Return each listed name, folded as texts are, with its mark, and the carriers."""
    names: dict[str, str] = {}
    path = data_dir("configs") / "lexicon" / "identities.txt"
    for section, lines in sections(path.read_text(encoding="utf-8")):
        mark = _SECTIONS.get(section or "", IDENTITY)
        names |= {" ".join(token.form for token in tokenise(normalise(name))): mark for name in phrases(lines)}
    if not any(mark == IDENTITY for mark in names.values()):
        raise ConfigError("configs/lexicon/identities.txt names no group. Restore it from the release.")
    return names
