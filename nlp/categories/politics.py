"""Names of parties and of people in politics (configs/lexicon/politics.txt), which some outputs must not weigh.

Some names stand in more rumours than others, and a model that sees them calls the same sentence a claim for one name
and not for another (gate B12). What is written counts for `klaim` and hostility, not of whom; the outputs of `politik`,
which ask whether a text is about parties and candidates, keep the names. A name is one feature and has no pieces: those
of `megawati` would say `gawat`.
"""

from __future__ import annotations

from functools import cache

from core.lexicon import listed_lines, phrases
from nlp.text.tokens import word_form


def bears_a_name(words: str) -> bool:
    """Tell whether a word, or one of two in a row, is listed, or both together are. Raises: ConfigError."""
    return words in listed() or any(word in listed() for word in words.split())


@cache
def listed() -> frozenset[str]:
    """Return the listed names, one or two words each, folded as tokens are. Raises: ConfigError when it is missing."""
    return frozenset(" ".join(map(word_form, name.split())) for name in phrases(listed_lines("politics.txt")))
