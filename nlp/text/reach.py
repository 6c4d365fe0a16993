"""Hashtags that ask for reach (`#fyp #viral`): a post under them is no likelier a rumour than without them.

Messages that fact-checkers collected carry such words: `#fyp #viral #indonesia` behind a prayer made it a claim of .88.
"""

from __future__ import annotations

from functools import cache

from core.errors import ConfigError
from core.lexicon import listed_words
from nlp.text.normalise import Normalised
from nlp.text.tokens import Token, tokenise

LIST = "reach_tags.txt"
_MARK = "#"


def read_tokens(text: Normalised) -> list[Token]:
    """Return the tokens that the models read: all but the hashtags that only ask for reach. Raises: nothing."""
    tokens = tokenise(text)
    if _MARK not in text.text:
        return tokens
    return [one for one in tokens if text.text[one.start - 1 : one.start] != _MARK or one.form not in _tags()]


@cache
def _tags() -> frozenset[str]:
    """Return the listed tags; none when the list is missing (the stage says so)."""
    try:
        return reach_tags()
    except ConfigError:
        return frozenset()


def reach_tags() -> frozenset[str]:
    """Return the listed tags. Raises: ConfigError when the list is missing."""
    return frozenset(listed_words(LIST))
