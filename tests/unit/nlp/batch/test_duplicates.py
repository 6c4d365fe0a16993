"""Lines of `suar duplicates find`."""

from __future__ import annotations

import pytest

from nlp.batch.duplicates import DuplicateLines
from nlp.batch.lines import LineError

TEXT = "BELOPA - Bupati membuka rapat logistik pemilihan di Kecamatan Bua bersama panitia kecamatan, Senin pagi."


def test_a_copy_names_the_earliest_line_by_its_own_id() -> None:
    lines = DuplicateLines()
    rows = [{"id": 7, "text": TEXT}, {"id": "b", "text": TEXT}, {"id": "c", "text": TEXT + " Editor: redaksi"}]
    assert [lines.answer({**row, "kind": "news"}) for row in rows] == [
        {"id": 7, "duplicate_of": None, "kind": None},
        {"id": "b", "duplicate_of": 7, "kind": "exact"},
        {"id": "c", "duplicate_of": 7, "kind": "near"},
    ]


def test_a_line_that_cannot_be_used_takes_no_place() -> None:
    lines = DuplicateLines()
    with pytest.raises(LineError):
        lines.answer({"id": "x", "kind": "post"})
    lines.answer({"id": "a", "kind": "post", "text": ""})
    lines.answer({"id": "b", "kind": "post", "text": TEXT})
    assert lines.answer({"id": "c", "kind": "post", "text": TEXT})["duplicate_of"] == "b"
