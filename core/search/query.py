"""What a person may type into the search field: words, "phrases", and -words to leave out. Any text is a query or
gives BadInput in words; nothing that was typed ever reaches the engine's own query language.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from core.errors import BadInput
from core.search import analyser

#: Longest query in characters and most terms: a person's question is shorter, and both keep one query cheap.
MAX_QUERY = 500
MAX_TERMS = 30

#: A term: an optional minus, then either a phrase in quotes (an open one ends with the query) or what stands between
#: blanks. Linear: each alternative consumes at least one character and none can begin where another stopped.
_TERM = re.compile(r'(?P<minus>-?)(?:["“”„](?P<phrase>[^"“”„]*)["“”„]?|(?P<word>[^\s"“”„]+))')


class Term(NamedTuple):
    """Stems that stand one after the other in the text; a single word has one."""

    stems: tuple[str, ...]


class Query(NamedTuple):
    """All of `wanted` must occur, none of `unwanted` may."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]


def parse(text: str) -> Query:
    """Return the query that the text means.

    A word with punctuation inside, such as `COVID-19`, is a phrase of its parts. There are no other operators:
    brackets, stars, AND and OR are punctuation and words.

    Raises: BadInput when it is too long, has no word, or only words to leave out.
    """
    if len(text) > MAX_QUERY:
        raise BadInput(f"The search is longer than {MAX_QUERY} characters. Keep the words that matter most.")
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for match in _TERM.finditer(text):
        quoted = match["phrase"]
        term = Term(tuple(analyser.stems(match["word"] if quoted is None else quoted)))
        if term.stems:
            (unwanted if match["minus"] else wanted).append(term)
    if not wanted:
        more = " Words after a minus are left out, so name at least one to look for." if unwanted else ""
        raise BadInput(f"The search has no word in it: write at least one word or number.{more}")
    if sum(len(term.stems) for term in (*wanted, *unwanted)) > MAX_TERMS:
        raise BadInput(f"The search has more than {MAX_TERMS} words. Keep those that matter most.")
    return Query(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)))
