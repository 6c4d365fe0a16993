"""A file of fact-checks as numbered records: JSON Lines, JSON (list or feed), or CSV with a heading line."""

from __future__ import annotations

import codecs
import contextlib
import io
import itertools
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from core.factchecks.lines import BadLine, read_line, unread
from core.schemas.factcheck import FactCheck
from core.schemas.incoming import clean
from crawler.discover.urls import canonical
from crawler.factchecks.claimreview import Setting
from crawler.factchecks.feed import read_reviews
from crawler.factchecks.loose_json import DECODER, Elements
from crawler.importers.rows import lines_of
from crawler.importers.table import records

#: A longer line or record is refused: the longest of 12,454 published ones has 24,000 bytes.
MAX_LINE = 2_000_000
#: A file that is one JSON value is held in memory; larger ones have to come as JSON Lines or CSV.
MAX_JSON = 400_000_000
#: Lines looked at for the first two that are not blank.
_MOST_BLANK = 1_000
#: What a byte that is no UTF-8 was read as.
_LOST = re.compile("[\udc80-\udcff]")
#: What every flat record has one of.
_MAIN = frozenset({"title", "claim"})
_NOT_UTF8 = BadLine("not_utf8", "it is no UTF-8")
_NOT_AN_OBJECT = BadLine("not_an_object", "a record is a JSON object")


class Numbered(NamedTuple):
    """A record of the file: its line (its place in a JSON list), its own id, and what it came to.

    That is one fact-check or what is wrong with the record; the record of a feed may hold several, each on its own.
    """

    number: int
    id: str | None
    found: tuple[FactCheck | BadLine, ...]
    #: Names of its fields that are not read.
    unread: tuple[str, ...] = ()


def read_file(file: BinaryIO, name: str, setting: Setting) -> Iterator[Numbered]:
    """Give the file's records. Raises: BadLine where the whole file cannot be read; OSError."""
    if name.lower().endswith((".csv", ".tsv")):
        yield from _table(file, "\t" if name.lower().endswith(".tsv") else ",", setting)
        return
    lines = iter(lambda: file.readline(MAX_LINE + 1), b"")
    head = list(_first_two(lines))
    if not _is_one_value(*([line for line in head if not _is_blank(line)] + [b"", b""])[:2]):
        yield from _json_lines(itertools.chain(head, lines), setting)
        return
    begin = b"".join(head)
    rest = file.read(MAX_JSON + 1)
    if len(begin) + len(rest) > MAX_JSON:
        raise BadLine("too_large", f"one JSON value of more than {MAX_JSON // 1_000_000} MB; write it as JSON Lines")
    yield from _json_value(begin + rest, setting)


