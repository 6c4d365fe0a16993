"""What the words at the head of a text say of its language: votes, and words that only one language has. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nlp.text.language_words import codes_of, malay, malay_pairs, word_table
from nlp.text.tokens import Token

#: Tokens looked at: the lead of an article tells its language; 200 words vote as 2,000 do and cost a tenth.
HEAD_TOKENS = 200
#: English words that stand in titles and set phrases of Indonesian posts (`the best`, `hall of fame`): three of them
#: mix no languages.
_OF_TITLES = frozenset(
    ("the", "of", "and", "for", "in", "on", "by", "is", "best", "next", "first", "power", "president", "day", "years")
) | {"war", "world"}
#: How long verbs with a prefix begin that nobody borrows: `menaikkan`, `berkurang`.
_FORMAL, _LONG = ("me", "be"), 7


@dataclass(slots=True)
class Votes:
    """What the different words of a text say."""

    words: int
    known: int = 0  #: words that some list has
    share: dict[str, float] = field(default_factory=dict)  #: each language's part of the known words
    #: Words that a language lists and Indonesian does not have; of Indonesian: those that no other list has.
    apart: dict[str, int] = field(default_factory=dict)
    malay: int = 0  #: what speaks for Malay
    talk: int = 0  #: English words that are not of titles
    #: Small words of Indonesian and its long verbs; how many of them each other language has too.
    home: int = 0
    home_too: dict[str, int] = field(default_factory=dict)

    def regional(self) -> tuple[int, str]:
        """Return how many words the regional language with the most has for itself, and which it is."""
        own = ((n, code) for code, n in self.apart.items() if code not in ("id", "ms", "en"))
        return max(own, default=(0, ""))

    def home_beside(self, code: str) -> int:
        """Return how many words are of Indonesian sentences and not of the other language."""
        return self.home - self.home_too.get(code, 0)


def count_votes(tokens: Sequence[Token]) -> Votes:
    """Return what the words say; each different word counts once."""
    forms = [token.form for token in tokens[:HEAD_TOKENS] if token.form[0] != "<"]
    different = list(dict.fromkeys(forms))
    votes, table, weights = Votes(len(different), malay=malay_pairs(forms)), word_table(), malay()
    for word in different:
        votes.malay += weights.get(word, 0)
        codes = codes_of(word)
        if not codes:
            continue
        votes.known += 1
        part = 1.0 / len(codes)
        for code in codes:
            votes.share[code] = votes.share.get(code, 0.0) + part
        if "id" not in codes:
            for code in codes:
                votes.apart[code] = votes.apart.get(code, 0) + 1
            votes.talk += codes == ("en",) and word not in _OF_TITLES
            continue
        if len(codes) == 1:
            votes.apart["id"] = votes.apart.get("id", 0) + 1
        if "id" in table.get(word, ()) or (len(codes) == 1 and len(word) >= _LONG and word.startswith(_FORMAL)):
            votes.home += 1
            for code in codes:
                votes.home_too[code] = votes.home_too.get(code, 0) + 1
    return votes
