"""Lines of `suar issues group`: documents in time order in, for each the issue that it belongs to in the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from core.schemas.document import Document
from nlp.batch.documents import read_document
from nlp.batch.lines import Row
from nlp.encoder.load import load_encoder, load_precise_encoder
from nlp.groups.duplicates.find import Finder
from nlp.groups.duplicates.sketch import MOST_CHARACTERS
from nlp.groups.duplicates.verdict import BOTH_WAYS
from nlp.groups.issues.final import group_all
from nlp.groups.issues.view import DocumentView
from nlp.pipeline import analyse

#: The time of all where nobody told one.
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
#: Up to so many lines the precise encoder reads the titles (30 ms each), of more the static one.
MOST_PRECISE = 5_000
#: Characters of a text that grouping is given.
_LEAD = 2000


@dataclass(frozen=True, slots=True)
class _Line:
    """What is kept of a line; `at` is None before the first time that the file tells."""

    identity: object
    at: datetime | None
    document: Document
    notices: list[str]


class IssueLines:
    """Takes the lines of one run in time order; knows the issues once all are in."""

    def __init__(self) -> None:
        self._lines: list[_Line] = []
        self._ids: set[object] = set()
        self._at: datetime | None = None

    def take(self, row: Row) -> None:
        """Take the next line. Raises: LineError when the row cannot be read as a document."""
        document, notices = read_document(row)
        identity = row["id"]
        if identity in self._ids:
            notices.append("id stands in an earlier line too; an issue of this name may be of either")
        self._ids.add(identity)
        self._at = document.published_at or self._at
        document = document.model_copy(update={"text": document.text[:MOST_CHARACTERS]})
        self._lines.append(_Line(identity, self._at, document, notices))

    def answers(self) -> Iterator[Row]:
        """Yield the answer lines in the order of the documents; an issue is named by its first document."""
        issues = _issues(self._lines)
        for line, first in zip(self._lines, issues, strict=True):
            answer: Row = {"id": line.identity, "issue": self._lines[first].identity}
            yield {**answer, "notices": line.notices} if line.notices else answer


def _issues(lines: Sequence[_Line]) -> list[int]:
    """Return for each line the place of the first one of its issue."""
    begin = next((line.at for line in lines if line.at is not None), _LONG_AGO)
    times = [line.at or begin for line in lines]
    # What is a copy of what hangs on what was seen before: the documents are looked at in an order of their own.
    order = sorted(range(len(lines)), key=lambda at: (times[at], lines[at].document.title, lines[at].document.text))
    finder = Finder(BOTH_WAYS)
    views = []
    for number, place in enumerate(order):
        document = lines[place].document
        found = finder.take(document.title, document.text)
        copy_of = found.first if found.kind in ("exact", "near") else None
        regions = () if copy_of is not None else _regions(document)
        title, lead = document.title, document.text[:_LEAD]
        views.append(DocumentView(number, title, lead, times[place], "", regions, copy_of))
    precise = load_precise_encoder() if len(views) <= MOST_PRECISE else None
    groups = dict(zip(order, group_all(views, precise or load_encoder()), strict=True))
    first: dict[int, int] = {}
    return [first.setdefault(groups[place], place) for place in range(len(lines))]


def _regions(document: Document) -> tuple[str, ...]:
    return tuple(region.code for region in analyse(document, ["regions"]).regions if region.role != "dateline")