def _first_two(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Give the lines up to the second one that is not blank."""
    written = 0
    for line in itertools.islice(lines, _MOST_BLANK):
        yield line
        written += not _is_blank(line)
        if written == 2 or len(line) > MAX_LINE:
            return


def _is_blank(line: bytes) -> bool:
    return not line.removeprefix(codecs.BOM_UTF8).strip()


def _is_one_value(first: bytes, second: bytes) -> bool:
    """Tell one JSON value, a list or a feed, from a file of lines by its first two lines that are not blank.

    A line that is a whole object stands for itself, unless it is a feed and all there is. One that is no JSON is a
    broken line, and those behind it are lines as well, unless it is the beginning of a value.
    """
    text = first.decode("utf-8", "replace").lstrip("\ufeff").strip()
    if not text.startswith(("[", "{")):
        return False
    try:
        value, _ = DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        # Of an object that is not whole only a feed gives records.
        return _goes_on(text, second) or next(iter(Elements(text)), None) is not None
    return not second and (isinstance(value, list) or not _MAIN & value.keys())


def _goes_on(text: str, second: bytes) -> bool:
    """Tell whether the next line goes on with the value that this one begins: together they are right up to the end."""
    both = f"{text}\n{second.decode('utf-8', 'replace')}".rstrip()
    try:
        DECODER.raw_decode(both)
    except json.JSONDecodeError as error:
        return error.pos >= len(both)
    except (ValueError, RecursionError):
        return False
    return True


def _json_value(data: bytes, setting: Setting) -> Iterator[Numbered]:
    elements = Elements(data.decode("utf-8", "surrogateescape"))
    number = 0
    for number, element in enumerate(elements, 1):
        is_lost = _LOST.search(elements.text, elements.begin, elements.at)
        yield _record(number, [_NOT_UTF8 if is_lost else element], setting)
    if elements.broken:
        more = "; it is not read to its end" if elements.at < len(elements.text) else ""
        detail = f"passed over in the file: what is no JSON, {elements.broken} times{more}"
        yield Numbered(number + 1, None, (BadLine("not_json", detail),))


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
            yield Numbered(number, None, (BadLine("too_large", f"the line has more than {MAX_LINE} bytes"),))
        elif not _is_blank(line):
            yield _record(number, _parsed(line), setting)


def _parsed(line: bytes) -> list[Any]:
    """Return the records of a line: one, several where it is a feed, or what is wrong with it."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return [_NOT_UTF8]
    with contextlib.suppress(ValueError, RecursionError):
        value = DECODER.decode(text.lstrip("\ufeff").strip().removesuffix(","))
        if not isinstance(value, dict) and (not value or not isinstance(value, list)):
            return [_NOT_AN_OBJECT]
        if _is_flat(value):
            return [value]
        elements = Elements(text)
        found = list(elements)
        if not elements.broken:
            return found or [BadLine("no_text", "a feed without records")]
    return [BadLine("not_json", "the line is no JSON object")]


def _record(number: int, values: list[Any], setting: Setting) -> Numbered:
    rows = [value for value in values if isinstance(value, dict)]
    given = rows[0].get("id") if len(values) == len(rows) == 1 else None
    own = clean(str(given))[:300] if isinstance(given, str | int) and not isinstance(given, bool) else None
    found = [one for value in values for one in _outcomes(value, setting)]
    names = [name for row in rows if _is_flat(row) for name in unread(row)]
    return Numbered(number, own, tuple(found), tuple(names))


def _outcomes(value: Any, setting: Setting) -> list[FactCheck | BadLine]:
    if isinstance(value, BadLine):
        return [value]
    if not isinstance(value, dict):
        return [_NOT_AN_OBJECT]
    reviews = [] if _is_flat(value) else read_reviews(value, setting)
    if reviews:
        return reviews
    try:
        return [_flat(value)]
    except BadLine as problem:
        return [problem]


def _is_flat(value: Any) -> bool:
    return isinstance(value, dict) and not _MAIN.isdisjoint(value)


def _flat(values: dict[str, Any]) -> FactCheck:
    check = read_line(values)
    if check.url is None:
        return check
    address = canonical(check.url)
    if address is None:
        raise BadLine("bad_field", "url: not an address of a page")
    return check.model_copy(update={"url": address})


def _table(file: BinaryIO, delimiter: str, setting: Setting) -> Iterator[Numbered]:
    text = io.TextIOWrapper(file, "utf-8-sig", "surrogateescape", newline="")
    try:
        rows = records(lines_of(text), delimiter)
        _, headers, refusal = next(rows, (1, [], None))
        if refusal is not None:
            raise BadLine("no_header", f"in its first line, which names the columns, {refusal.detail}")
        columns = _columns(headers)
        for number, cells, refusal in rows:
            if refusal is not None:
                reason = "not_utf8" if refusal.reason == "undecodable" else refusal.reason
                yield Numbered(number, None, (BadLine(reason, refusal.detail),))
            elif len(cells) > len(columns):
                detail = f"{len(cells)} cells below {len(columns)} headers: a delimiter stands in a text without quotes"
                yield Numbered(number, None, (BadLine("ragged", detail),))
            elif len(cells) > 1 or "".join(cells).strip():
                yield _record(number, [dict(zip(columns, cells, strict=False))], setting)
    finally:
        text.detach()


def _columns(headers: list[str]) -> list[str]:
    """Return the names of a table's columns. Raises: BadLine when its first line gives none, or one of them twice."""
    named = [header.strip() for header in headers]
    if _MAIN.isdisjoint(named):
        raise BadLine("no_header", "the first line of a CSV file names its columns: id, title, claim, …")
    twice = next((name for name in named if name and named.count(name) > 1), None)
    if twice is not None:
        raise BadLine("no_header", f"the first line names several columns '{twice[:60]}'")
    return named
