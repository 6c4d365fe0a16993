"""Masks the names of groups of people before the hostility model reads a text.

A model that sees names learns that some groups are written about with hate, and then calls their neutral mention hate
(reliability F10: 56 % of neutral sentences about Muslims). With every name replaced by one mark it can only learn what
is said about them. The list is configs/lexicon/identities.txt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from core.lexicon import phrases, sections
from core.paths import data_dir
from nlp.text.tokens import Token, word_form

IDENTITY, CAMP = "<id>", "<camp>"
_CARRIER = "<carrier>"  # never stands in a text
_SECTIONS = {"camps": CAMP, "carriers": _CARRIER}

_ENDINGS = ("nya", "lah", "kah", "mu", "ku", "pun", "an", "s")


def names_a_group(masked: Iterable[Token]) -> bool:
    """Tell whether tokens that went through `mask` name a group or a political camp. Raises: nothing."""
    return any(token.form in (IDENTITY, CAMP) for token in masked)


def mask(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with each name of a group (one or two words) replaced by one mark over its span.

    The mark takes in the nouns that carry the name: `umat Hindu`, `orang-orang Dayak` and `seorang waria` become alike.

    Raises: OSError when the list is missing.
    """
    masked: list[Token] = []
    for token in tokens:
        if masked and masked[-1].form in _pair_starts() and (pair := _mark(f"{masked[-1].form} {token.form}")):
            first = masked.pop()
            _put(masked, Token(pair, first.start, token.end))
        elif mark := _mark(token.form):
            _put(masked, Token(mark, token.start, token.end))
        else:
            masked.append(token)
    return masked


def named(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the listed names of groups, camps left out, that stand in the tokens, without their endings.

    Raises: OSError when the list is missing.
    """
    forms = [token.form for token in tokens]
    listed = map(_listed, (*forms, *map(" ".join, pairwise(forms))))
    return frozenset(name for name in listed if name and _names()[name] == IDENTITY)


def _put(masked: list[Token], mark: Token) -> None:
    """Append a mark; what carries it or names the same group before it becomes part of it."""
    start = mark.start
    while masked and (masked[-1].form in _carriers() or masked[-1].form == mark.form):
        start = masked.pop().start  # `orang Batak Toba` names one group, not two
    masked.append(Token(mark.form, start, mark.end))


def group_names() -> frozenset[str]:
    """Return the listed names of groups of people; political camps and carriers are none.

    Raises: OSError when the list is missing.
    """
    return frozenset(name for name, mark in _names().items() if mark == IDENTITY)


@lru_cache(maxsize=65536)
def _mark(name: str) -> str | None:
    """Return the mark of a listed name."""
    listed = _listed(name)
    mark = _names()[listed] if listed else None
    return None if mark == _CARRIER else mark


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
def _pair_starts() -> frozenset[str]:
    """Return the first words of the names of two words; most pairs of a text need not be looked up."""
    return frozenset(name.split()[0] for name, mark in _names().items() if " " in name and mark != _CARRIER)


@cache
def _carriers() -> frozenset[str]:
    return frozenset(name for name, mark in _names().items() if mark == _CARRIER)


@cache
def _names() -> dict[str, str]:
    """Return each listed name with its mark, and the carriers."""
    names: dict[str, str] = {}
    path = data_dir("configs") / "lexicon" / "identities.txt"
    for section, lines in sections(path.read_text(encoding="utf-8")):
        mark = _SECTIONS.get(section or "", IDENTITY)
        names |= {" ".join(map(word_form, name.split())): mark for name in phrases(lines)}
    return names
