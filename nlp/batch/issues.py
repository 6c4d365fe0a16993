"""Lines of `suar issues group`: documents in time order in, for each the issue that it belongs to in the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from nlp.batch.documents import read_document
from nlp.batch.lines import Row
from nlp.groups.duplicates.find import Finder
from nlp.groups.issues.grouper import Grouper
from nlp.groups.issues.view import DocumentView

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class IssueLines:
    """Takes the lines of one run in time order; knows the issues once all are in."""

    def __init__(self) -> None:
        self._finder, self._grouper = Finder(), Grouper()
        self._ids: list[object] = []
        self._numbers: list[int] = []
        self._at = _LONG_AGO

    def take(self, row: Row) -> None:
        """Take the next line. Raises: LineError when the row cannot be read as a document."""
        document, _ = read_document(row)
        number = len(self._ids)
        self._ids.append(row["id"])
        found = self._finder.take(document.title, document.text)
        self._at = document.published_at or self._at
        copy_of = found.first if found.kind in ("exact", "near") else None
        self._grouper.assign(DocumentView(number, document.title, document.text, self._at, copy_of=copy_of))

    def answers(self) -> Iterator[Row]:
        """Yield the answer lines in the order of the documents; an issue is named by its first document."""
        for number, identity in enumerate(self._ids):
            first = self._grouper.issue_of(number)
            yield {"id": identity, "issue": self._ids[number if not isinstance(first, int) else first]}
