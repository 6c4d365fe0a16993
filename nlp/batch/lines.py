"""Reads and writes JSON Lines for every batch command: hostile lines become error lines, the run goes on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO, TypeGuard

#: Longest line read, in bytes; the rest of a longer one is skipped. A full article is below 1 MB.
LONGEST_LINE = 64 * 1024 * 1024

#: Lines that are answered together at most, and the bytes of them from which no more are waited for.
MOST_TOGETHER, _MOST_BYTES = 128, 4 * 1024 * 1024

Row = dict[str, Any]


class LineError(Exception):
    """One line cannot be used; the code is for programs, the message for people."""

    def __init__(self, code: str, message: str, identity: object = None) -> None:
        self.code, self.message, self.identity = code, message, identity
        super().__init__(message)


def answers(source: BinaryIO, answer: Callable[[Row], Row]) -> Iterator[tuple[bytes, bool]]:
    """Yield one encoded answer line for each input line, and whether it is an answer (not an error)."""
    for number, raw in enumerate(_lines(source), start=1):
        identity: object = None
        try:
            row = parse_line(raw, number)
            identity = row.get("id")
            yield encode(answer(row)), True
        except LineError as error:
            shown = error.identity if error.identity is not None else identity
            yield encode(error_line(shown, error.code, f"line {number}: {error.message}")), False


def answers_together(
    source: BinaryIO, answer: Callable[[Sequence[Row]], Sequence[Row | LineError]]
) -> Iterator[tuple[bytes, bool]]:
    """As `answers`, for an `answer` that takes several rows at once; a row that it cannot use it gives an error for."""
    waiting: list[tuple[int, Row | LineError]] = []
    size = 0
    for number, raw in enumerate(_lines(source), start=1):
        try:
            waiting.append((number, parse_line(raw, number)))
        except LineError as error:
            waiting.append((number, error))
        size += len(raw)
        if len(waiting) == MOST_TOGETHER or size > _MOST_BYTES:
            yield from _answered(waiting, answer)
            waiting, size = [], 0
    yield from _answered(waiting, answer)


def _answered(
    waiting: Sequence[tuple[int, Row | LineError]], answer: Callable[[Sequence[Row]], Sequence[Row | LineError]]
) -> Iterator[tuple[bytes, bool]]:
    found = iter(answer([row for _, row in waiting if not isinstance(row, LineError)]))
    for number, row in waiting:
        said = row if isinstance(row, LineError) else next(found)
        if isinstance(said, LineError):
            identity = None if isinstance(row, LineError) else row.get("id")
            shown = said.identity if said.identity is not None else identity
            yield encode(error_line(shown, said.code, f"line {number}: {said.message}")), False
        else:
            yield encode(said), True


def read_all(source: BinaryIO, take: Callable[[Row], None]) -> Iterator[Row | None]:
    """Yield None for each input line that was taken, or its error line."""
    for number, raw in enumerate(_lines(source), start=1):
        identity: object = None
        try:
            row = parse_line(raw, number)
            identity = row.get("id")
            take(row)
            yield None
        except LineError as error:
            yield error_line(identity, error.code, f"line {number}: {error.message}")


def parse_line(raw: bytes, number: int = 1) -> Row:
    """Return the object on one line.

    Raises: LineError when the line is not one JSON object in UTF-8.
    """
    if len(raw) > LONGEST_LINE:
        raise LineError("too_long", f"longer than {LONGEST_LINE // 1024 // 1024} MiB")
    try:
        text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        row = json.loads(text, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise LineError("not_utf8", f"not UTF-8 at byte {error.start}{_looks_like(raw)}") from error
    except RecursionError as error:
        raise LineError("not_json", "nested too deeply") from error
    except ValueError as error:
        raise LineError("not_json", f"not JSON: {error}"[:200]) from error
    if not isinstance(row, dict):
        raise LineError("not_object", "not a JSON object")
    return row


def _looks_like(raw: bytes) -> str:
    """Return what to do with a file that begins so, or ''."""
    if raw.startswith(b"\x1f\x8b"):
        return ": this looks like gzip, unpack it first"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ": this looks like UTF-16, save it as UTF-8"
    return ""


def is_identity(value: object) -> TypeGuard[int | str]:
    """Tell whether a line may have this id: a string or a whole number that can be written back."""
    return isinstance(value, int | str) and not isinstance(value, bool) and is_unicode(str(value))


def string_of(row: Row, field: str, hint: str = "") -> str:
    """Return the string of a field that must be there. Raises: LineError."""
    value = row.get(field)
    if value is None:
        raise LineError(f"missing_{field}", f"`{field}` is missing{hint}")
    if not isinstance(value, str):
        raise LineError("wrong_type", f"`{field}` must be a string")
    return value


def error_line(identity: object, code: str, message: str) -> Row:
    """Return the answer to a line that cannot be used; an id that cannot be written back is null."""
    return {"id": identity if is_identity(identity) else None, "error": {"code": code, "message": message}}


def encode(row: Row) -> bytes:
    """Return the row as one line of UTF-8 JSON."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace") + b"\n"


def is_unicode(text: str) -> bool:
    """Tell whether the text holds whole characters only: half a surrogate pair cannot be written as UTF-8."""
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def _lines(source: BinaryIO) -> Iterator[bytes]:
    """Yield the lines without their ends, none longer than one byte over the limit; a last empty one does not count."""
    while line := source.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := source.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
        yield line.rstrip(b"\r\n")


def _refuse_constant(name: str) -> float:
    """Refuse what Python reads as JSON and the standard does not have."""
    raise ValueError(f"{name} is not a JSON number")
