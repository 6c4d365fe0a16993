"""Characters that a reader does not see: what is written with them alone is empty, what is mixed with them is not."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: Letters (Hangul fillers) and a symbol (a Braille pattern without dots) that show nothing.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


@lru_cache(maxsize=4096)
def is_unseen(character: str) -> bool:
    """Tell whether a character shows nothing of its own: a control, a format, a mark over a letter, a filler.

    White space is none: it parts words. Raises: nothing.
    """
    category = unicodedata.category(character)
    return category in ("Cf", "Mn", "Me") or character in _BLANK or (category == "Cc" and not character.isspace())


def is_readable(text: str) -> bool:
    """Tell whether a reader sees anything of the text. Raises: nothing."""
    return any(unicodedata.category(one)[0] in "LNPS" and not is_unseen(one) for one in text)
