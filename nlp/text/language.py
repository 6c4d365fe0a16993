"""Tags a text with its language by a vote of word lists; says `und` or `mul` rather than guess.

The lists are configs/lexicon/languages/*.txt. Most posts mix: Jakarta slang carries Javanese and English words, and
Indonesian and Malay share most of theirs, so Malay needs words of its own and a mixed text is called mixed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from core.paths import data_dir
from core.schemas.analysis import Language
from nlp.text.tokens import Token, word_form

#: Tokens looked at: the lead of an article tells its language; 200 words vote as 2,000 do and cost a tenth.
HEAD_TOKENS = 200
#: Fewer words than this are not judged (`und`), whatever they are.
FEWEST_WORDS = 3
#: Share of the words of a text that some list must know; below it the language is one we have no list for.
#: With 0.12, text in unrelated Latin-script languages (Turkish, Spanish, Tagalog samples) came out `und`.
LEAST_KNOWN = 0.12
#: The second language's share of the vote from which a text is called mixed, with at least three words of its own.
MIXED_SHARE = 0.33
_MOST_SURE = 0.99


def tag_language(tokens: Sequence[Token]) -> Language:
    """Return the language of the tokens with a confidence from 0 to 1. Raises: nothing."""
    words = [token.form for token in tokens[:HEAD_TOKENS] if token.form[0] != "<"]
    if len(words) < FEWEST_WORDS:
        return Language(code="und", confidence=0.0)
    votes, own, known = _count_votes(words)
    if known < 2 or known < LEAST_KNOWN * len(words):
        return Language(code="und", confidence=0.0)
    return _decide(votes, own, known)


def _count_votes(words: Sequence[str]) -> tuple[dict[str, float], dict[str, int], int]:
    """Return each language's share of the words, its words that no other list has, and how many words were known."""
    table = _word_table()
    votes: dict[str, float] = {}
    own: dict[str, int] = {}
    known = 0
    for word in words:
        codes = table.get(word)
        if codes is None:
            continue
        known += 1
        for code in codes:
            votes[code] = votes.get(code, 0.0) + 1.0 / len(codes)
        if len(codes) == 1:
            own[codes[0]] = own.get(codes[0], 0) + 1
    return votes, own, known


def _decide(votes: dict[str, float], own: dict[str, int], known: int) -> Language:
    """Return the winner, `mul` when two languages each bring words of their own, or `und` on a tie."""
    ranked = sorted(votes, key=lambda code: (-votes[code], code))
    first, second = ranked[0], ranked[1] if len(ranked) > 1 else None
    total = sum(votes.values())
    share = votes[first] / total
    if second is None:
        return Language(code=first, confidence=_confidence(1.0, known))
    if own.get(first, 0) == 0 and votes[first] - votes[second] < 0.5:
        return Language(code="und", confidence=0.0)
    mixed = votes[second] / total >= MIXED_SHARE and own.get(second, 0) >= 3 and {first, second} != {"id", "ms"}
    if mixed:
        return Language(code="mul", confidence=_confidence(share + votes[second] / total, known))
    return Language(code=first, confidence=_confidence(share, known))


def _confidence(share: float, known: int) -> float:
    """Return how sure the vote is: the winner's share, held back while few words were known."""
    return round(min(_MOST_SURE, share * (known + 1) / (known + 3)), 3)


@cache
def _word_table() -> dict[str, tuple[str, ...]]:
    """Return each listed word, in the spelling of tokens, with the languages that list it."""
    table: dict[str, set[str]] = {}
    for path in sorted((data_dir("configs") / "lexicon" / "languages").glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for word in " ".join(line.split("#", 1)[0] for line in lines).split():
            table.setdefault(word_form(word), set()).add(path.stem)
    return {word: tuple(sorted(codes)) for word, codes in table.items()}
