"""A killed run leaves its temporary file; the next run of the same output clears it away, and no other file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nlp.batch.files import writing

WRITER = """
import sys, time
from nlp.batch.files import writing
with writing(sys.argv[1]):
    print(flush=True)
    time.sleep(60)
"""


def parts(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.endswith(".part"))


@pytest.fixture
def other_run(tmp_path: Path) -> subprocess.Popen[bytes]:
    """A run that writes to the same output."""
    run = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path / "out.jsonl")], stdout=subprocess.PIPE)
    assert run.stdout is not None
    run.stdout.readline()
    return run


def test_what_a_killed_run_left_is_cleared_away(tmp_path: Path, other_run: subprocess.Popen[bytes]) -> None:
    other_run.send_signal(signal.SIGKILL)
    other_run.communicate()
    assert len(parts(tmp_path)) == 1
    with writing(str(tmp_path / "out.jsonl")) as sink:
        sink.write(b"whole")
    assert parts(tmp_path) == []
    assert (tmp_path / "out.jsonl").read_bytes() == b"whole"


def test_a_run_at_work_keeps_its_file(tmp_path: Path, other_run: subprocess.Popen[bytes]) -> None:
    held = parts(tmp_path)
    with writing(str(tmp_path / "out.jsonl")) as sink:
        sink.write(b"whole")
    assert parts(tmp_path) == held != []
    other_run.kill()
    other_run.communicate()


@pytest.mark.parametrize(
    "name", [".out.jsonl.part", ".out.jsonl.abc.part", ".other.jsonl.abcdefgh.part", "out.jsonl.abcdefgh.part"]
)
def test_files_of_other_names_stay(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"mine")
    with writing(str(tmp_path / "out.jsonl")):
        pass
    assert (tmp_path / name).read_bytes() == b"mine"


def test_what_is_no_plain_file_stays(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"mine")
    (tmp_path / ".out.jsonl.abcdefgh.part").symlink_to("kept")
    os.mkfifo(tmp_path / ".out.jsonl.hgfedcba.part")
    with writing(str(tmp_path / "out.jsonl")):
        pass
    assert len(parts(tmp_path)) == 2
    assert (tmp_path / "kept").read_bytes() == b"mine"
