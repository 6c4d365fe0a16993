"""Gate: hostility that is found in plain letters is found in hidden, look-alike and broken-up ones too."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from nlp.evaluation.suite import cases
from tests.eval.functional import suite

_CYRILLIC = dict(zip("aeopcxyi", "аеорсхуі", strict=True))
_LEET = str.maketrans("aieos", "41305")


def _words(change: Callable[[str], str]) -> Callable[[str], str]:
    """Change the longer words only, as people do."""
    return lambda text: " ".join(change(w) if len(w) > 3 and w.isalpha() else w for w in text.split())


#: How words are disguised, and how much recall that may cost (the shares of the project's own gates).
DISGUISES: dict[str, tuple[Callable[[str], str], float]] = {
    "zero width": (_words("\u200b".join), 0.05),
    "soft hyphens": (_words("\u00ad".join), 0.05),
    "look-alikes": (lambda text: "".join(_CYRILLIC.get(c, c) for c in text), 0.05),
    "fullwidth": (lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text), 0.05),
    "struck out": (lambda text: "".join(c + "\u0336" for c in text), 0.05),
    "right to left": (_words(lambda word: f"\u202e{word[::-1]}\u202c"), 0.05),
    "leet": (_words(lambda word: word.lower().translate(_LEET)), 0.20),
    "signs": (_words(lambda word: word.lower().translate(str.maketrans("ais", "@!$"))), 0.20),
    "signs and digits": (_words(lambda word: word.lower().translate(str.maketrans("aieos", "@13o5"))), 0.20),
    "dotted": (_words(".".join), 0.20),
    "leet, seven digits": (lambda text: text.lower().translate(str.maketrans("aeiosgt", "4310597")), 0.20),
    "mixed separators": (_words(lambda word: "".join(c + ".-_*"[i % 4] for i, c in enumerate(word))[:-1]), 0.20),
    "slashes": (_words("/".join), 0.20),
    "one blank everywhere": (lambda text: " ".join(text.replace(" ", "")), 0.20),
    "doubled vowels": (_words(lambda word: "".join(c * (1 + (c in "aiueo")) for c in word)), 0.20),
    "stretched": (_words(lambda word: "".join(c * (1 + 3 * (c in "aiueo")) for c in word)), 0.05),
    "spaced": (lambda text: "   ".join(" ".join(word) if len(word) > 3 else word for word in text.split()), 0.20),
}


@cache
def _found() -> tuple[str, ...]:
    """Return the hostile sentences about two groups that are found in plain letters."""
    said = [case.text for case in cases() if case.hostile and case.identity in ("Hindu", "Dayak")]
    return tuple(text for text in said if _hostile(text))


def _hostile(text: str) -> bool:
    return suite.shipped(text).categories["sara"].subcategories["ujaran"].decision == "yes"


@pytest.mark.parametrize("name", DISGUISES)
def test_disguise_costs_little(name: str) -> None:
    disguise, most = DISGUISES[name]
    assert len(_found()) >= 20
    lost = sum(not _hostile(disguise(text)) for text in _found()) / len(_found())
    assert lost <= most, f"{lost:.2f} of the hostile sentences are missed"
