"""Tags a text with its language by a vote of word lists; says `und` or `mul` rather than guess.

The lists are configs/lexicon/languages/*.txt. Most posts mix: Jakarta slang carries Javanese and English words, and
Indonesian and Malay share most of theirs, so Malay needs words of its own and a mixed text is called mixed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from core.errors import ConfigError
from core.paths import data_dir
from core.schemas.analysis import Language
from nlp.text.tokens import Token, word_form
from nlp.text.undisguise import is_known

#: Tokens looked at: the lead of an article tells its language; 200 words vote as 2,000 do and cost a tenth.
HEAD_TOKENS = 200
#: Fewer words than this are not judged (`und`), whatever they are.
FEWEST_WORDS = 3
#: Share of the words of a text that some list must know; below it the language is one we have no list for.
#: With it, text in unrelated Latin-script languages (Turkish, Spanish, Tagalog samples) came out `und`.
LEAST_KNOWN = 0.28
#: The second language's share of the vote from which a text is called mixed, with at least three words of its own.
MIXED_SHARE = 0.42
#: The same for languages that borrow less from each other: English with any, Javanese with Sundanese.
MIXED_SHARE_APART = 0.3
#: Part of the words that only Malay has from which a text is Malay: it shares most others with Indonesian.
LEAST_MALAY = 0.12
#: Votes that Indonesian has before any word is read: most of what is collected is Indonesian.
PRIOR = 0.5
#: How sure a tag is: a logistic regression on 172 posts that one reader tagged, over the winner's share of the vote,
#: the known words (of 12) and their part of all words (2026-11-28; docs/benchmarks.md has the error on others).
BIAS, OF_SHARE, OF_KNOWN, OF_COVERED = -1.88, 4.11, 1.36, 0.57
#: Of the posts called mixed less than half were so to the reader: mixing has no sharp border.
MIXED_CONFIDENCE = 0.4
_MOST_SURE = 0.99


def tag_language(tokens: Sequence[Token]) -> Language:
    """Return the language of the tokens with a confidence from 0 to 1. Raises: nothing."""
    words = list(dict.fromkeys(token.form for token in tokens[:HEAD_TOKENS] if token.form[0] != "<"))
    if len(words) < FEWEST_WORDS:
        return Language(code="und", confidence=0.0)
    votes, own, known = _count_votes(words)
    if known < 2 or known < LEAST_KNOWN * len(words):
        return Language(code="und", confidence=0.0)
    return _decide(votes, own, known, len(words))


def _count_votes(words: Sequence[str]) -> tuple[dict[str, float], dict[str, int], int]:
    """Return each language's share of the words, its words that no other list has, and how many words were known."""
    votes: dict[str, float] = {}
    own: dict[str, int] = {}
    known = 0
    for word in words:
        codes = _codes(word)
        if not codes:
            continue
        known += 1
        for code in codes:
            votes[code] = votes.get(code, 0.0) + 1.0 / len(codes)
        if len(codes) == 1:
            own[codes[0]] = own.get(codes[0], 0) + 1
    return votes, own, known


def _decide(votes: dict[str, float], own: dict[str, int], known: int, words: int) -> Language:
    """Return the winner, `mul` when two languages each bring words of their own, or `und` on a tie."""
    votes = votes | {"id": votes.get("id", 0.0) + PRIOR}
    if own.get("ms", 0) >= max(2, LEAST_MALAY * words):
        votes["ms"] = votes.pop("id") + votes.get("ms", 0.0)  # the words that both have are Malay beside Malay ones
    ranked = sorted(votes, key=lambda code: (-votes[code], code != "id", code))
    first, second = ranked[0], ranked[1] if len(ranked) > 1 else None
    total = sum(votes.values())
    if second is not None and own.get(first, 0) == 0 and votes[first] - votes[second] < 0.5:
        return Language(code="und", confidence=0.0)
    if second is not None and own.get(second, 0) >= 3 and votes[second] / total >= _mixed_from(first, second):
        return Language(code="mul", confidence=MIXED_CONFIDENCE)
    return Language(code=first, confidence=_confidence(votes[first] / total, known, words))


def _mixed_from(first: str, second: str) -> float:
    """Return the second language's share from which a text is mixed."""
    return MIXED_SHARE if "en" not in (first, second) and "id" in (first, second) else MIXED_SHARE_APART


def _confidence(share: float, known: int, words: int) -> float:
    """Return how often a tag with such a share of the vote is right, measured on posts (see the constants)."""
    z = BIAS + OF_SHARE * share + OF_KNOWN * min(known, 12) / 12 + OF_COVERED * known / words
    return round(min(_MOST_SURE, 1.0 / (1.0 + math.exp(-z))), 3)


@lru_cache(maxsize=32768)
def _codes(word: str) -> tuple[str, ...]:
    """Return the languages that have the word: the lists, and Indonesian for every word of the general lexicon."""
    listed = word_table().get(word, ())
    return listed if "id" in listed or not is_known(word) else (*listed, "id")


@cache
def word_table() -> dict[str, tuple[str, ...]]:
    """Return each listed word, in the spelling of tokens, with the languages that list it.

    Raises: ConfigError when there is no list; OSError or ValueError when one cannot be read.
    """
    table: dict[str, set[str]] = {}
    for path in _lists():
        lines = path.read_text(encoding="utf-8").splitlines()
        for word in " ".join(line.split("#", 1)[0] for line in lines).split():
            table.setdefault(word_form(word), set()).add(path.stem)
    if not table:
        raise ConfigError("configs/lexicon/languages/ holds no list of words. Restore it from the release.")
    return {word: tuple(sorted(codes)) for word, codes in table.items()}


def language_lists() -> list[str]:
    """Return the names of the lists below configs/lexicon, in order."""
    return [f"{path.parent.name}/{path.name}" for path in _lists()]


def _lists() -> list[Path]:
    return sorted((data_dir("configs") / "lexicon" / "languages").glob("*.txt"))
