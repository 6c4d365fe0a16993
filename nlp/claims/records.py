"""A file of fact-checks as matching reads it: one JSON object a line, in the fields of docs/batch.md."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from core.factchecks.lines import BadLine, read_leaving_out
from core.schemas.factcheck import FactCheck
from nlp.batch.lines import LineError, Row, is_identity, parse_line

#: Characters of a field that are read, at most (core.factchecks.lines).
_GIVEN = 60_000


class Record(NamedTuple):
    """A fact-check and the id that its file gives it, as it stands there."""

    id: str | int
    check: FactCheck
    given: str = ""  #: its title as the file has it, or its claim where it has no title: places of phrases count in it


class Problem(NamedTuple):
    """What is wrong with a line: it holds no fact-check that can be matched, or one without a field."""

    line: int
    reason: str
    field: str = ""  #: the field that was left out; empty where the whole line is


def read_records(lines: Iterable[bytes]) -> tuple[list[Record], list[Problem]]:
    """Return the usable fact-checks of a file and what is wrong with its lines, in their order.

    Of lines with the same id the last usable one counts: it corrects those before it. Raises: nothing.
    """
    records, problems = dict[str | int, Record](), list[Problem]()
    places = dict[str | int, int]()
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        try:
            record, left_out = read_record(parse_line(raw.rstrip(b"\r\n"), number))
        except LineError as error:
            problems.append(Problem(number, error.message))
            continue
        problems += [Problem(number, reason, field) for field, reason in left_out.items()]
        if record.id in places:
            problems.append(Problem(places[record.id], f"line {number} has the same id {record.id!r} and counts"))
        records[record.id], places[record.id] = record, number
    return list(records.values()), sorted(problems)


def read_record(row: Row) -> tuple[Record, dict[str, str]]:
    """Return the fact-check of one line, and each field that cannot be read and was left out, with what is wrong.

    Raises: LineError when it has no id, or neither title nor claim.
    """
    identity = row.get("id")
    if not is_identity(identity):
        raise LineError("missing_id", "`id` is missing or no string")
    left_out = dict[str, str]()
    try:
        check = read_leaving_out(row, left_out, needed="id")
    except BadLine as error:
        raise LineError(error.reason, "; ".join([*left_out.values(), error.detail])) from error
    main = "title" if check.title else "claim"
    given = "" if main in left_out else row.get(main)
    return Record(identity, check, str(given or "")[:_GIVEN]), left_out
