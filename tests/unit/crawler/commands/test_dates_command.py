"""Tests of `suar dates`: one answer a line, whatever the line is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.errors import BadInput, DiskFull
from crawler.commands.dates import run

GOOD = {"id": "a", "text": "20 Nov 2026 14.05 WITA", "now": "2026-11-22T07:00:00Z", "kind": "page"}


def ask(folder: Path, content: bytes) -> tuple[int, list[dict[str, Any]]]:
    source, target = folder / "in.jsonl", folder / "out.jsonl"
    source.write_bytes(content)
    code = run(str(source), str(target))
    return code, [json.loads(line) for line in target.read_text("utf-8").splitlines()]


def test_an_answer_in_full(tmp_path: Path) -> None:
    code, answers = ask(tmp_path, json.dumps(GOOD).encode())
    assert code == 0
    assert answers == [{"id": "a", "instant": "2026-11-20T06:05:00Z", "zone": "WITA", "confidence": 0.95}]


def test_no_date_is_an_answer(tmp_path: Path) -> None:
    code, answers = ask(tmp_path, json.dumps(GOOD | {"id": 7, "text": ""}).encode())
    assert code == 0
    assert answers == [{"id": 7, "instant": None, "zone": None, "confidence": 0.0}]


@pytest.mark.parametrize(
    ("line", "code", "identity"),
    [
        (b"", "not_json", None),
        (b"{", "not_json", None),
        (b'{"id": NaN}', "not_json", None),
        (b"[" * 100_000, "not_json", None),
        (b"\xff\xfe", "not_utf8", None),
        (b"[1]", "not_object", None),
        (b"x" * 2_000_001, "too_long", None),
        ({"id": None}, "missing_id", None),
        ({"id": True}, "wrong_type", None),
        ({"id": "\ud800"}, "not_unicode", None),
        ({"text": None}, "missing_text", "a"),
        ({"text": 5}, "wrong_type", "a"),
        ({"text": "\udc00"}, "not_unicode", "a"),
        ({"now": None}, "missing_now", "a"),
        ({"now": "kemarin"}, "bad_now", "a"),
        ({"now": "2026-11-22T07:00:00"}, "bad_now", "a"),
        ({"kind": "post"}, "bad_kind", "a"),
        ({"zone": "WIBB"}, "bad_zone", "a"),
        ({"zone": "+99:00"}, "bad_zone", "a"),
    ],
)
def test_a_bad_line_is_answered_and_the_run_goes_on(
    tmp_path: Path, line: bytes | dict[str, Any], code: str, identity: str | None
) -> None:
    raw = line if isinstance(line, bytes) else json.dumps(GOOD | line).encode()
    exit_code, answers = ask(tmp_path, raw + b"\n" + json.dumps(GOOD).encode() + b"\n")
    assert exit_code == 3
    assert (answers[0]["id"], answers[0]["error"]["code"]) == (identity, code)
    assert answers[0]["error"]["message"].startswith("line 1: ")
    assert answers[1]["instant"] == "2026-11-20T06:05:00Z"


@pytest.mark.parametrize("now", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00"])
@pytest.mark.parametrize(
    "text", ["kemarin", "3 jam lalu", "9999 tahun lalu", "baru saja", "20 Nov 2026", "hari ini 23.00"]
)
def test_a_now_at_the_ends_of_time_stops_nothing(tmp_path: Path, now: str, text: str) -> None:
    code, answers = ask(tmp_path, json.dumps(GOOD | {"now": now, "text": text}).encode())
    assert code == 0
    assert answers[0]["id"] == "a"


def test_an_input_that_is_not_there_leaves_the_old_output(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("old")
    with pytest.raises(BadInput):
        run(str(tmp_path / "none"), str(tmp_path / "out"))
    assert (tmp_path / "out").read_text() == "old"
    with pytest.raises(BadInput):
        run("/dev/null", str(tmp_path / "no" / "out"))


def test_the_input_is_not_written_over(tmp_path: Path) -> None:
    place = tmp_path / "in.jsonl"
    place.write_bytes(json.dumps(GOOD).encode())
    with pytest.raises(BadInput, match="is the input"):
        run(str(place), str(place))
    assert json.loads(place.read_bytes()) == GOOD


def test_a_full_disk_is_one_and_no_bad_input(tmp_path: Path) -> None:
    place = tmp_path / "in.jsonl"
    place.write_bytes(json.dumps(GOOD).encode())
    with pytest.raises(DiskFull):
        run(str(place), "/dev/full")
