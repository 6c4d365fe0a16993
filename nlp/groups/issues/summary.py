"""What is shown of an issue: a title and three sentences out of its own documents, times, sources, regions, speed.

Nothing is written anew: every sentence stands in a document as it is shown, and its document is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from nlp.groups.issues.sentences import sentences
from nlp.groups.issues.view import DocumentView, Key
from nlp.groups.issues.words import telling_stems

#: Hours that the velocity looks back on.
RECENT = timedelta(hours=6)
#: Sentences shown; shorter or longer ones (characters) are headings, captions and lists.
SENTENCES, SHORTEST, LONGEST = 3, 40, 320
#: A sentence that shares more of its words than this with one that is shown already says nothing new.
_SAID = 0.6
#: Documents and sentences of each that are read, and documents whose title may be the issue's.
_DOCUMENTS, _LEAD_SENTENCES = 60, 8
#: Characters of each text whose words say what the issue is about, and whose sentences are read.
_LEAD, _READ = 600, 4000


class Sentence(NamedTuple):
    """A sentence as it stands in a document: `text[start:end]`, code points."""

    document: Key
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Summary:
    """An issue at a glance."""

    title: str
    sentences: tuple[Sentence, ...]
    first_seen: datetime
    last_seen: datetime
    documents: int
    #: Those of `documents` that are copies of others.
    copies: int
    #: Documents of each source and about each region, most first.
    sources: tuple[tuple[str, int], ...]
    regions: tuple[tuple[str, int], ...]
    #: Documents an hour over the last hours before `now`; copies of one source count once.
    velocity: float


def summarise(documents: Sequence[DocumentView], now: datetime) -> Summary:
    """Return the summary of an issue's documents. Raises: ValueError when there are none."""
    if not documents:
        raise ValueError("an issue has documents")
    by_time = sorted(documents, key=lambda one: one.at)
    weights = _weights(by_time[:_DOCUMENTS])
    return Summary(
        title=_title(by_time[:_DOCUMENTS], weights),
        sentences=_sentences(by_time[:_DOCUMENTS], weights),
        first_seen=by_time[0].at,
        last_seen=by_time[-1].at,
        documents=len(by_time),
        copies=sum(one.copy_of is not None for one in by_time),
        sources=tuple(Counter(one.source for one in by_time if one.source).most_common()),
        regions=tuple(Counter(code for one in by_time for code in one.regions).most_common()),
        velocity=velocity(by_time, now),
    )


def velocity(documents: Sequence[DocumentView], now: datetime) -> float:
    """Return how many documents an hour came in the last hours; ten copies by one source are one."""
    recent = {
        (one.source, one.key if one.copy_of is None else one.copy_of)
        for one in documents
        if now - RECENT < one.at <= now
    }
    return len(recent) / (RECENT / timedelta(hours=1))


def _weights(documents: Sequence[DocumentView]) -> Counter[str]:
    """Return in how many documents each word stands: what many outlets say is what the issue is about."""
    return Counter(word for one in documents for word in {*_words(one.title), *_words(one.text[:_LEAD])})


def _title(documents: Sequence[DocumentView], weights: Counter[str]) -> str:
    """Return the title whose words most of the others share; the first one in case of doubt."""
    titled = [one for one in documents if one.title.strip()]
    if not titled:
        return _shortened(documents[0].text)
    return max(titled, key=lambda one: _worth(one.title, weights)).title.strip()


def _sentences(documents: Sequence[DocumentView], weights: Counter[str]) -> tuple[Sentence, ...]:
    """Return the sentences that say most of what the documents share, each something that the others do not."""
    found = [sentence for one in documents if one.copy_of is None for sentence in _leading(one)]
    ranked = sorted(found, key=lambda one: -_worth(one.text, weights))
    shown: list[Sentence] = []
    for sentence in ranked:
        if len(shown) == SENTENCES:
            break
        if all(_overlap(sentence.text, other.text) < _SAID for other in shown):
            shown.append(sentence)
    return tuple(shown)


def _leading(document: DocumentView) -> list[Sentence]:
    """Return the first sentences of a document."""
    found: list[Sentence] = []
    for start, end in sentences(document.text[:_READ]):
        if SHORTEST <= end - start <= LONGEST:
            found.append(Sentence(document.key, document.text[start:end], start, end))
        if len(found) == _LEAD_SENTENCES:
            break
    return found


def _worth(text: str, weights: Counter[str]) -> float:
    """Return how much of what the documents share a text says, for its length."""
    words = _words(text)
    return sum(weights[word] - 1 + 0.01 for word in words) / (len(words) + 4)


def _overlap(one: str, other: str) -> float:
    mine, its = _words(one), _words(other)
    return len(mine & its) / max(1, min(len(mine), len(its)))


def _words(text: str) -> set[str]:
    return set(telling_stems(text))


def _shortened(text: str, limit: int = 120) -> str:
    """Return the beginning of a text, cut between words."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0] + " …"
