"""The form of a text that is matched: folded, without hidden characters, with a way back to the original offsets.

The original is never changed. What people hide words with (reliability T1-T3: zero-width marks, look-alike letters,
fullwidth and mathematical alphabets, struck-out and reversed letters) is undone here and nowhere else.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from nlp.text.confusables import LOOKALIKES, TYPOGRAPHY

#: Code points read at most for one matched character: 20 hidden marks a letter still leave the letters readable,
#: and a flood of marks costs milliseconds, not seconds.
RAW_PER_CHARACTER = 20

#: A run of so many characters without a letter or digit is read from both ends only: else a wall of dots, blanks, emoji
#: or hidden marks before the words fills what is read of a text, and the words are never seen.
_LONG_RUN = re.compile(r"(?<![\W_])[\W_]{128,}+")
_END_OF_RUN = 32

_REVERSE_ON, _REVERSE_OFF = "\u202e", "\u202c"
_HIDDEN_KINDS = frozenset({"Cf", "Mn", "Me", "Cc", "Cs", "Co", "Cn"})


@dataclass(frozen=True, slots=True)
class Normalised:
    """A folded text; `offsets[i]` is where its i-th character stood in the original (None: at i)."""

    text: str
    offsets: tuple[int, ...] | None = None
    hidden: int = 0  #: characters that the reader does not see and that were left out
    folded: int = 0  #: look-alikes and styled letters that were replaced

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original span, end exclusive, that the folded span `start:end` came from."""
        if self.offsets is None:
            return start, end
        inside = self.offsets[start:end]
        return min(inside), max(inside) + 1


def normalise(text: str, limit: int = 4000) -> Normalised:
    """Fold the first `limit` matched characters of a text. Raises: nothing."""
    if len(text) > limit and _LONG_RUN.search(text, 0, limit):
        kept = _without_long_runs(text, limit)
        return _led_back(_normalise("".join(text[start:end] for start, end in kept), limit), kept)
    return _normalise(text, limit)


def _normalise(text: str, limit: int) -> Normalised:
    head = text[:limit]
    if not head.isascii():
        head = head.translate(TYPOGRAPHY)
    if head.isascii() and head.isprintable():
        return Normalised(head.lower())
    if head.isascii() and not (set(head) & _CONTROLS):
        return Normalised(head.lower().translate(_SPACES))
    return _fold_slowly(text, limit)


_SPACES = str.maketrans("\t\n\r\v\f", "     ")
_CONTROLS = frozenset(chr(code) for code in range(32)) - set("\t\n\r\v\f") | {"\x7f"}


def _without_long_runs(text: str, limit: int) -> list[tuple[int, int]]:
    """Return the parts of a text that are read when the middle of each long run without a letter is left out."""
    parts: list[tuple[int, int]] = []
    start = length = 0
    for run in _LONG_RUN.finditer(text):
        parts.append((start, run.start() + _END_OF_RUN))
        start = run.end() - _END_OF_RUN
        length += parts[-1][1] - parts[-1][0]
        if length > limit * RAW_PER_CHARACTER:
            return parts
    return [*parts, (start, len(text))]


def _led_back(folded: Normalised, parts: list[tuple[int, int]]) -> Normalised:
    """Return the folded text of some parts with the offsets that its characters have in the whole text."""
    within = folded.offsets or tuple(range(len(folded.text)))
    needed = max(within, default=-1) + 1
    places: list[int] = []
    for start, end in parts:
        places += range(start, min(end, start + needed - len(places)))
    return replace(folded, offsets=tuple(places[i] for i in within))


def _fold_slowly(text: str, limit: int) -> Normalised:
    """Fold character by character and remember where each came from."""
    out: list[str] = []
    offsets: list[int] = []
    hidden = folded = 0
    for position, character in _reading_order(text[: limit * RAW_PER_CHARACTER]):
        form = _fold(character)
        if not form:
            hidden += 1
            continue
        folded += character in LOOKALIKES or (form.isalnum() and not character.isascii() and form.isascii())
        out.append(form)
        offsets.extend([position] * len(form))
        if len(offsets) >= limit:
            break
    return Normalised("".join(out), tuple(offsets), hidden, folded)


def _reading_order(text: str) -> list[tuple[int, str]]:
    """Return the characters with their positions as they are shown: runs after a right-to-left override turned back."""
    placed = list(enumerate(text))
    if _REVERSE_ON not in text:
        return placed
    shown: list[tuple[int, str]] = []
    at = 0
    while (start := text.find(_REVERSE_ON, at)) != -1:
        ends = [end for mark in (_REVERSE_OFF, "\n") if (end := text.find(mark, start, start + 2000)) != -1]
        stop = min(ends, default=min(len(text), start + 2000))
        shown += placed[at : start + 1]
        shown += reversed(placed[start + 1 : stop])
        at = stop
    return shown + placed[at:]


@lru_cache(maxsize=4096)
def _fold(character: str) -> str:
    """Return the matched form of one character, empty when it is not seen."""
    if character.isspace():
        return " "
    plain = LOOKALIKES.get(character) or TYPOGRAPHY.get(ord(character))
    if plain is not None:
        return plain
    parts = unicodedata.normalize("NFKD", character)
    kept = [part for part in parts if unicodedata.category(part) not in _HIDDEN_KINDS]
    lowered = "".join(LOOKALIKES.get(part, part) for part in kept).lower()
    form = "".join(LOOKALIKES.get(part, part) for part in lowered)  # Γ is no look-alike, γ is one
    return form[:4]  # one ligature of the Arabic presentation forms unfolds to 18 characters
