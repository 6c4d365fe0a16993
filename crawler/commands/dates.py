"""`suar dates`: date strings to instants, line by line. Needs no database and stores nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from core.clock import iso
from core.errors import BadInput
from core.files import write_whole
from crawler.commands.output import Progress
from crawler.extract.dates import parse_date
from crawler.extract.dates_clock import zone_of

#: Longest line read, in bytes; the rest of a longer one is skipped.
MAX_LINE = 2_000_000
_KINDS = ("feed", "page")
#: In a feed a zone is part of the format: where it is missing, local time is likely and not sure.
_FEED_WITHOUT_ZONE = 0.6


class _Unusable(Exception):
    """The line cannot be used: code and message."""

    def __init__(self, code: str, message: str) -> None:
        self.code, self.message = code, message
        super().__init__(message)


def run(source: str, target: str) -> int:
    """Answer every line of the source; 3 when some answers are errors.

    Raises: BadInput when the input or the output cannot be opened; DiskFull, StorageError.
    """
    if Path(source).is_file() and Path(target).is_file() and Path(target).samefile(source):
        raise BadInput(f"{target} is the input, which the answers would replace. Name another output.")
    progress, counts, answers = Progress("dates"), {"dates": 0, "without a date": 0, "errors": 0}, []
    for number, raw in enumerate(_lines(source), 1):
        answer = _answer(raw, number)
        outcome = "errors" if "error" in answer else "dates" if answer["instant"] else "without a date"
        counts[outcome] += 1
        answers.append(json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        progress(counts)
    _write(target, b"".join(answers))
    progress.end(counts)
    return 3 if counts["errors"] else 0


def _answer(raw: bytes, number: int) -> dict[str, Any]:
    given: object = None
    try:
        row = _row(raw, number)
        given = row.get("id")
        return _dated(row)
    except _Unusable as error:
        usable = isinstance(given, str | int) and not isinstance(given, bool) and _whole(str(given))
        message = f"line {number}: {error.message}"
        return {"id": given if usable else None, "error": {"code": error.code, "message": message}}


def _row(raw: bytes, number: int) -> dict[str, Any]:
    if len(raw) > MAX_LINE:
        raise _Unusable("too_long", f"longer than {MAX_LINE} bytes")
    try:
        row = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise _Unusable("not_utf8", f"not UTF-8 at byte {error.start}") from None
    except RecursionError:
        raise _Unusable("not_json", "nested too deeply") from None
    except ValueError as error:
        raise _Unusable("not_json", f"not JSON: {error}"[:200]) from None
    if not isinstance(row, dict):
        raise _Unusable("not_object", "not a JSON object")
    return row


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    identity = row.get("id")
    if isinstance(identity, bool) or not isinstance(identity, str | int):
        raise _Unusable("missing_id" if identity is None else "wrong_type", "id is a string or a whole number")
    text, moment, kind = _string(row, "text"), _moment(_string(row, "now")), _string(row, "kind")
    if kind not in _KINDS:
        raise _Unusable("bad_kind", f"kind is feed or page, not {kind[:40]!r}")
    if not _whole(text) or not _whole(str(identity)):
        raise _Unusable("not_unicode", "half a surrogate pair")
    zone = _string(row, "zone") if row.get("zone") is not None else ""
    try:
        default = zone_of(zone).name if zone.strip() else None
    except ValueError as error:
        raise _Unusable("bad_zone", f"zone: {error}; use WIB, WITA, WIT, UTC or +08:00") from None
    found = parse_date(text, moment, default, relative=True)
    if found.instant is None:
        return {"id": identity, "instant": None, "zone": None, "confidence": 0.0}
    sure = found.confidence
    if kind == "feed" and default is None and sure < 0.8:  # no zone in the text and none given
        sure = min(sure, _FEED_WITHOUT_ZONE)
    return {"id": identity, "instant": iso(found.instant), "zone": found.zone, "confidence": sure}


def _string(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    if value is None:
        raise _Unusable(f"missing_{name}", f"{name} is missing")
    if not isinstance(value, str):
        raise _Unusable("wrong_type", f"{name} is a string")
    return value


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _Unusable("bad_now", "now is an instant in ISO 8601, e.g. 2026-11-22T07:00:00Z") from None
    if moment.tzinfo is None:
        raise _Unusable("bad_now", "now has no time zone; add Z or +07:00")
    return moment


def _whole(text: str) -> bool:
    return not any("\ud800" <= one <= "\udfff" for one in text)


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is not a JSON number")


def _lines(source: str) -> Iterator[bytes]:
    if source == "-":
        yield from _bounded(sys.stdin.buffer)
        return
    try:
        with Path(source).open("rb") as file:
            yield from _bounded(file)
    except OSError as error:
        raise BadInput(f"The input {source} cannot be read: {error.strerror}.") from None


def _bounded(file: BinaryIO) -> Iterator[bytes]:
    """Give the lines, none longer than one byte over the limit."""
    while line := file.readline(MAX_LINE + 1):
        if len(line) > MAX_LINE and not line.endswith(b"\n"):
            while (rest := file.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                pass
        yield line.rstrip(b"\r\n")


def _write(target: str, content: bytes) -> None:
    if target == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    write_whole(Path(target), content)
