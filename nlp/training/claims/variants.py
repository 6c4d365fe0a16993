"""Messages as they also come: the checked message told again, and another instance of its template."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from core.schemas.factcheck import FactCheck
from nlp.claims.contradicted import SLOTS
from nlp.claims.words import MESSAGE_LIMIT, TITLE_LIMIT, Kind, Word, words_of
from nlp.training.claims.messages import Message

#: A word written like a name tells instances of a template apart too.
NAME = "name"
#: Of the copies this share is word for word; of the others up to so many words are left out, and up to so many cut off.
_EXACT, _DROPPED, _CUT = 0.2, 0.4, 0.5
#: A copy has at least so many words, and a name so many letters.
_LEAST_WORDS, _LEAST_LETTERS = 6, 4

Pools = Mapping[str, Sequence[str]]


class Swap(NamedTuple):
    """A message in which one word that its fact-check's title has is another of its kind."""

    message: Message
    kind: str


def retold(message: Message, draw: random.Random) -> Message:
    """Return the message as a copy of it may run: as it is, cut short, or with words left out."""
    words = message.text.split()
    if draw.random() < _EXACT or len(words) <= _LEAST_WORDS:
        return message
    length = max(_LEAST_WORDS, round(len(words) * (1 - _CUT * draw.random())))
    start = draw.randrange(len(words) - length + 1)
    share = _DROPPED * draw.random()
    kept = [word for word in words[start : start + length] if draw.random() >= share]
    return message._replace(text=" ".join(kept if len(kept) >= _LEAST_WORDS else words))


def pools_of(checks: Iterable[FactCheck]) -> Pools:
    """Return what can take the place of a word of each kind: words of titles, as written."""
    found = defaultdict[str, dict[str, None]](dict)
    for check in checks:
        for word in words_of(check.title, TITLE_LIMIT)[1:]:  # any first word has a large letter
            kind = _kind(word)
            if kind and not check.title.isupper():
                found[kind][check.title[word.start : word.end]] = None
    return {kind: list(words) for kind, words in found.items()}


def swapped(message: Message, title: str, pools: Pools, draw: random.Random) -> Swap | None:
    """Return the message with a number, place, month or name of the title changed; None where it has none of them."""
    told = words_of(message.text, MESSAGE_LIMIT)
    held = defaultdict[str, list[Word]](list)
    for word in told:
        held[word.stem].append(word)
    said = {word.stem for word in words_of(title, TITLE_LIMIT)}
    slots = {word.stem: kind for word in told if (kind := _kind(word)) and word.stem in said}
    if message.text.isupper():  # there each word is written like a name
        slots = {stem: kind for stem, kind in slots.items() if kind != NAME}
    if not slots:
        return None
    stem, kind = draw.choice(sorted(slots.items()))
    have = {word.stem for word in told}
    for _ in range(20):
        other = draw.choice(pools[kind])
        if have.isdisjoint(word.stem for word in words_of(other, TITLE_LIMIT)):
            return Swap(message._replace(text=_with(message.text, held[stem], other)), kind)
    return None


def _with(text: str, words: Sequence[Word], other: str) -> str:
    for word in reversed(words):
        text = text[: word.start] + other + text[word.end :]
    return text


def _kind(word: Word) -> str:
    """Return the name of the kind of a word that tells instances apart, empty for others."""
    if word.kind in SLOTS:
        return word.kind.name.lower()
    named = word.kind == Kind.PLAIN and word.name and len(word.stem) >= _LEAST_LETTERS and word.stem.isalpha()
    return NAME if named else ""
