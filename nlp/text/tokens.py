"""Cuts a normalised text into tokens in the one spelling that vocabulary and lexicon use; keeps where each stood."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from nlp.text.normalise import Normalised

URL, USER, ASK, CRY = "<url>", "<user>", "<?>", "<!>"

#: Every alternative is a run of one character class or ends in one, so matching is linear.
#: Escapes (`\n`, `\xf0`) are left behind by exports of posts; they are matched to be dropped, not glued to a word.
_TOKEN = re.compile(
    r"(?P<escape>\\(?:[ntr]|x[0-9a-f]{2}|u[0-9a-f]{4}))"
    r"|(?P<url>(?:https?://|www\.|pic\.twitter)\S{1,2000})"
    r"|(?P<user>@\w{1,100})"
    r"|(?P<spaced>(?<![^\W_])[a-z](?P<gap>[ .\-_*~|])[a-z](?![^\W_])(?:(?P=gap)[a-z](?![^\W_])){1,30})"
    r"|(?P<word>[^\W_]+)"
    r"|(?P<mark>[!?]+)"
)
_STRETCH = re.compile(r"(.)\1{2,}")
_SEPARATORS = str.maketrans("", "", " .-_*~|")
#: A token longer than this is no word (a base64 blob, a flood); its beginning stands for it.
_LONGEST = 40


class Token(NamedTuple):
    """A token's matched form and its span in the normalised text."""

    form: str
    start: int
    end: int


def tokenise(text: Normalised, limit: int = 2000) -> list[Token]:
    """Return at most `limit` tokens in order. Raises: nothing."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text.text):
        form = _form(match.lastgroup or "", match.group())
        if form:
            tokens.append(Token(form, match.start(), match.end()))
            if len(tokens) >= limit:
                break
    return tokens


@lru_cache(maxsize=65536)
def _form(kind: str, raw: str) -> str:
    """Return the spelling of one raw match, empty when it says nothing."""
    if kind == "word":
        return word_form(raw)
    if kind == "spaced":  # `b o m`, `b.o.m`
        return raw.translate(_SEPARATORS)
    if kind == "mark":
        return ASK if "?" in raw else CRY
    return {"url": URL, "user": USER}.get(kind, "")


def word_form(raw: str) -> str:
    """Return the matched spelling of one lower-case word: numbers by their length, stretched letters shortened."""
    if raw.isdigit():
        return f"<{min(len(raw), 12)}>"
    if raw in ("user", "url"):  # how masked exports write handles and links
        return USER if raw == "user" else URL
    form = _STRETCH.sub(r"\1", raw[:_LONGEST])
    if len(form) > 3 and form.endswith("2") and form[:-1].isalpha():
        return form[:-1]  # `orang2` is orang-orang
    return form
