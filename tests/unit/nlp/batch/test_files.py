"""The output of a batch run appears whole or not at all, and a failure names it."""

from __future__ import annotations

import contextlib
import errno
from pathlib import Path

import pytest

from core.errors import BadInput, DiskFull
from nlp.batch.files import writing


def test_full_disk_names_the_output_and_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    with pytest.raises(DiskFull, match=r"out\.jsonl"), writing(str(target)):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_interrupted_run_keeps_the_old_output(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("lama", "utf-8")
    with contextlib.suppress(KeyboardInterrupt), writing(str(target)) as sink:
        sink.write(b"baru")
        raise KeyboardInterrupt
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.jsonl"]
    assert target.read_text("utf-8") == "lama"


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="tidak-ada"), writing(str(tmp_path / "tidak-ada" / "out.jsonl")):
        pass
