"""Lines of `suar duplicates find`: documents in, for each the earliest line it is a copy of."""

from __future__ import annotations

from nlp.batch.documents import read_document
from nlp.batch.lines import Row
from nlp.groups.duplicates.find import Finder


class DuplicateLines:
    """Answers the lines of one run; each is compared with those before it."""

    def __init__(self) -> None:
        self._finder = Finder()
        self._ids: list[object] = []

    def answer(self, row: Row) -> Row:
        """Return the answer line. Raises: LineError when the row cannot be read as a document."""
        document, notices = read_document(row)
        found = self._finder.take(document.title, document.text)
        self._ids.append(row["id"])
        of = None if found.first is None else self._ids[found.first]
        answer: Row = {"id": row["id"], "duplicate_of": of, "kind": found.kind}
        return {**answer, "notices": notices} if notices else answer
