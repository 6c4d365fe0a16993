"""Lines of `suar issues group`: documents in time order in, for each the issue that it belongs to in the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from core.schemas.document import Document
from nlp.batch.documents import read_document
from nlp.batch.lines import Row
from nlp.encoder.load import load_encoder, load_precise_encoder
from nlp.groups.duplicates.find import Finder
from nlp.groups.issues.final import group_all
from nlp.groups.issues.view import DocumentView
from nlp.pipeline import analyse

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
#: Up to so many lines the precise encoder reads the titles (30 ms each), of more the static one.
MOST_PRECISE = 5_000


class IssueLines:
    """Takes the lines of one run in time order; knows the issues once all are in."""

    def __init__(self) -> None:
        self._finder = Finder()
        self._ids: list[object] = []
        self._views: list[DocumentView] = []
        self._at = _LONG_AGO

    def take(self, row: Row) -> None:
        """Take the next line. Raises: LineError when the row cannot be read as a document."""
        document, _ = read_document(row)
        found = self._finder.take(document.title, document.text)
        self._ids.append(row["id"])
        self._at = document.published_at or self._at
        copy_of = found.first if found.kind in ("exact", "near") else None
        regions = () if copy_of is not None else _regions(document)
        number = len(self._views)
        self._views.append(DocumentView(number, document.title, document.text[:2000], self._at, "", regions, copy_of))

    def answers(self) -> Iterator[Row]:
        """Yield the answer lines in the order of the documents; an issue is named by its first document."""
        precise = load_precise_encoder() if len(self._views) <= MOST_PRECISE else None
        groups = group_all(self._views, precise or load_encoder())
        for identity, first in zip(self._ids, groups, strict=True):
            yield {"id": identity, "issue": self._ids[first]}


def _regions(document: Document) -> tuple[str, ...]:
    return tuple(region.code for region in analyse(document, ["regions"]).regions if region.role != "dateline")
