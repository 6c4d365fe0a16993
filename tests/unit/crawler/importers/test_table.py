"""Tables: delimiter, columns, broken rows, and memory that does not grow with the file."""

from __future__ import annotations

import io
import tracemalloc
from typing import TextIO

import pytest

from core.errors import BadInput
from crawler.importers.rows import MAX_LINE, Row, json_rows
from crawler.importers.table import Columns, read_columns, table_rows


def read(table: str, delimiter: str | None = None, **named: str) -> tuple[Columns, list[Row]]:
    file = io.StringIO(table, newline="")
    columns = read_columns(file, "x.csv", delimiter, named)
    return columns, list(table_rows(file, columns))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found(delimiter: str) -> None:
    header = delimiter.join(["id", "judul", "isi"])
    body = "".join(f"{delimiter.join([str(n), 'Rapat', f'Isi {n}, ya'])}\n" for n in range(5) if delimiter != ",")
    columns, rows = read(f"{header}\n{body or '1,Rapat,Isi'}\n")
    assert columns.delimiter == delimiter
    assert rows[0].values["title"] == "Rapat"


def test_columns_are_known_named_or_not_read() -> None:
    text = "No,Judul,Uraian,Penulis\n1,J,U,Budi\n"
    with pytest.raises(BadInput, match=r"no column that is known as the text. Columns: No, Judul, Uraian, Penulis"):
        read(text)
    columns, rows = read(text, text="uraian")
    assert rows == [Row(2, {"id": "1", "title": "J", "text": "U"})]
    assert columns.unread == ["Penulis"]
    with pytest.raises(BadInput, match="no column 'Isi'"):
        read(text, text="Isi")
    with pytest.raises(BadInput, match="several columns 'isi'"):
        read("isi,isi\na,b\n")
    for empty in ("", "\n", '"open\n'):
        with pytest.raises(BadInput):
            read(empty)


def test_cells_stay_text_whatever_they_look_like() -> None:
    cells = ["=SUM(A1:A9)", "+62812", "-1", "@budi", "0012", "1e5", "TRUE", "a\x00b", " x "]
    _, rows = read("isi\n" + "".join(f"{cell}\n" for cell in cells))
    assert [row.values["text"] for row in rows] == cells


def test_a_broken_row_costs_only_itself() -> None:
    text = (
        "id,judul,isi\r\n"
        '1,J,"dua\r\nbaris, dan ""kutip"""\r\n'
        "\r\n"
        "2,J,isi, yang terbelah\r\n"
        "3,J\r\n"
        '4,5" pipa,isi\r\n'
        '5,J,"tak pernah ditutup\r\n'
        "6,J,enam\r\n"
        '7,"a"b,tujuh\r\n'
    )
    _, rows = read(text)
    assert [(row.number, row.values.get("text"), row.refusal and row.refusal.reason) for row in rows] == [
        (2, 'dua\r\nbaris, dan "kutip"', None),
        (5, None, "ragged"),
        (6, None, "ragged"),
        (7, "isi", None),
        (8, None, "open_quote"),
        (9, "enam", None),
        (10, "tujuh", None),
    ]


def test_lines_without_end_are_cut_and_refused() -> None:
    long = "x" * (3 * MAX_LINE)
    _, rows = read(f"isi\n{long}\nb\n")
    assert [(row.number, row.refusal and row.refusal.reason) for row in rows] == [(2, "too_large"), (3, None)]
    rows = list(json_rows(io.StringIO(f'"{long}"\n{{"text": "b"}}\n')))
    assert [(row.number, row.refusal and row.refusal.reason) for row in rows] == [(1, "too_large"), (2, None)]


class _Endless(io.TextIOBase):
    """A table of a million rows that lies nowhere."""

    def __init__(self, rows: int) -> None:
        self._rows, self._at = rows, 0

    def readline(self, size: int = -1) -> str:  # type: ignore[override]
        self._at += 1
        if self._at == 1:
            return "id,isi\n"
        return f'{self._at},"isi nomor {self._at}, panjang"\n' if self._at <= self._rows else ""

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = 0
        return 0


def test_memory_does_not_grow_with_the_rows() -> None:
    file: TextIO = _Endless(60_000)  # type: ignore[assignment]
    columns = read_columns(file, "x.csv", None, {})
    tracemalloc.start()
    try:
        count = sum(1 for _ in table_rows(file, columns))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 59_999
    assert peak < 1_000_000
