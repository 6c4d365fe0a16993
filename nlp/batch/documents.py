"""A line of `suar analyse` to a document, and an analysis to an answer line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, cast

from core.schemas.analysis import Analysis
from core.schemas.document import Document, Kind
from nlp.batch.lines import LineError, Row, is_unicode
from nlp.pipeline import analyse_all


def answer_documents(rows: Sequence[Row], stages: Sequence[str] | None = None) -> list[Row | LineError]:
    """Return for each row its answer line, or why it cannot be read as a document."""
    read = [_read(row) for row in rows]
    documents = [one[0] for one in read if not isinstance(one, LineError)]
    analyses = iter(analyse_all(documents, stages))
    return [
        one if isinstance(one, LineError) else _answer(row, one[1], next(analyses))
        for row, one in zip(rows, read, strict=True)
    ]


def _read(row: Row) -> tuple[Document, list[str]] | LineError:
    try:
        return read_document(row)
    except LineError as error:
        return error


def _answer(row: Row, notices: Sequence[str], analysis: Analysis) -> Row:
    answer: dict[str, Any] = {"id": row["id"], **analysis.model_dump(mode="json")}
    answer["notices"] = [*notices, *answer["notices"]]
    if not answer["notices"]:
        del answer["notices"]
    return answer


def read_document(row: Row) -> tuple[Document, list[str]]:
    """Return the row as a document, with a notice for each optional field that had to be left out.

    Raises: LineError for a missing or mistyped field, naming it.
    """
    notices: list[str] = []
    identity = _identity(row)
    if "text" not in row or row["text"] is None:
        raise LineError("missing_text", "`text` is missing (an empty one is allowed)")
    text = _string(row, "text") or ""
    title = _string(row, "title") or ""
    document = Document(
        id=identity,
        kind=_kind(row, title, notices),
        title=title,
        text=text,
        published_at=_moment(row, notices),
        source_region=_string(row, "source_region"),
        url=_string(row, "url"),
    )
    return document, notices


def _identity(row: Row) -> str:
    value = row.get("id")
    if value is None:
        raise LineError("missing_id", "`id` is missing")
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise LineError("wrong_type", f"`id` must be a string or a whole number, not {_kind_of(value)}")
    if not is_unicode(str(value)):
        raise LineError("not_unicode", "`id` holds half a surrogate pair")
    return str(value)


def _string(row: Row, name: str) -> str | None:
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise LineError("wrong_type", f"`{name}` must be a string, not {_kind_of(value)}")
    if not is_unicode(value):
        raise LineError("not_unicode", f"`{name}` holds half a surrogate pair")
    return value


def _kind(row: Row, title: str, notices: list[str]) -> Kind:
    value = _string(row, "kind")
    if value is None:
        guess: Kind = "news" if title else "post"
        notices.append(f"kind is missing; read as {guess}")
        return guess
    if value not in ("news", "post"):
        raise LineError("bad_kind", "`kind` must be news or post")
    return cast(Kind, value)


def _moment(row: Row, notices: list[str]) -> datetime | None:
    """Return the time of publication; an unreadable one is left out, since no category or region hangs on it."""
    value = _string(row, "published_at")
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        notices.append("published_at is not ISO 8601 and was left out")
        return None
    if moment.tzinfo is None:
        notices.append("published_at has no time zone and was left out")
        return None
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        notices.append("published_at is out of range and was left out")
        return None


def _kind_of(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a fraction", list: "a list", dict: "an object"}
    return names.get(type(value), "null")
