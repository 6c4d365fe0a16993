"""`suar train measure`: the numbers of a version are those of how it is served, and its hashes still hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

pytest.importorskip("sklearn")

from core.errors import ArtefactError, StorageError
from nlp.artefacts import load_version
from nlp.cli import register
from nlp.promotion.promote import read_metrics
from nlp.training.write import add_to_version
from tests.limits import largest_file
from tests.unit.nlp.promotion.conftest import WriteVersion, write

__all__ = ["write"]  # the fixture


def test_a_version_gets_files_and_numbers_and_keeps_its_hashes(write: WriteVersion) -> None:
    folder = write("a", {"klaim": 0.8})
    made, metrics = add_to_version(folder, {"more.bin": b"x"}, {"note": 1}, {"sara": 0.5})
    assert metrics == {"klaim": 0.8, "sara": 0.5} == read_metrics(load_version(folder))
    assert (made.manifest["note"], made.files["more.bin"]) == (1, b"x")


@pytest.mark.parametrize("name", ["matter.npz", "metrics.json"])
def test_what_was_changed_is_not_hashed_anew(write: WriteVersion, name: str) -> None:
    folder = write("a", {"klaim": 0.8})
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    with pytest.raises(ArtefactError, match="does not match"):
        add_to_version(folder, metrics={"sara": 0.5})


def test_a_version_stays_as_it_was_where_there_is_no_room_for_all_of_it(write: WriteVersion) -> None:
    folder = write("a", {"klaim": 0.8})
    names = {path.name for path in folder.iterdir()}
    room = (folder / "manifest.json").stat().st_size - 1  # for the metrics, which are written first
    with largest_file(room), pytest.raises(StorageError):
        add_to_version(folder, {"more.bin": b"x"}, metrics={"sara": 0.5})
    assert read_metrics(load_version(folder)) == {"klaim": 0.8}
    assert {path.name for path in folder.iterdir()} == names


def test_measuring_anew(write: WriteVersion, tmp_path: Path) -> None:
    empty = {
        "out_of_fold": {"priority": {"all": 0.0, "news": 0.0, "post": 0.0}},
        "by_source": {"a": {"klaim": {"positives": 0, "rows": 1}}},
    }
    folder = write("a", {**empty, "hostility_by_set": {}, "behaviour": {}})
    add_to_version(folder, manifest={"data": []})
    app = typer.Typer(pretty_exceptions_enable=False)
    register(app)
    done = CliRunner().invoke(app, ["train", "measure", "a", "--models", str(tmp_path)])
    assert done.exit_code == 0, done.output
    metrics = json.loads((folder / "metrics.json").read_text("utf-8"))
    assert metrics["behaviour"]["hostility"]["sentences"] > 2000
    assert read_metrics(load_version(folder)) == metrics
    assert "| Dayak |" in (folder / "card.md").read_text("utf-8")
