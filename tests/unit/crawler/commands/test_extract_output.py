"""The output of `suar extract`: whole or not at all, and a place that cannot be written is said in words."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import pytest

from core.errors import BadInput, DiskFull
from crawler.commands.extract import _sink


def _write_half(sink: IO[str]) -> None:
    sink.write("half")
    raise KeyboardInterrupt


def test_an_interrupted_run_leaves_the_old_answers_and_no_part(tmp_path: Path) -> None:
    place = tmp_path / "out.jsonl"
    place.write_text("old\n")
    with pytest.raises(KeyboardInterrupt), _sink(str(place)) as sink:
        _write_half(sink)
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]
    assert place.read_text() == "old\n"
    with _sink(str(place)) as sink:
        sink.write("new\n")
    assert place.read_text() == "new\n"


def test_a_folder_is_bad_input_and_a_full_disk_is_one(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Is a directory"), _sink(str(tmp_path)):
        pass
    with pytest.raises(DiskFull), _sink("/dev/full") as sink:
        sink.write("x")
