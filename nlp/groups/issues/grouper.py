"""Groups documents into issues as they come in.

A grouper holds the documents of a window of time in memory. It never changes an issue by itself: a document joins one
or begins one, and stays there until people merge or split. Ids are the caller's; `assign` takes the first document's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from typing import Protocol

import numpy as np
import numpy.typing as npt

from nlp.groups.issues.terms import terms
from nlp.groups.issues.view import DocumentView, Key, Proposal

WINDOW = timedelta(days=7)


class Encoder(Protocol):
    """What grouping needs of an encoder (nlp.encoder)."""

    name: str
    width: int

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return one unit row a text; an empty text gives zeros."""


class Grouper:
    """Takes documents one after the other, roughly in the order of their time."""

    def __init__(self, window: timedelta = WINDOW, encoder: Encoder | None = None) -> None:
        self.window = window
        self._encoder = encoder
        self._documents: dict[Key, DocumentView] = {}
        self._terms: dict[Key, dict[str, float]] = {}
        self._issue: dict[Key, Key] = {}
        self._members: dict[Key, list[Key]] = defaultdict(list)
        self._with: dict[str, list[Key]] = defaultdict(list)
        self._merged: dict[Key, Key] = {}
        self._apart: set[frozenset[Key]] = set()

    def __len__(self) -> int:
        return len(self._documents)

    def assign(self, view: DocumentView) -> Proposal:
        """Propose an issue and add the document to it; a new issue takes the document's key as its id."""
        proposal = self.propose(view)
        issue = view.key if proposal.issue is None else proposal.issue
        self.add(view, issue)
        return proposal._replace(issue=issue)

    def propose(self, view: DocumentView) -> Proposal:
        """Say where the document belongs; nothing is changed. A known document and a copy belong where they are."""
        for known in (view.key, view.copy_of):
            if known is not None and known in self._issue:
                return Proposal(self._issue[known], 1.0, known)
        mine = terms(view.title, view.text)
        best = Proposal(None, 0.0)
        for key in self._candidates(mine):
            if abs(self._documents[key].at - view.at) <= self.window:
                score = self._cosine(mine, self._terms[key])
                if score > max(best.probability, _SAME):
                    best = Proposal(self._issue[key], score, key)
        return best

    def add(self, view: DocumentView, issue: Key) -> None:
        """Put a document into an issue; one that is known already moves there with its new text."""
        self._drop(view.key)
        issue = self._standing(issue)
        self._documents[view.key], self._issue[view.key] = view, issue
        self._members[issue].append(view.key)
        self._terms[view.key] = terms(view.title, view.text)
        for term in self._terms[view.key]:
            self._with[term].append(view.key)

    def restore(self, stored: Iterable[tuple[DocumentView, Key]]) -> None:
        """Add stored documents with their issues, the oldest first."""
        for view, issue in stored:
            self.add(view, issue)

    def issue_of(self, document: Key) -> Key | None:
        """Return the issue of a document in the window."""
        return self._issue.get(document)

    def members(self, issue: Key) -> list[Key]:
        """Return the issue's documents in the window, in the order in which they came."""
        return list(self._members.get(self._standing(issue), ()))

    def merge(self, absorbed: Key, into: Key) -> None:
        """Put all documents of one issue into another, as a person decided; the absorbed id is never given again."""
        absorbed, into = self._standing(absorbed), self._standing(into)
        if absorbed == into:
            return
        self._merged[absorbed] = into
        for key in self._members.pop(absorbed, []):
            self._issue[key] = into
            self._members[into].append(key)

    def split(self, documents: Collection[Key], issue: Key) -> None:
        """Move documents into an issue of their own, as a person decided, and keep it apart from where they were."""
        for key in documents:
            if key in self._issue:
                self.keep_apart(self._issue[key], issue)
                self.add(self._documents[key], issue)

    def keep_apart(self, one: Key, other: Key) -> None:
        """Remember that a person said that two issues are different stories."""
        if one != other:
            self._apart.add(frozenset((one, other)))

    def _standing(self, issue: Key) -> Key:
        """Return the issue that an absorbed one went into."""
        while issue in self._merged:
            issue = self._merged[issue]
        return issue

    def _drop(self, key: Key) -> None:
        if key not in self._documents:
            return
        self._members[self._issue.pop(key)].remove(key)
        for term in self._terms.pop(key):
            self._with[term].remove(key)
        del self._documents[key]

    def _candidates(self, mine: dict[str, float]) -> set[Key]:
        rare = sorted(mine, key=lambda term: len(self._with.get(term, ())))[:12]
        return {key for term in rare for key in self._with.get(term, ())[-200:]}

    def _cosine(self, one: dict[str, float], other: dict[str, float]) -> float:
        shared = sum(one[term] * other[term] * self._rarity(term) ** 2 for term in one if term in other)
        return shared / max(1e-9, self._length(one) * self._length(other))

    def _length(self, of: dict[str, float]) -> float:
        return float(sum((weight * self._rarity(term)) ** 2 for term, weight in of.items()) ** 0.5)

    def _rarity(self, term: str) -> float:
        return float(np.log((len(self._documents) + 10) / (len(self._with.get(term, ())) + 1)))


#: Cosine of the rarity-weighted words above which two documents are one story.
_SAME = 0.45
