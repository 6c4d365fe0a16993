"""Masks the names of groups of people before the hostility model reads a text.

A model that sees names learns that some groups are written about with hate, and then calls their neutral mention hate
(reliability F10: 56 % of neutral sentences about Muslims). With every name replaced by one mark it can only learn what
is said about them. The list is configs/lexicon/identities.txt.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from core.paths import data_dir
from nlp.text.tokens import Token, word_form

IDENTITY, CAMP = "<id>", "<camp>"

_ENDINGS = ("nya", "lah", "kah", "mu", "ku", "pun", "an", "s")


def mask(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with each name of a group (one or two words) replaced by one mark over its span.

    Raises: OSError when the list is missing.
    """
    masked: list[Token] = []
    for token in tokens:
        if masked and masked[-1].form in _pair_starts() and (pair := _mark(f"{masked[-1].form} {token.form}")):
            masked[-1] = Token(pair, masked[-1].start, token.end)
            continue
        form = _mark(token.form) or token.form
        if form in (IDENTITY, CAMP) and masked and masked[-1].form == form:
            masked[-1] = Token(form, masked[-1].start, token.end)  # `orang Batak Toba` names one group, not two
        else:
            masked.append(Token(form, token.start, token.end))
    return masked


@lru_cache(maxsize=65536)
def _mark(name: str) -> str | None:
    """Return the mark of a listed name, also with an ending: `batakmu`, `kristennya`."""
    names = _names()
    mark = names.get(name)
    for ending in _ENDINGS if mark is None else ():
        if name.endswith(ending) and len(name) - len(ending) >= 4:
            mark = mark or names.get(name[: -len(ending)])
    return mark


@cache
def _pair_starts() -> frozenset[str]:
    """Return the first words of the names of two words; most pairs of a text need not be looked up."""
    return frozenset(name.split()[0] for name in _names() if " " in name)


@cache
def _names() -> dict[str, str]:
    """Return each listed name with its mark."""
    names: dict[str, str] = {}
    mark = IDENTITY
    path = data_dir("configs") / "lexicon" / "identities.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = line.split("#", 1)[0].strip()
        if entry.startswith("["):
            mark = CAMP if entry == "[camps]" else IDENTITY
        elif entry:
            names |= {" ".join(map(word_form, name.split())): mark for name in map(str.strip, entry.split(",")) if name}
    return names
