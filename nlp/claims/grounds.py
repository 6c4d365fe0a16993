"""Finds the words that tell a claim to verify from reporting, opinion, prediction and satire. It judges nothing.

The words are those of configs/lexicon/checkworthy.txt, looked up token by token: the work grows with the tokens, never
with the length of a run, and there is no pattern that could go back over a text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from core.errors import ConfigError
from core.lexicon import phrases, sections
from core.paths import data_dir
from core.schemas.analysis import GroundKind
from nlp.text.normalise import Normalised, normalise
from nlp.text.tokens import Token, tokenise

#: Sections whose phrases are grounds by themselves.
PLAIN: dict[str, GroundKind] = {
    "forward": "hearsay",
    "hearsay": "hearsay",
    "opinion": "opinion",
    "wish": "prediction",
    "prediction": "prediction",
    "satire": "satire",
    "event": "event",
    "organisation": "organisation",
    "published": "source",
}
SECTIONS = (
    *PLAIN,
    *("verb_before", "verb_after", "verb_again", "by", "responsible", "outlet", "nobody"),
    *("at", "if", "then", "satire_label", "play", "laughter", "month", "day", "when"),
)
#: Tokens of a phrase at most, and how far from its verb a speaker is looked for: `kata Kabid Humas Polda Jabar`,
#: `Kapolres Luwu AKBP Arisandi pada Senin mengatakan`.
_LONGEST, _AFTER, _BEFORE = 4, 3, 8
#: How far the second half of `jika ... maka` may be from the first.
_THEN_WITHIN = 25
#: How many tokens and characters into a text the outlet of a dateline stands (`JAKARTA, KOMPAS.com - `); a summary of
#: up to 60 words may come first.
_HEAD, _DASH_WITHIN = 75, 4
_FACES = ("\U0001f602", "\U0001f923", "\U0001f606", "\U0001f639")
_QUOTES = "\"'”“"
_DASHES = "-–—\x96"


@dataclass(frozen=True, slots=True)
class Field:
    """Title or text as the pipeline read it."""

    original: str
    folded: Normalised
    tokens: Sequence[Token]


@dataclass(frozen=True, slots=True)
class Found:
    """A ground over the tokens `first` to `last`; `forward` where it asks to hand the text on."""

    kind: GroundKind
    first: int
    last: int
    section: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Every phrase of the list by its first token: the rest, and the sections that it stands in."""

    version: str
    starts: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    def hits(self, tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
        """Return first token, last token and section of each phrase, in order; the longest of a section at a place."""
        starts, found = self.starts, []
        for at, token in enumerate(tokens):
            for rest, section in starts.get(token.form, ()):
                end = at + len(rest)
                if not rest or _follows(tokens, at, rest):
                    found.append((at, end, section))
        return found


def _follows(tokens: Sequence[Token], at: int, rest: Sequence[str]) -> bool:
    return at + len(rest) < len(tokens) and all(tokens[at + n].form == word for n, word in enumerate(rest, 1))


@cache
def read_words() -> Words:
    """Read configs/lexicon/checkworthy.txt. Raises: ConfigError when it is missing or cannot be used."""
    path = data_dir("configs") / "lexicon" / "checkworthy.txt"
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"configs/lexicon/checkworthy.txt cannot be read: {error}. Restore it from the release."
        ) from error
    return parse_words(content)


def parse_words(content: str) -> Words:
    """Return the phrases of a list.

    Raises: ConfigError for a section that means nothing, a phrase outside of one, and a phrase of too many words.
    """
    starts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for section, phrase in _phrases(content):
        forms = [token.form for token in tokenise(normalise(phrase))]
        if not 0 < len(forms) <= _LONGEST:
            raise ConfigError(f"configs/lexicon/checkworthy.txt: {phrase!r} is not one to {_LONGEST} words.")
        starts.setdefault(forms[0], []).append((tuple(forms[1:]), section))
    longest_first = {form: tuple(sorted(rest, key=lambda one: -len(one[0]))) for form, rest in starts.items()}
    return Words(hashlib.sha256(content.encode()).hexdigest()[:6], longest_first)


