"""The text that the transformer reads, made from a document's tokens; training and serving share this definition.

It reads the same folded forms as the linear models, so what hides words from people does not hide them here either.
Names of groups are masked for every output (nlp/categories/identities.py): what is said decides, never of whom, and two
documents that differ only in the group named get the same answer. Marks become plain words, which its vocabulary has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.categories.identities import CAMP, IDENTITY, mask
from nlp.categories.portion import portion
from nlp.text.tokens import ASK, CRY, URL, USER, Token

#: First words of what is read: the two kinds are written so differently that the model should know which it reads.
KINDS = {"news": "berita :", "post": "kiriman :"}
BREAK = "."  #: between title and text
MARKS = {IDENTITY: "golongan", CAMP: "pendukung", URL: "tautan", USER: "pengguna", ASK: "?", CRY: "!"}
_LONGEST_NUMBER = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """One document as the transformer reads it, with the way back to its tokens."""

    text: str
    title: Sequence[Token]  #: masked
    body: Sequence[Token]  #: masked, cut to what is read
    spans: Sequence[tuple[int, int]]  #: where each token, title first, stands in `text`; end exclusive


def read(kind: str, title: Sequence[Token], text: Sequence[Token]) -> Reading:
    """Return what the transformer reads of a document, from its unmasked tokens.

    Raises: OSError when the list of identity names is missing.
    """
    title, body = mask(title), mask(portion(kind, text))
    words, at = [KINDS[kind]], len(KINDS[kind])
    spans: list[tuple[int, int]] = []
    for position, token in enumerate((*title, *body)):
        if position == len(title) > 0:
            words.append(BREAK)
            at += 1 + len(BREAK)
        word = plain_word(token.form)
        words.append(word)
        spans.append((at + 1, at + 1 + len(word)))
        at = spans[-1][1]
    return Reading(" ".join(words), title, body, spans)


def plain_word(form: str) -> str:
    """Return a token's form as a word: marks named, numbers as so many nines as they have digits, six at most."""
    if form[0] != "<":
        return form
    inner = form[1:-1]
    return MARKS.get(form) or ("9" * min(int(inner), _LONGEST_NUMBER) if inner.isdigit() else inner)
