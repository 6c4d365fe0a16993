"""Cuts a normalised text into tokens in the one spelling that vocabulary and lexicon use; keeps where each stood."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from nlp.text.normalise import Normalised
from nlp.text.undisguise import SPACED, plain_word, read_spaced

URL, USER, ASK, CRY = "<url>", "<user>", "<?>", "<!>"

#: Every alternative is a run of one character class or ends in one, so matching is linear.
#: Escapes (`\n`, `\xf0`) are left behind by exports of posts; they are matched to be dropped, not glued to a word.
_TOKEN = re.compile(
    r"(?P<escape>\\(?:[ntr]|x[0-9a-f]{2}|u[0-9a-f]{4}))"
    r"|(?P<url>(?:https?://|www\.|pic\.twitter)\S+)"
    r"|(?P<user>@\w{1,100})"
    rf"|(?P<spaced>{SPACED})"
    r"|(?P<word>[^\W_]+)"
    r"|(?P<mark>[!?]+)"
)
#: The same for the many texts without links, handles, escapes or spaced letters; three times as fast.
_PLAIN = re.compile(r"[^\W_]+|[!?]+")
_SPECIAL = re.compile(r"[\\@]|http|www\.|pic\.|(?<![^\W_])[a-z][ .\-_*~|/+=^]{1,3}[a-z](?![^\W_])")
#: A token longer than this is no word (a base64 blob, a flood); its beginning stands for it.
_LONGEST = 40


class Token(NamedTuple):
    """A token's matched form and its span in the normalised text."""

    form: str
    start: int
    end: int


def tokenise(text: Normalised, limit: int = 2000) -> list[Token]:
    """Return at most `limit` tokens in order. Raises: nothing."""
    if _SPECIAL.search(text.text) is None:
        plain = islice(_PLAIN.finditer(text.text), limit)
        return [Token(_plain_form(match.group()), *match.span()) for match in plain]
    found = chain.from_iterable(map(_tokens_of, _TOKEN.finditer(text.text)))
    return list(islice((token for token in found if token.form), limit))


def _tokens_of(match: re.Match[str]) -> Iterable[Token]:
    """Return the token of one match, or the words of a run of letters apart."""
    kind, raw, start = match.lastgroup or "", match.group(), match.start()
    if kind == "spaced":  # `b o m`, `b.o.m`
        return (Token(piece.word, start + piece.start, start + piece.end) for piece in read_spaced(raw))
    return (Token(_form(kind, raw), start, match.end()),)


@lru_cache(maxsize=65536)
def _plain_form(raw: str) -> str:
    """Return the spelling of a word or of a run of question and exclamation marks."""
    return _form("mark" if raw[0] in "!?" else "word", raw)


@lru_cache(maxsize=65536)
def _form(kind: str, raw: str) -> str:
    """Return the spelling of one raw match, empty when it says nothing."""
    if kind == "word":
        return word_form(raw)
    if kind == "mark":
        return ASK if "?" in raw else CRY
    return {"url": URL, "user": USER}.get(kind, "")


def word_form(raw: str) -> str:
    """Return the matched spelling of one lower-case word: numbers by their length, stretched letters shortened."""
    if raw.isdigit():
        return f"<{min(len(raw), 12)}>"
    if raw in ("user", "url"):  # how masked exports write handles and links
        return USER if raw == "user" else URL
    form = plain_word(raw[:_LONGEST])
    if len(form) > 3 and form.endswith("2") and form[:-1].isalpha():
        return form[:-1]  # `orang2` is orang-orang
    return form
