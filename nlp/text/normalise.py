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

#: Letters by their class that say nothing: fillers of Hangul, which are not seen, and the stroke that stretches Arabic,
#: between Latin letters a mere line (`cـina`).
UNSEEN_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u0640")
#: Looks like a blank and is none by its class: a pattern of Braille without a dot.
_BLANK = "\u2800"

#: Neither letter nor digit, nor folded to one as circled and squared letters are.
_WALL = (
    rf"(?:[{''.join(sorted(UNSEEN_LETTERS))}]|"
    r"[^\w\u20a8\u2100-\u213b\u249c-\u24e9\u2e9f-\u2fd5\u3196-\u33ff\ufdfc"
    r"\U0001f110-\U0001f190\U0001f200-\U0001f251])"
)
#: So many of them in a row are read from both ends only: else a wall of dots, blanks, emoji or hidden marks before the
#: words fills what is read of a text, and the words are never seen. Underscores, which `\w` has, are replaced first.
_LONG_RUN = re.compile(rf"(?<!{_WALL}){_WALL}{{128,}}+")
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
    if len(text) > limit and _begins_with_a_wall(text[:limit]):
        return _past_walls(text, limit)
    return _normalise(text, limit)


def _begins_with_a_wall(head: str) -> bool:
    """Tell whether there is a long run; a glance at each 32nd character, three in any run, spares most texts."""
    glance = "".join("a" if one.isalnum() and one not in UNSEEN_LETTERS else " " for one in head[::32])
    return "   " in glance and _LONG_RUN.search(head.replace("_", " ")) is not None


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


def _past_walls(text: str, limit: int) -> Normalised:
    """Fold a text of which the middle of each long run without a letter is left out."""
    shown, places = text, None
    if _REVERSE_ON in text:
        # Turned round while the marks that say so are all there; a character at a time, so not all of the text.
        head = text[: limit * RAW_PER_CHARACTER]
        order = [(at, one) for at, one in _reading_order(head) if one not in (_REVERSE_ON, _REVERSE_OFF)]
        shown, places = "".join(one for _, one in order), [at for at, _ in order]
    parts = _between_walls(shown, limit)
    folded = _normalise("".join(shown[start:end] for start, end in parts), limit)
    within = folded.offsets or tuple(range(len(folded.text)))
    kept = [at for start, end in parts for at in range(start, end)][: max(within, default=-1) + 1]
    offsets = tuple(kept[at] for at in within)
    return replace(folded, offsets=offsets if places is None else tuple(places[at] for at in offsets))


def _between_walls(text: str, limit: int) -> list[tuple[int, int]]:
    """Return the parts of a text that are read, in order: at most what `limit` characters can need, each once."""
    parts: list[tuple[int, int]] = []
    start, room = 0, limit * RAW_PER_CHARACTER
    for run in _LONG_RUN.finditer(text.replace("_", " ")):
        parts.append((start, min(run.start() + _END_OF_RUN, start + room)))
        room -= parts[-1][1] - start
        start = run.end() - _END_OF_RUN
        if room <= 0:
            return parts
    return [*parts, (start, min(len(text), start + room))]


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
    if character.isspace() or character == _BLANK:
        return " "
    plain = LOOKALIKES.get(character) or TYPOGRAPHY.get(ord(character))
    if plain is not None:
        return plain
    parts = unicodedata.normalize("NFKD", character)
    kept = [part for part in parts if unicodedata.category(part) not in _HIDDEN_KINDS and part not in UNSEEN_LETTERS]
    lowered = "".join(LOOKALIKES.get(part, part) for part in kept).lower()
    form = "".join(LOOKALIKES.get(part, part) for part in lowered)  # Γ is no look-alike, γ is one
    return form[:4]  # one ligature of the Arabic presentation forms unfolds to 18 characters
