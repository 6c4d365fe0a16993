"""The lines of a file, cut to a bounded length, and the row that each form makes of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple, TextIO

#: A longer line is refused: 20 times the longest text that is kept, in characters.
MAX_LINE = 2_000_000


#: What the decoder leaves in place of a byte that is none of its encoding (`surrogateescape`).
_LOST = re.compile("[\udc80-\udcff]")


class Rejected(Exception):
    """The row cannot be used."""

    def __init__(self, reason: str, detail: str) -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason}: {detail}")


class Row(NamedTuple):
    """One row: the number of its first line, and its values or why it has none."""

    number: int
    values: dict[str, Any]
    refusal: Rejected | None = None


class Line(NamedTuple):
    """One line with its end; `length` counts what was cut away too."""

    number: int
    text: str
    length: int

    def problem(self) -> Rejected | None:
        """Return why the line cannot be read, if it cannot."""
        if self.length > MAX_LINE:
            return Rejected("too_large", f"the line has {self.length} characters; at most {MAX_LINE} are read")
        if not self.text.isascii() and _LOST.search(self.text):
            return Rejected("undecodable", "the line holds bytes that its encoding does not have")
        return None


def lines_of(file: TextIO) -> Iterator[Line]:
    """Give the lines of a file without ever holding more than MAX_LINE characters of one."""
    number = 0
    while text := file.readline(MAX_LINE + 1):
        number += 1
        length = len(text)
        while length > MAX_LINE and not text.endswith(("\n", "\r")):
            text = file.readline(MAX_LINE + 1)
            if not text:
                break
            length += len(text)
        yield Line(number, "" if length > MAX_LINE else text, length)


def json_rows(file: TextIO) -> Iterator[Row]:
    """Give the rows of JSON Lines; empty lines are none."""
    for line in lines_of(file):
        problem = line.problem()
        if problem is not None:
            yield Row(line.number, {}, problem)
        elif line.text.strip():
            yield _json_row(line)


def _json_row(line: Line) -> Row:
    try:
        values = json.loads(line.text)
    except (ValueError, RecursionError) as error:
        return Row(line.number, {}, Rejected("not_json", f"{error}"[:200]))
    if not isinstance(values, dict):
        return Row(line.number, {}, Rejected("not_an_object", "a line is a JSON object"))
    return Row(line.number, values)
