"""Groups documents into issues as they come in.

A grouper holds the documents of a window of time in memory. It never changes an issue by itself: a document joins one
or begins one, and stays there until people merge or split. Ids are the caller's; `assign` takes the first document's.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable
from datetime import timedelta
from itertools import islice

from nlp.groups.issues.likeness import probabilities
from nlp.groups.issues.model import GroupingModel, load_model
from nlp.groups.issues.parts import Parts
from nlp.groups.issues.reader import Encoder, Reader
from nlp.groups.issues.view import DocumentView, Key, Proposal
from nlp.groups.issues.window import Entry, Window

WINDOW = timedelta(days=7)
#: An issue is held against a document by so many of its documents, those most like it.
_HELD_AGAINST = 8
#: A document that goes on being copied stays in the window: it is moved up when a copy is newer by this share of it.
_FRESH = 1 / 8
#: The window ends at the median time of the last so many documents: a mistyped year does not empty it.
_CLOCK = 5
#: Documents of an issue that are held against other issues, and how many are encoded together when restoring.
_LOOKED_AT, _TOGETHER = 20, 256


class Grouper:
    """Takes documents one after the other, roughly in the order of their time."""

    def __init__(
        self, window: timedelta = WINDOW, encoder: Encoder | None = None, model: GroupingModel | None = None
    ) -> None:
        self.window = window
        model = model or load_model()
        self._reader, self._window = Reader(model, encoder), Window(model)
        self._issue: dict[Key, Key] = {}
        self._members: defaultdict[Key, dict[Key, None]] = defaultdict(dict)
        self._originals: defaultdict[Key, set[int]] = defaultdict(set)
        self._number: dict[Key, int] = {}
        self._copies: deque[tuple[float, Key]] = deque()
        self._same: dict[int, Key] = {}
        self._text: dict[Key, int] = {}
        self._merged: dict[Key, Key] = {}
        self._parts = Parts()
        self._apart: set[frozenset[Key]] = set()
        self._times: deque[float] = deque(maxlen=_CLOCK)
        self._read: tuple[DocumentView, Entry] | None = None

    def __len__(self) -> int:
        return len(self._issue)

    def assign(self, view: DocumentView) -> Proposal:
        """Propose an issue and add the document to it; a new issue takes the document's key as its id."""
        proposal = self.propose(view)
        issue = view.key if proposal.issue is None else proposal.issue
        self.add(view, issue)
        return proposal._replace(issue=issue)

    def propose(self, view: DocumentView) -> Proposal:
        """Say where the document belongs; nothing is changed. A known document and a copy belong where they are."""
        for known in (view.key, view.copy_of, self._repeated(view)):
            if known is not None and known in self._issue:
                return Proposal(self._issue[known], 1.0, known)
        entry = self._entry(view)
        return self._nearest(entry, {})[0]

    def add(self, view: DocumentView, issue: Key) -> None:
        """Put a document into an issue; one that is known already moves there with its new text."""
        self._add(view, issue, None)

    def restore(self, stored: Iterable[tuple[DocumentView, Key]], merged: Iterable[Key] = ()) -> None:
        """Add stored documents with their issues, the oldest first; the same as `add` for each, quicker.

        `merged` are the issues that people put together: within each the documents are grouped as if it were none.
        """
        self._parts.know(merged)
        left = iter(stored)
        while some := list(islice(left, _TOGETHER)):
            entries = self._reader.read([view for view, _ in some])
            for (view, issue), entry in zip(some, entries, strict=True):
                self._add(view, issue, entry)

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
        self._parts.merge({one: self._members.get(one, ()) for one in (absorbed, into)}, into)
        for key in self._members.pop(absorbed, {}):
            self._issue[key] = into
            self._members[into][key] = None
        self._originals[into] |= self._originals.pop(absorbed, set())

    def split(self, documents: Collection[Key], issue: Key) -> None:
        """Move documents into an issue of their own, as a person decided, and keep it apart from where they were."""
        for key in documents:
            if key in self._issue and self._issue[key] != issue:
                self.keep_apart(self._issue[key], issue)
                self._move(key, self._standing(issue))

    def keep_apart(self, one: Key, other: Key) -> None:
        """Remember that a person said that two issues are different stories: they are not suggested as one again."""
        if one != other:
            self._apart.add(frozenset((one, other)))

    def alike(self, issue: Key) -> list[tuple[Key, float]]:
        """Return the issues that may be the same story, for a person to merge, and how probable that is; best first."""
        issue = self._standing(issue)
        mine = sorted(self._originals.get(issue, ()))[-_LOOKED_AT:]
        sums: defaultdict[Key, float] = defaultdict(float)
        for number in mine:
            scores: dict[Key, float] = {}
            self._nearest(self._window[number], scores)
            for other, probability in scores.items():
                sums[other] += probability
        found = [
            (other, total / len(mine))
            for other, total in sums.items()
            if other != issue and frozenset((issue, other)) not in self._apart
        ]
        return sorted((one for one in found if one[1] >= self._reader.weights.final), key=lambda one: -one[1])

    def _nearest(self, entry: Entry, scores: dict[Key, float]) -> tuple[Proposal, dict[Key, float]]:
        """Return the likeliest issue; `scores` takes the mean probability of every issue that was looked at."""
        best = Proposal(None, 0.0)
        for (issue, _), found in self._looked_at(entry).items():
            scores[issue] = max(found.probability, scores.get(issue, 0.0))
            if found.probability >= max(best.probability, self._reader.weights.join):
                best = found
        return best, scores

    def _looked_at(self, entry: Entry) -> dict[tuple[Key, int | None], Proposal]:
        """Return the mean probability for each issue, or part of a merged one, that has a likely partner."""
        span = self.window.total_seconds()
        numbers = [
            number
            for number in self._window.candidates(entry.words, entry.at, span)
            if self._window[number].key != entry.key
        ]
        found = probabilities(self._window, entry, [self._window[number] for number in numbers], self._reader.weights)
        by_part: defaultdict[tuple[Key, int | None], list[tuple[float, Key]]] = defaultdict(list)
        for number, probability in zip(numbers, found.tolist(), strict=True):
            key = self._window[number].key
            by_part[self._issue[key], self._parts.of(key, self._issue[key])].append((probability, key))
        told = {}
        for (issue, part), members in by_part.items():
            members.sort(key=lambda one: -one[0])
            held = min(_HELD_AGAINST, self._size(issue, part))
            mean = sum(probability for probability, _ in members[:held]) / held
            told[issue, part] = Proposal(issue, mean, members[0][1])
        return told

    def _size(self, issue: Key, part: int | None) -> int:
        """Return how many documents that are no copies an issue has, or one part of it."""
        mine = self._originals[issue]
        if issue not in self._parts:
            return len(mine)
        return sum(self._parts.of(self._window[number].key, issue) == part for number in mine)

    def _find_part(self, entry: Entry, issue: Key) -> None:
        """Put a document that comes into a merged issue into the part that is likest, if one is like it."""
        found = [(told.probability, part) for (one, part), told in self._looked_at(entry).items() if one == issue]
        likest, part = max(found, key=lambda one: one[0], default=(0.0, None))
        self._parts.put(entry.key, part if likest >= self._reader.weights.join else None)

    def _add(self, view: DocumentView, issue: Key, entry: Entry | None) -> None:
        self._drop(view.key)
        issue = self._standing(issue)
        self._issue[view.key] = issue
        self._members[issue][view.key] = None
        text = _fingerprint(view)
        original = self._number.get(self._same.get(text, view.key) if view.copy_of is None else view.copy_of)
        at = view.at.timestamp()
        if original is not None and self._issue[self._window[original].key] == issue:
            self._copies.append((at, view.key))
            self._refresh(original, at)
        else:
            entry = entry or self._entry(view)
            if issue in self._parts:
                self._find_part(entry, issue)
            number = self._window.put(entry)
            self._number[view.key] = number
            self._originals[issue].add(number)
            if view.text.strip() or view.title.strip():
                self._same[text], self._text[view.key] = view.key, text
        self._times.append(at)
        self._expire(sorted(self._times)[(len(self._times) - 1) // 2] - self.window.total_seconds())

    def _repeated(self, view: DocumentView) -> Key | None:
        """Return the document in the window that has the same title and text."""
        key = self._same.get(_fingerprint(view))
        if key is None or abs(self._window[self._number[key]].at - view.at.timestamp()) > self.window.total_seconds():
            return None
        return key

    def _entry(self, view: DocumentView) -> Entry:
        """Read a document; `add` after `propose` does not read it twice."""
        if self._read is None or self._read[0] is not view:
            self._read = (view, self._reader.read([view])[0])
        return self._read[1]

    def _refresh(self, number: int, at: float) -> None:
        """Let a document that is copied again stay in the window."""
        entry = self._window[number]
        if at - entry.at < _FRESH * self.window.total_seconds():
            return
        issue = self._issue[entry.key]
        self._window.remove(number)
        entry.at = at
        fresh = self._number[entry.key] = self._window.put(entry)
        self._originals[issue].discard(number)
        self._originals[issue].add(fresh)

    def _expire(self, before: float) -> None:
        for number, entry in self._window.expired(before):
            self._forget(entry.key, number)
        while self._copies and self._copies[0][0] < before:
            _, key = self._copies.popleft()
            if key in self._issue and key not in self._number:
                self._leave(key)

    def _drop(self, key: Key) -> None:
        if key not in self._issue:
            return
        number = self._number.get(key)
        if number is None:
            self._leave(key)
        else:
            self._window.remove(number)
            self._forget(key, number)

    def _forget(self, key: Key, number: int) -> None:
        self._originals[self._issue[key]].discard(number)
        del self._number[key]
        text = self._text.pop(key, None)
        if text is not None and self._same.get(text) == key:
            del self._same[text]
        self._leave(key)

    def _leave(self, key: Key) -> None:
        issue = self._issue.pop(key)
        self._parts.drop(key)
        del self._members[issue][key]
        if not self._members[issue]:
            del self._members[issue]
            self._originals.pop(issue, None)

    def _move(self, key: Key, issue: Key) -> None:
        """Put a document that is known into another issue."""
        number = self._number.get(key)
        if number is not None:
            self._originals[self._issue[key]].discard(number)
            self._originals[issue].add(number)
        self._leave(key)
        self._issue[key] = issue
        self._members[issue][key] = None

    def _standing(self, issue: Key) -> Key:
        """Return the issue that an absorbed one went into."""
        while issue in self._merged:
            issue = self._merged[issue]
        return issue


def _fingerprint(view: DocumentView) -> int:
    """Return a number that is equal for documents of the same title and text, but for case and white space."""
    return hash((" ".join(view.title.lower().split()), " ".join(view.text.lower().split())))
