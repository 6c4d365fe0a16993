"""A file of fact-checks as numbered records: JSON Lines, JSON (list or feed), or CSV with a heading line."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from core.factchecks.lines import BadLine, read_line, unread
from core.schemas.factcheck import MAX_FIELD, FactCheck
from crawler.discover.urls import canonical
from crawler.factchecks.claimreview import Setting
from crawler.factchecks.feed import checks_of
from crawler.factchecks.loose_json import Elements

#: A longer line or record is refused: the longest of 12,454 published ones has 24,000 bytes.
MAX_LINE = 2_000_000
#: A file that is one JSON value is held in memory; larger ones have to come as JSON Lines or CSV.
MAX_JSON = 400_000_000


class Numbered(NamedTuple):
    """A record of the file: its line (its place in a JSON list), its own id, and its fact-checks or what is wrong."""

    number: int
    id: str | None
    checks: tuple[FactCheck, ...]
    problem: BadLine | None
    #: Names of its fields that are not read.
    unread: tuple[str, ...] = ()


def read_file(file: BinaryIO, name: str, setting: Setting) -> Iterator[Numbered]:
    """Give the file's records. Raises: BadLine where the whole file cannot be read; OSError."""
    if name.lower().endswith((".csv", ".tsv")):
        yield from _table(file, "\t" if name.lower().endswith(".tsv") else ",", setting)
        return
    first = file.readline(MAX_LINE + 1)
    if _is_record(first):
        lines = itertools.chain([first], iter(lambda: file.readline(MAX_LINE + 1), b""))
        yield from _json_lines(lines, setting)
        return
    rest = file.read(MAX_JSON + 1)
    if len(first) + len(rest) > MAX_JSON:
        raise BadLine("too_large", f"one JSON value of more than {MAX_JSON // 1_000_000} MB; write it as JSON Lines")
    elements = Elements((first + rest).decode("utf-8", "replace"))
    for number, element in enumerate(elements, 1):
        yield _record(number, element, setting)
    if elements.broken:
        yield Numbered(0, None, (), BadLine("not_json", "the file ends in or holds something that is no JSON"))


def _is_record(line: bytes) -> bool:
    """Tell a file of lines from one JSON value: its first line is a whole object that is no feed."""
    text = line.decode("utf-8", "replace").lstrip("\ufeff").strip()
    if not text.startswith("{"):
        return bool(text) and text[0] not in "[{"
    elements = Elements(text)
    found = list(itertools.islice(elements, 2))
    return len(found) == 1 and not elements.broken and not elements.rest


def _json_lines(lines: Iterator[bytes], setting: Setting) -> Iterator[Numbered]:
    cut = False
    number = 0
    for line in lines:
        if cut:  # the rest of a line that was too long
            cut = not line.endswith(b"\n")
            continue
        number += 1
        if len(line) > MAX_LINE:
            cut = not line.endswith(b"\n")
            yield Numbered(number, None, (), BadLine("too_large", f"the line has more than {MAX_LINE} bytes"))
        elif line.strip():
            yield _record(number, _parsed(line), setting)


def _parsed(line: bytes) -> Any:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return BadLine("not_utf8", "the line is no UTF-8")
    elements = Elements(text)
    found = list(itertools.islice(elements, 2))
    if len(found) == 1 and not elements.broken:
        return found[0]
    with contextlib.suppress(ValueError, RecursionError):
        json.loads(text)
        return BadLine("not_an_object", "a record is a JSON object")
    return BadLine("not_json", "the line is no JSON object")


def _record(number: int, value: Any, setting: Setting) -> Numbered:
    if isinstance(value, BadLine):
        return Numbered(number, None, (), value)
    if not isinstance(value, dict):
        return Numbered(number, None, (), BadLine("not_an_object", "a record is a JSON object"))
    given = value.get("id")
    own = str(given)[:300] if isinstance(given, str | int) and not isinstance(given, bool) else None
    if not {"title", "claim"} & value.keys():
        checks = tuple(checks_of(value, setting))
        if checks or "@type" in value or "claimReview" in value:
            problem = None if checks else BadLine("no_review", "no ClaimReview with a claim")
            return Numbered(number, own, checks, problem)
    passed = tuple(unread(value))
    try:
        check = read_line(value)
        if check.url is None:
            return Numbered(number, own, (check,), None, passed)
        address = canonical(check.url)
        if address is None:
            raise BadLine("bad_field", "url: not an address of a page")
        return Numbered(number, own, (check.model_copy(update={"url": address}),), None, passed)
    except BadLine as problem:
        return Numbered(number, own, (), problem)


def _table(file: BinaryIO, delimiter: str, setting: Setting) -> Iterator[Numbered]:
    csv.field_size_limit(4 * MAX_FIELD)
    text = io.TextIOWrapper(file, "utf-8-sig", "replace", newline="")
    try:
        reader = csv.DictReader(text, delimiter=delimiter)
        if not {"title", "claim"} & set(reader.fieldnames or ()):
            raise BadLine("no_header", "the first line of a CSV file names its columns: id, title, claim, …")
        while True:
            try:
                row = next(reader, None)
            except csv.Error as error:
                yield Numbered(reader.line_num, None, (), BadLine("not_csv", str(error)))
                continue
            if row is None:
                return
            values = {key: one for key, one in row.items() if key is not None and one is not None}
            yield _record(reader.line_num, values, setting)
    finally:
        text.detach()
