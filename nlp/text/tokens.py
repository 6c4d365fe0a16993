"""Cuts a normalised text into tokens in the one spelling that vocabulary and lexicon use; keeps where each stood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from itertools import chain, islice, pairwise
from typing import NamedTuple

from nlp.text.normalise import Normalised
from nlp.text.undisguise import BETWEEN, SIGNED, SPACED, are_pieces, is_fragment, plain_word, read_signs, read_spaced

URL, USER, ASK, CRY = "<url>", "<user>", "<?>", "<!>"

#: Every alternative is a run of one character class or ends in one, so matching is linear.
#: Escapes (`\n`, `\xf0`) are left behind by exports of posts; they are matched to be dropped, not glued to a word.
_TOKEN = re.compile(
    r"(?P<escape>\\(?:[ntr]|x[0-9a-f]{2}|u[0-9a-f]{4}))"
    r"|(?P<url>(?:https?://|www\.|pic\.twitter)\S+)"
    rf"|(?P<spaced>{SPACED})"
    rf"|(?P<signed>{SIGNED})"
    r"|(?P<user>@\w{1,100})"
    r"|(?P<word>[^\W_]+)"
    r"|(?P<mark>[!?]+)"
)
#: A sign that turned out to stand for no letter: what is left and right of it is read apart.
_APART = re.compile(r"(?P<user>@\w{1,100})|(?P<word>[^\W_]+)|(?P<mark>[!?]+)")
#: The same for the many texts without links, handles, escapes, spaced letters or signs in words; three times as fast.
_PLAIN = re.compile(r"[^\W_]+|[!?]+")
_SPECIAL = re.compile(rf"[\\@$]|http|www\.|pic\.|[^\W\d_][!*](?![!?])|(?<![^\W_])[a-z]{BETWEEN}[a-z](?![^\W_])")
#: Pieces of a broken word at most, and signs that are read otherwise.
_MOST_PIECES = 4
_SIGNS_OF_THEIR_OWN = frozenset("@$!?*")
#: A token longer than this is no word (a base64 blob, a flood); its beginning stands for it.
_LONGEST = 40


class Token(NamedTuple):
    """A token's matched form and its span in the normalised text."""

    form: str
    start: int
    end: int


def tokenise(text: Normalised, limit: int = 6000) -> list[Token]:
    """Return at most `limit` tokens in order. Raises: nothing."""
    if _SPECIAL.search(text.text) is None:
        plain = islice(_PLAIN.finditer(text.text), limit)
        return _mended(text.text, [Token(_plain_form(match.group()), *match.span()) for match in plain])
    found = chain.from_iterable(map(_tokens_of, _TOKEN.finditer(text.text)))
    return _mended(text.text, list(islice((token for token in found if token.form), limit)))


def _mended(text: str, tokens: list[Token]) -> list[Token]:
    """Return the tokens with the pieces of each broken word as one: first those that a sign breaks, then a blank.

    Every post pays for it: 17 of some 630 microseconds (2026-11-30).
    """
    tokens = _joined(text, tokens, _behind_signs(text, tokens))
    short = [at for at, token in enumerate(tokens) if len(token[0]) < 5 and is_fragment(token[0])]
    return _joined(text, tokens, [at for at, other in pairwise(short) if other == at + 1]) if short else tokens


def _behind_signs(text: str, tokens: Sequence[Token]) -> list[int]:
    """Return behind which tokens one sign may break a word."""
    near = [at for at, (one, other) in enumerate(pairwise(tokens)) if other[1] - one[2] == 1 and text[one[2]] != " "]
    return [at for at in near if text[tokens[at].end] not in _SIGNS_OF_THEIR_OWN]


def _joined(text: str, tokens: list[Token], breaks: Sequence[int]) -> list[Token]:
    """Return the tokens with words joined that begin at some of them, if what comes of it is a word."""
    for at in reversed(breaks):
        end = _end_of_word(text, tokens, at)
        if end - at > 1:
            whole = "".join(token.form for token in tokens[at:end])
            tokens = [*tokens[:at], Token(whole, tokens[at].start, tokens[end - 1].end), *tokens[end:]]
    return tokens


def _end_of_word(text: str, tokens: Sequence[Token], at: int) -> int:
    """Return behind which token a word ends that begins at one; the same sign or a blank stands between its pieces."""
    between = text[tokens[at].end]
    end = at + 1
    while end < min(len(tokens), at + _MOST_PIECES) and tokens[end].start == tokens[end - 1].end + 1:
        if text[tokens[end - 1].end] != between:
            break
        end += 1
    forms = [token.form for token in tokens[at:end]]
    longest = (count for count in range(len(forms), 1, -1) if are_pieces(forms[:count], between == " "))
    return at + next(longest, 1)


def _tokens_of(match: re.Match[str]) -> Iterable[Token]:
    """Return the token of one match, or the words of a run of letters apart."""
    kind, raw, start = match.lastgroup or "", match.group(), match.start()
    if kind == "spaced":  # `b o m`, `b.o.m`
        return (Token(piece.word, start + piece.start, start + piece.end) for piece in read_spaced(raw))
    if kind == "signed":  # `k@fir`, or `satu*dua`, where the sign stands for nothing
        for cry in (raw[len(raw.rstrip("!")) :], ""):  # of `b@$m!` the last sign may be a letter, or none
            word = read_signs(raw[: len(raw) - len(cry)][:_LONGEST])
            if word:
                end = match.end() - len(cry)
                return (Token(word, start, end), *((Token(CRY, end, match.end()),) if cry else ()))
        return map(partial(_part, start), _APART.finditer(raw))
    return (Token(_form(kind, raw), start, match.end()),)


def _part(start: int, match: re.Match[str]) -> Token:
    return Token(_form(match.lastgroup or "", match.group()), start + match.start(), start + match.end())


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
