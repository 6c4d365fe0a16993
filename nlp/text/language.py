"""Tags a text with its language by a vote of word lists; says `und` or `mul` rather than guess.

The lists are those of nlp/text/language_words.py. Most posts mix: Jakarta slang carries Javanese and English words, and
Indonesian and Malay share most of theirs, so Malay needs words of its own and a mixed text is called mixed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from core.schemas.analysis import Language
from nlp.stage import UNDECIDED
from nlp.text.language_votes import Votes, count_votes
from nlp.text.tokens import Token

#: Fewer words than this are not judged (`und`), whatever they are.
FEWEST_WORDS = 3
#: Share of the words of a text that some list must know; below it the language is one we have no list for.
#: With it, text in unrelated Latin-script languages (Turkish, Spanish, Tagalog samples) came out `und`.
LEAST_KNOWN = 0.28
#: What must speak for Malay, in all and a word, before a text is Malay: one word of its own is enough among ten with
#: none that only Indonesian has. Of 29,389 Indonesian posts 44 pass for Malay, and some of those are (2026-11-30).
LEAST_MALAY, LEAST_MALAY_A_WORD = 2, 0.2
#: From when a text is mixed: words that only the other language has, their share beside those that only Indonesian has,
#: and words of Indonesian sentences. Chosen on own sentences, and so that no set of Indonesian posts loses more than .5
#: points of its `id` (2026-11-30).
MIXED_ENGLISH, MIXED_REGIONAL = 3, 2
ENGLISH_FROM, ENGLISH_TO = 0.35, 0.8
REGIONAL_FROM, REGIONAL_TO, REGIONAL_TO_AT_MOST = 0.25, 0.49, 0.65
HOME, HOME_MORE = 4, 5
#: Words of Indonesian among English ones: where English is more than this, two are enough.
MOSTLY_ENGLISH = 0.6
#: Regional words, and their share, that make a text regional in which no small word is Indonesian, but nouns may be.
HELD_WORDS, HELD_FROM = 3, 0.33
#: Two languages beside Indonesian: words of the second and its share of both.
BESIDE_WORDS, BESIDE_SHARE = 3, 0.3
#: Votes that Indonesian has before any word is read: most of what is collected is Indonesian.
PRIOR = 0.5
#: How sure a tag is: a logistic regression over the winner's share of the vote, the known words (of 12), their part of
#: all words, and the part of them that points elsewhere. Fitted on 120 posts read for it, 166 own sentences and 500
#: Indonesian posts, weighted 1, .5 and .25 (2026-11-30; docs/benchmarks.md has the error). The weights of the known
#: words are set: too few texts of few known words were there to learn them from.
BIAS, OF_SHARE, OF_KNOWN, OF_COVERED, OF_ELSEWHERE = -1.64, 4.85, 0.8, 0.6, -3.37
#: Of 40 posts that were called mixed 28 were so to the reader; mixing has no sharp border (2026-11-30).
MIXED_CONFIDENCE = 0.7
_MOST_SURE = 0.99


def tag_language(tokens: Sequence[Token]) -> Language:
    """Return the language of the tokens with a confidence from 0 to 1. Raises: nothing."""
    votes = count_votes(tokens)
    if votes.words < FEWEST_WORDS or votes.known < max(2, LEAST_KNOWN * votes.words):
        return UNDECIDED
    return _decide(votes)


def _decide(votes: Votes) -> Language:
    """Return the winner, `mul` when two languages each bring words of their own, or `und` on a tie."""
    share = {**votes.share, "id": votes.share.get("id", 0.0) + PRIOR}
    if votes.malay >= max(LEAST_MALAY, LEAST_MALAY_A_WORD * votes.words):
        share["ms"] = share.pop("id") + share.get("ms", 0.0)  # the words that both have are Malay beside Malay ones
    elif held := _held_together(votes):
        share[held] = share.pop("id") + share.get(held, 0.0)
    ranked = sorted(share, key=lambda code: (-share[code], code != "id", code))
    first, second = ranked[0], ranked[1] if len(ranked) > 1 else None
    if second is not None and not votes.apart.get(first) and share[first] - share[second] < 0.5:
        return UNDECIDED
    if _is_mixed(votes):
        return _language("mul", MIXED_CONFIDENCE)
    return _language(first, _confidence(first, share[first] / sum(share.values()), votes))


@lru_cache(maxsize=4096)
def _language(code: str, confidence: float) -> Language:
    """Return the one object for this answer: making it takes a tenth of the stage."""
    return Language(code=code, confidence=confidence)


def _held_together(votes: Votes) -> str:
    """Return the regional language whose small words hold a text together that has nouns of Indonesian, or ''."""
    regional, code = votes.regional()
    part = regional / (regional + votes.apart.get("id", 0) or 1)
    return code if regional >= HELD_WORDS and part >= HELD_FROM and not votes.home_beside(code) else ""


def _is_mixed(votes: Votes) -> bool:
    """Tell whether two languages each bring more than the words that one borrows of the other."""
    home = votes.apart.get("id", 0)
    english = votes.apart.get("en", 0)
    if votes.talk >= MIXED_ENGLISH:
        part = english / (english + home)
        if (home >= 3 and ENGLISH_FROM <= part <= ENGLISH_TO) or (home >= 2 and part > MOSTLY_ENGLISH):
            return True
    regional, code = votes.regional()
    if regional >= MIXED_REGIONAL:
        part, sentence = regional / (regional + home), votes.home_beside(code)
        to = REGIONAL_TO_AT_MOST if sentence >= HOME_MORE else REGIONAL_TO
        if REGIONAL_FROM <= part <= to and sentence >= HOME:
            return True
    return min(english, regional) >= max(BESIDE_WORDS, BESIDE_SHARE * (english + regional))


def _confidence(code: str, share: float, votes: Votes) -> float:
    """Return how often such a tag is right, measured on posts (see the constants)."""
    elsewhere = sum(n for other, n in votes.apart.items() if other not in ("id", code))
    elsewhere += max(0, votes.malay) if code == "id" else 0
    z = BIAS + OF_SHARE * share + OF_KNOWN * min(votes.known, 12) / 12 + OF_COVERED * votes.known / votes.words
    z += OF_ELSEWHERE * min(1.0, elsewhere / votes.known)
    return round(min(_MOST_SURE, 1.0 / (1.0 + math.exp(-z))), 3)
