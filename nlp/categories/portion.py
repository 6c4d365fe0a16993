"""How much of a text the models read; training and serving share this definition.

Links, handles, numbers and runs of marks are tokens without a word. A flood of them before the words would use up what
is read, and the answer would be a confident no, so only so many of them count.
"""

from __future__ import annotations

from collections.abc import Sequence

from nlp.text.tokens import Token

#: Tokens of the text that the models read. News was labelled by title and lead (about 60 words). On the 176 articles
#: of the newsroom 90, 78 and 64 tokens give F1 .87/.86/.85 (politik), .54/.54/.41 (sara), .75/.78/.78 (klaim); 78 reads
#: a full article in five sixths of the time that 90 take (2026-11-22). Of posts 12,000 characters are read, which
#: have no more tokens than these; of the labelled ones 13 have more than 700, the longest 1,717.
TEXT_TOKENS = {"news": 78, "post": 6000}
#: Of these without a word; what comes behind is skipped. Of 12,773 annotated texts of news none has as many, of 46,935
#: posts 19 have more (2026-11-30).
MARKS = {"news": 24, "post": 48}


def portion(kind: str, tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens of a text that the models read, in their order."""
    head = tokens[: TEXT_TOKENS[kind]]
    if sum(token.form[0] == "<" for token in head) <= MARKS[kind]:
        return head
    kept, marks = [], 0
    for token in tokens:
        marks += token.form[0] == "<"
        if token.form[0] != "<" or marks <= MARKS[kind]:
            kept.append(token)
    return kept[: TEXT_TOKENS[kind]]
