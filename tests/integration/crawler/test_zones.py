"""The zone of the machine changes nothing: dates are read the same wherever the server stands."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from core.schemas.incoming import Incoming
from tests.integration.crawler.conftest import SUAR

GOLDEN = Path(__file__).resolve().parents[2] / "eval" / "dates" / "golden.tsv"
#: Zones of the machine; the last one has no zone files of its own, as in a small container.
MACHINES = ({"TZ": "America/New_York"}, {"TZ": "Asia/Jayapura"}, {}, {"TZ": "", "PYTHONTZPATH": ""})


def test_dates_are_the_same_under_every_zone_of_the_machine() -> None:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    lines = [{"id": n, "text": row["text"], "now": row["now"], "kind": row["kind"]} for n, row in enumerate(rows)]
    asked = "".join(json.dumps(line) + "\n" for line in lines)
    answers = {_dates(asked, machine) for machine in MACHINES}
    assert len(answers) == 1
    assert len(answers.pop().splitlines()) == len(rows)


def test_a_text_with_a_naive_date_does_not_pass_the_door() -> None:
    with pytest.raises(ValidationError):
        Incoming(source_id="luwu-pagi", published_at=datetime(2026, 11, 22, 7, 0))  # noqa: DTZ001


def _dates(asked: str, machine: dict[str, str]) -> str:
    bare = {name: value for name, value in os.environ.items() if name not in ("TZ", "PYTHONTZPATH")}
    command = [SUAR, "dates", "--input", "-", "--output", "-"]
    done = subprocess.run(command, input=asked, env=bare | machine, capture_output=True, text=True, check=True)
    return done.stdout
