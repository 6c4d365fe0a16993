"""What stands around a hit in a field: sentence ends, numbers, names, and the hits of a section by their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from nlp.claims.grounds import ASIDE, Field, Words, hits
from nlp.text.tokens import ASK, CRY, URL, USER

#: A field of at most so many words that neither cries nor urges nor shouts is calm: so the press writes its headlines.
_CALM_WORDS, _SHOUTED = 40, 0.6


class Around:
    """One field with the phrases that were found in it."""

    def __init__(self, field: Field, words: Words) -> None:
        self.field, self.tokens, self.folded = field, field.tokens, field.folded.text
        self.hits = hits(words.starts, field.tokens)
        self._words = words
        self._until: dict[str, dict[int, int]] = {}
        self._in = by_section(self.hits)

    @cached_property
    def is_calm(self) -> bool:
        """Tell whether the field is as short and quiet as a headline with a sentence or two."""
        if len(self.tokens) > _CALM_WORDS or self.section("urging") or any(one.form == CRY for one in self.tokens):
            return False
        letters = [letter for letter in self.field.original if letter.isalpha()]
        return sum(letter.isupper() for letter in letters) <= _SHOUTED * len(letters)

    @cached_property
    def last_word(self) -> int:
        """Return the last token that is neither a link, a handle, a cry, laughter nor a hashtag; 0 without one."""
        at = len(self.tokens) - 1
        while at > 0 and (
            self.tokens[at].form in (URL, USER, CRY) or at in self.section("laughter") or self.before(at)[-1:] == "#"
        ):
            at -= 1
        return at

    def section(self, name: str) -> Mapping[int, int]:
        """Return the last token of each phrase of a section, the longest, by its first."""
        return (self._aside if name in ASIDE else self._in).get(name, {})

    def until(self, name: str) -> Mapping[int, int]:
        """Return the first token of each phrase of a section, the longest, by its last."""
        if name not in self._until:
            turned = self._until[name] = {}
            for first, last in self.section(name).items():
                turned.setdefault(last, first)
        return self._until[name]

    @cached_property
    def _aside(self) -> Mapping[str, Mapping[int, int]]:
        return by_section(hits(self._words.aside, self.tokens))

    def before(self, at: int) -> str:
        """Return what stands between this token and the one before it."""
        start = self.tokens[at - 1].end if at else 0
        return self.folded[start : self.tokens[at].start]

    def after(self, at: int) -> str:
        """Return what stands between this token and the next."""
        stop = self.tokens[at + 1].start if at + 1 < len(self.tokens) else len(self.folded)
        return self.folded[self.tokens[at].end : stop]

    def breaks(self, at: int) -> bool:
        """Tell whether a sentence ends, or a line breaks, between this token and the next."""
        if at + 1 >= len(self.tokens):
            return False
        between = self.after(at)
        return ". " in between or "\n" in between

    def starts_sentence(self, at: int) -> bool:
        """Tell whether the token is the first of its sentence, of its line or after a cry."""
        return at == 0 or self.breaks(at - 1) or self.tokens[at - 1].form in (ASK, CRY)

    def ends_sentence(self, at: int) -> bool:
        """Tell whether the token is the last of its sentence or line, a cry after it counted as its end."""
        return at + 1 >= len(self.tokens) or self.breaks(at) or self.tokens[at + 1].form == CRY

    def is_name(self, at: int) -> bool:
        """Tell whether the token is written like a name; in a shouted text nothing is."""
        token = self.tokens[at]
        if token.form[0] == "<":
            return False
        start, end = self.field.folded.span(token.start, token.end)
        written = self.field.original[start:end]
        return written[0].isupper() and len(written) > 2 and not written.isupper()

    def is_number(self, at: int) -> bool:
        """Tell whether the token is written in digits."""
        form = self.tokens[at].form
        return form[0] == "<" and form[1].isdigit()


def by_section(found: Sequence[tuple[int, int, str]]) -> dict[str, dict[int, int]]:
    """Return the last token of each phrase by its section and first token."""
    sections: dict[str, dict[int, int]] = {}
    for first, last, section in found:
        sections.setdefault(section, {}).setdefault(first, last)
    return sections
