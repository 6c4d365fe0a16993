"""The golden table of date strings: every row right to the second, and null where there is no date."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path

from typer.testing import CliRunner

from core.cli import build

TABLE = Path(__file__).resolve().parent / "golden.tsv"


def test_every_row_of_the_table(tmp_path: Path) -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) >= 120
    lines = [
        {"id": n, "text": row["text"], "now": row["now"], "kind": row["kind"]}
        | ({} if row["zone"] == "-" else {"zone": row["zone"]})
        for n, row in enumerate(rows)
    ]
    asked, answered = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    asked.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    result = CliRunner().invoke(build(), ["dates", "--input", str(asked), "--output", str(answered)])
    assert result.exit_code == 0, result.output
    answers = [json.loads(line) for line in answered.read_text("utf-8").splitlines()]
    assert [one["id"] for one in answers] == list(range(len(rows)))
    wrong = [
        (row["text"], row["instant"], answer["instant"])
        for row, answer in zip(rows, answers, strict=True)
        if _moment(row["instant"]) != _moment(answer["instant"] or "null")
    ]
    assert wrong == []


def _moment(text: str) -> datetime | None:
    """Return the instant; fractions of a second are not judged."""
    return None if text == "null" else datetime.fromisoformat(text).replace(microsecond=0)
