"""The stories within issues that people merged: what is like one of them is like the issue.

Held against all documents of the merged issue on the mean, follow-ups of either story join none: of 16 that join their
story alone, 4 did after it was merged with another one, and all 16 with its parts looked at by themselves (headlines
of story_groups_dev, 2026-11-30).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import count

from nlp.groups.issues.view import Key


class Parts:
    """Which part of a merged issue each of its documents belongs to; an issue that nobody merged is one part."""

    def __init__(self) -> None:
        self._merged: set[Key] = set()
        self._of: dict[Key, int] = {}
        self._fresh = count()

    def __contains__(self, issue: Key) -> bool:
        """Tell whether people merged the issue out of several."""
        return issue in self._merged

    def know(self, merged: Iterable[Key]) -> None:
        """Remember issues as merged whose documents are still to come."""
        self._merged.update(merged)

    def merge(self, sides: Mapping[Key, Collection[Key]], into: Key) -> None:
        """Keep the parts apart that the issues were before one of them took the others in."""
        for issue, documents in sides.items():
            part = next(self._fresh)
            for key in documents:
                if issue not in self._merged:
                    self._of[key] = part
        self._merged.add(into)

    def put(self, document: Key, part: int | None) -> None:
        """Put a document of a merged issue into a part, or begin one with it."""
        self._of[document] = next(self._fresh) if part is None else part

    def drop(self, document: Key) -> None:
        """Forget a document that left its issue."""
        self._of.pop(document, None)

    def of(self, document: Key, issue: Key) -> int | None:
        """Return the part of its issue that a document belongs to; None where the issue is one part."""
        return self._of.get(document) if issue in self._merged else None
