"""Tables as CSV: which delimiter, which column holds what, and rows of which a broken one costs only itself."""

from __future__ import annotations

import csv
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TextIO

from core.errors import BadInput
from crawler.importers.rows import MAX_LINE, Line, Rejected, Row, lines_of

DELIMITERS = (",", ";", "\t", "|")
#: Headers by which a field is known without being named, in small letters.
KNOWN: dict[str, tuple[str, ...]] = {
    "id": ("id", "nomor", "no"),
    "text": ("text", "isi", "teks", "konten", "content", "body", "pesan", "message"),
    "title": ("title", "judul", "headline"),
    "published_at": ("published_at", "tanggal", "waktu", "published", "date"),
    "url": ("url", "tautan", "link"),
    "kind": ("kind", "jenis"),
    "source": ("source", "sumber"),
    "source_region": ("source_region", "kode_wilayah", "wilayah", "region"),
}
#: Lines that one row may span; a quote that is still open then was never meant to be one.
MAX_ROW_LINES = 500
_SAMPLE_ROWS = 20


class Columns(NamedTuple):
    """How a table is read."""

    delimiter: str
    #: Field → place of its column.
    places: dict[str, int]
    headers: list[str]

    @property
    def unread(self) -> list[str]:
        """Headers of the columns that nothing is taken from."""
        return [name for place, name in enumerate(self.headers) if place not in self.places.values()]


def table_rows(file: TextIO, columns: Columns) -> Iterator[Row]:
    """Give the rows below the header; cells stay text, whatever they look like."""
    rows = records(lines_of(file), columns.delimiter)
    next(rows, None)
    for number, cells, refusal in rows:
        if refusal is not None:
            yield Row(number, {}, refusal)
        elif any(cell.strip() for cell in cells):
            yield _row(number, cells, columns)


def read_columns(file: TextIO, name: str, delimiter: str | None, named: Mapping[str, str]) -> Columns:
    """Return how the table is read; the file stands at its beginning again afterwards.

    Raises: BadInput when it has no header, no column for the text, or not the columns that were named.
    """
    sample = _sample(file)
    if not sample:
        raise BadInput(f"{name} is empty: a table begins with a line of headers.")
    chosen = delimiter or _delimiter(sample)
    _, headers, refusal = next(records(iter(sample), chosen), (0, [], None))
    if refusal is not None or not any(headers):
        raise BadInput(f"{name}: its first line is no line of headers.")
    headers = [header.strip() for header in headers]
    return Columns(chosen, _places(name, headers, named), headers)


def _places(name: str, headers: list[str], named: Mapping[str, str]) -> dict[str, int]:
    lowered = [header.lower() for header in headers]
    places: dict[str, int] = {}
    for field, known in KNOWN.items():
        wanted = (named[field].strip().lower(),) if field in named else known
        header = next((one for one in wanted if one in lowered), None)
        if header is None and field in named:
            raise BadInput(f"{name} has no column '{named[field]}' for {field}. Columns: {', '.join(headers)[:500]}.")
        if header is not None and lowered.count(header) > 1:
            raise BadInput(f"{name} has several columns '{header}'. Name another one: --map {field}=HEADER.")
        if header is not None:
            places[field] = lowered.index(header)
    if "text" not in places:
        raise BadInput(
            f"{name} has no column that is known as the text. Columns: {', '.join(headers)[:500]}. "
            "Say which one it is: --map text=HEADER."
        )
    return places


def _row(number: int, cells: list[str], columns: Columns) -> Row:
    if len(cells) > len(columns.headers):
        detail = f"{len(cells)} cells below {len(columns.headers)} headers: a delimiter stands in a text without quotes"
        return Row(number, {}, Rejected("ragged", detail))
    if len(cells) <= columns.places["text"]:
        return Row(number, {}, Rejected("ragged", f"{len(cells)} cells: the one of the text is missing"))
    values = {field: cells[place] for field, place in columns.places.items() if place < len(cells)}
    return Row(number, {field: value for field, value in values.items() if field == "text" or value.strip()})


def _sample(file: TextIO) -> list[Line]:
    found = [line for _, line in zip(range(_SAMPLE_ROWS * 5), lines_of(file), strict=False)]
    file.seek(0)
    return found


def _delimiter(sample: list[Line]) -> str:
    """Return the delimiter under which most rows are as wide as the header; of equals the one with more columns."""

    def fit(delimiter: str) -> tuple[int, int]:
        widths = [len(cells) for _, cells, refusal in records(iter(sample), delimiter) if refusal is None]
        if not widths or widths[0] < 2:
            return (0, 0)
        return Counter(widths[:_SAMPLE_ROWS])[widths[0]], widths[0]

    return max(DELIMITERS, key=fit)


def records(lines: Iterator[Line], delimiter: str) -> Iterator[tuple[int, list[str], Rejected | None]]:
    """Give line number and cells of every row, or why it has none. Raises: nothing.

    A quote that is never closed costs its own line and not the rest.
    """
    ahead: deque[Line] = deque()
    while (first := ahead.popleft() if ahead else next(lines, None)) is not None:
        problem = first.problem()
        if problem is not None:
            yield first.number, [], problem
            continue
        taken = [first]
        cells = _cells(taken, delimiter)
        while cells is None:
            following = ahead.popleft() if ahead else next(lines, None)
            if following is not None:
                taken.append(following)
            if following is None or _goes_too_far(taken):
                break
            try:
                cells = _cells(taken, delimiter)
            except csv.Error:
                break
        if cells is None:
            ahead.extendleft(reversed(taken[1:]))
            yield first.number, [], Rejected("open_quote", "a quote is opened and not closed as one")
        else:
            yield first.number, cells, None


def _goes_too_far(taken: list[Line]) -> bool:
    too_long = len(taken) > MAX_ROW_LINES or sum(len(line.text) for line in taken) > MAX_LINE
    return too_long or taken[-1].problem() is not None


def _cells(lines: list[Line], delimiter: str) -> list[str] | None:
    """Return the cells of one row, or None when it goes on in the next line.

    Raises: csv.Error when the quote that holds several lines together ends in the middle of a cell: what was taken for
    its end is the beginning of another one.
    """
    texts = [line.text for line in lines]
    if len(texts) > 1 and '"' not in texts[-1]:
        return None  # still within the quotes
    try:
        return next(csv.reader(texts, delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        if "unexpected end" in str(error):
            return None
        if len(texts) > 1:
            raise
    return next(csv.reader(texts, delimiter=delimiter), [])


csv.field_size_limit(MAX_LINE * 2)
