"""How words are disguised from a reader that is a machine: what the functional suite is asked in again."""

from __future__ import annotations

from collections.abc import Callable

_CYRILLIC = dict(zip("aeopcxyi", "аеорсхуі", strict=True))
_LEET = str.maketrans("aieos", "41305")
_SIGNS = str.maketrans("ais", "@!$")


def _words(change: Callable[[str], str]) -> Callable[[str], str]:
    """Change the longer words only, as people do."""
    return lambda text: " ".join(change(w) if len(w) > 3 and w.isalpha() else w for w in text.split())


def _wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _spaced(text: str) -> str:
    return "   ".join(" ".join(word) if len(word) > 3 else word for word in text.split())


DISGUISES: dict[str, Callable[[str], str]] = {
    "zero_width": _words("\u200b".join),
    "soft_hyphens": _words("\u00ad".join),
    "look_alikes": lambda text: "".join(_CYRILLIC.get(c, c) for c in text),
    "fullwidth": _wide,
    "struck_out": lambda text: "".join(c + "\u0336" for c in text),
    "right_to_left": _words(lambda word: f"\u202e{word[::-1]}\u202c"),
    "leet": _words(lambda word: word.lower().translate(_LEET)),
    "signs": _words(lambda word: word.lower().translate(_SIGNS)),
    "dotted": _words(".".join),
    "spaced": _spaced,
}