def _phrases(content: str) -> Iterator[tuple[str, str]]:
    for section, lines in sections(content):
        if section is not None and section not in SECTIONS:
            raise ConfigError(f"configs/lexicon/checkworthy.txt: there is no section {section!r}.")
        for phrase in phrases(lines):
            if section is None:
                raise ConfigError(f"configs/lexicon/checkworthy.txt: {phrase!r} stands in no section.")
            yield section, phrase


def find(field: Field, words: Words) -> list[Found]:
    """Return the grounds of one field in reading order. Raises: nothing."""
    if not field.tokens:
        return []
    hits = words.hits(field.tokens)
    return sorted([*_plain(hits), *_Reader(field, hits).found()], key=lambda one: (one.first, one.last))


def _plain(hits: Sequence[tuple[int, int, str]]) -> Iterator[Found]:
    return (Found(PLAIN[section], first, last, section) for first, last, section in hits if section in PLAIN)


class _Reader:
    """Looks at what stands around a hit: whether somebody answers for what is said, and where labels stand."""

    def __init__(self, field: Field, hits: Sequence[tuple[int, int, str]]) -> None:
        self._tokens, self._folded, self._field = field.tokens, field.folded.text, field
        self._hits = hits
        self._in: dict[str, dict[int, int]] = {}
        for first, last, section in hits:
            self._in.setdefault(section, {}).setdefault(first, last)

    def found(self) -> Iterator[Found]:
        for first, last, section in self._hits:
            reader = _READERS.get(section)
            if reader is not None and (one := reader(self, first, last)) is not None:
                yield one
        yield from self._numbers()
        yield from self._laughed_at()

    def _said_before(self, first: int, last: int) -> Found | None:
        """`..., kata Kapolres`: after a comma or quotation mark; `kata` and `jelas` elsewhere are other words."""
        if not self._after_quote(first):
            return None
        return self._named(first, last + 1, min(last + 1 + _AFTER, len(self._tokens)))

    def _said_after(self, first: int, last: int) -> Found | None:
        """`Kapolres Luwu mengatakan`, `Budi Santoso, Senin (3/2), mengatakan`."""
        at = first - 1
        while at >= 0 and (_is_number(self._tokens[at]) or at in self._ends("day")):
            at -= 1
        for step in range(_BEFORE):
            here = at - step
            if here < 0 or here in self._section("nobody") or self._breaks(here) or self._tokens[here].form == "yang":
                break
            if here in self._section("responsible"):
                return Found("source", here, last, "office")
        if at > 0 and self._is_name(at) and self._is_name(at - 1) and not self._breaks(at - 1):
            return Found("source", at - 1, last, "name")
        return None

    def _said_again(self, first: int, last: int) -> Found | None:
        """`..., ujarnya.` beside a quotation mark; `katanya` without one is hearsay."""
        return Found("source", first, last, "again") if self._after_quote(first, _QUOTES) else None

    def _by(self, first: int, last: int) -> Found | None:
        """`menurut BMKG`, `dikutip dari Kompas.com`."""
        stop = min(last + 2 + _AFTER, len(self._tokens))
        outlet = next((at for at in range(last + 1, stop) if at in self._section("outlet")), None)
        if outlet is not None:
            return Found("press", first, self._section("outlet")[outlet], "by")
        return self._named(first, last + 1, stop)

    def _named(self, first: int, start: int, stop: int) -> Found | None:
        """Return the source that starts at a verb, where an office or a name follows it and nobody else does."""
        if self._breaks(start - 1):
            return None
        for at in range(start, stop):
            if at in self._section("nobody"):
                return None
            if at in self._section("responsible"):
                return Found("source", first, self._section("responsible")[at], "office")
            if self._breaks(at):
                break
        if start < stop and self._is_name(start):
            return Found("source", first, start, "name")
        return None

    def _after_quote(self, at: int, marks: str = _QUOTES + ",") -> bool:
        start = self._tokens[at].start
        return any(mark in self._folded[max(0, start - 3) : start] for mark in marks)

    def _dateline(self, first: int, last: int) -> Found | None:
        """`JAKARTA, KOMPAS.com - `, `Denpasar (ANTARA) - `: the outlet near the head, then a dash."""
        if first > _HEAD:
            return None
        end = self._tokens[last].end
        stop = self._tokens[last + 1].start if last + 1 < len(self._tokens) else end
        between = self._folded[end:stop].strip()
        if between[:1] == ")":
            between = between[1:].strip()
        return Found("press", first, last, "dateline") if between and between[0] in _DASHES else None

    def _label(self, first: int, last: int) -> Found | None:
        """`[satire]`, `#parodi`, `(humor)`, and `Satire:` at the head."""
        start, end = self._tokens[first].start, self._tokens[last].end
        before, after = self._folded[max(0, start - 1) : start], self._folded[end : end + 1]
        boxed = before in ("[", "(", "*") and after in ("]", ")", "*")
        headed = first == 0 and after == ":"
        return Found("satire", first, last, "label") if before == "#" or boxed or headed else None

    def _condition(self, first: int, last: int) -> Found | None:
        """`jika ... maka`."""
        within = (at for at in self._section("then") if last < at <= last + _THEN_WITHIN)
        then = next(within, None)
        return None if then is None else Found("prediction", first, self._section("then")[then], "if")

    def _date(self, first: int, last: int) -> Found | None:
        """`4 Maret`, `Senin (10/2/2025)`; the second is how the press dates."""
        if first and _is_number(self._tokens[first - 1]):
            return Found("date", first - 1, last)
        return None

    def _weekday(self, first: int, last: int) -> Found | None:
        nxt = last + 1
        if nxt + 1 < len(self._tokens) and _is_number(self._tokens[nxt]) and _is_number(self._tokens[nxt + 1]):
            between = self._folded[self._tokens[last].end : self._tokens[nxt].start]
            return Found("date", first, nxt + 1, "dated" if "(" in between else "")
        return None

    def _place(self, first: int, last: int) -> Found | None:
        """`di Gowa`: a name after a preposition of place."""
        if last + 1 < len(self._tokens) and last + 1 not in self._section("nobody") and self._is_name(last + 1):
            return Found("place", last + 1, last + 1)
        return None

    def _when(self, first: int, last: int) -> Found | None:
        return Found("date", first, last, "when")

    def _numbers(self) -> Iterator[Found]:
        for at, token in enumerate(self._tokens):
            if token.form[0] == "<" and token.end - token.start > 1 and _is_number(token):
                yield Found("number", at, at)

    def _laughed_at(self) -> Iterator[Found]:
        play = self._in.get("play")
        if play and ("laughter" in self._in or any(face in self._folded for face in _FACES)):
            yield from (Found("satire", first, last, "play") for first, last in play.items())

    def _breaks(self, at: int) -> bool:
        """Tell whether a sentence ends, or a line breaks, between this token and the next."""
        if at + 1 >= len(self._tokens):
            return False
        between = self._folded[self._tokens[at].end : self._tokens[at + 1].start]
        return ". " in between or "\n" in between

    def _is_name(self, at: int) -> bool:
        """Tell whether the token is written like a name; in a shouted text nothing is."""
        token = self._tokens[at]
        if token.form[0] == "<":
            return False
        start, end = self._field.folded.span(token.start, token.end)
        written = self._field.original[start:end]
        return written[0].isupper() and len(written) > 2 and not written.isupper()

    def _section(self, name: str) -> dict[int, int]:
        return self._in.get(name, {})

    def _ends(self, name: str) -> frozenset[int]:
        return frozenset(self._section(name).values())


def _is_number(token: Token) -> bool:
    return token.form[0] == "<" and token.form[1].isdigit()


_READERS = {
    "verb_before": _Reader._said_before,
    "verb_after": _Reader._said_after,
    "verb_again": _Reader._said_again,
    "by": _Reader._by,
    "outlet": _Reader._dateline,
    "satire_label": _Reader._label,
    "if": _Reader._condition,
    "month": _Reader._date,
    "day": _Reader._weekday,
    "at": _Reader._place,
    "when": _Reader._when,
}
