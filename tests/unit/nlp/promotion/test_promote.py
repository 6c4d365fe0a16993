"""CURRENT is switched to a version that is worse on nothing, or with a reason that stays in the log."""

from __future__ import annotations

import json
import os
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from core.errors import ArtefactError, BadInput, DiskFull, StorageError, WorseModel
from nlp import artefacts
from nlp.artefacts import current_version
from nlp.promotion import gates, log
from nlp.promotion.gates import Gate
from nlp.promotion.promote import check, promote
from nlp.training.write import add_to_version
from tests.unit.nlp.promotion.conftest import WriteVersion

GATES = [
    Gate("F1 of klaim", (("klaim",),), "higher", 0.0, None, required=True),
    Gate("flips", (("flips",),), "lower", 0.0, 0.02, required=False),
]


def go(folder: Path, version: str, override: str = "") -> str:
    return promote(folder, version, by="tester", override=override, gates=GATES).version


@pytest.fixture
def folder(tmp_path: Path, write: WriteVersion) -> Path:
    """A folder whose version `a` is in use."""
    write("a", {"klaim": 0.8, "flips": 0.0})
    go(tmp_path, "a")
    return tmp_path


def test_the_first_version_needs_only_the_limits(folder: Path) -> None:
    assert current_version(folder) == "a"


def test_a_better_version_becomes_current(folder: Path, write: WriteVersion) -> None:
    write("b", {"klaim": 0.9, "flips": 0.0})
    go(folder, "b")
    assert current_version(folder) == "b"
    assert [(e["version"], e["replaced"], e["override"], e["by"]) for e in log.read(folder)] == [
        ("a", "", "", "tester"),
        ("b", "a", "", "tester"),
    ]


def test_a_worse_version_is_refused_naming_each_number(folder: Path, write: WriteVersion) -> None:
    write("b", {"klaim": 0.7, "flips": 0.01})
    with pytest.raises(WorseModel) as refused:
        go(folder, "b")
    assert "F1 of klaim (klaim): 0.8 -> 0.7" in refused.value.message
    assert "flips (flips): 0 -> 0.01" in refused.value.message
    assert "--override" in refused.value.message
    assert current_version(folder) == "a"
    assert len(log.read(folder)) == 1


def test_an_override_is_logged_with_who_when_and_what(folder: Path, write: WriteVersion) -> None:
    write("b", {"klaim": 0.7, "flips": 0.0})
    go(folder, "b", "the old one  flags\nnews of floods")
    entry = log.read(folder)[-1]
    assert current_version(folder) == "b"
    assert entry["override"] == "the old one flags news of floods"
    assert entry["by"] == "tester"
    assert entry["at"].endswith("Z")
    assert entry["gates"] == gates.edition()
    assert entry["worse"] == ["F1 of klaim (klaim): 0.8 -> 0.7, tolerance 0"]


def test_a_blank_override_is_none(folder: Path, write: WriteVersion) -> None:
    write("b", {"klaim": 0.7, "flips": 0.0})
    with pytest.raises(WorseModel):
        go(folder, "b", "  ")


def test_a_reason_that_was_not_needed_is_not_kept_as_an_override(folder: Path, write: WriteVersion) -> None:
    write("b", {"klaim": 0.9, "flips": 0.0})
    go(folder, "b", "just in case")
    assert log.read(folder)[-1]["override"] == ""


@pytest.mark.parametrize("name", ["matter.npz", "hostility.vocab.txt.gz", "metrics.json"])
def test_a_file_that_does_not_match_its_hash_is_never_promoted(folder: Path, write: WriteVersion, name: str) -> None:
    path = write("b", {"klaim": 0.9, "flips": 0.0}) / name
    path.write_bytes(path.read_bytes().replace(b"0.9", b"1.0") + b" ")
    with pytest.raises(ArtefactError, match="does not match"):
        go(folder, "b", "trust me")
    assert current_version(folder) == "a"


@pytest.mark.parametrize("change", [{"scales": {}}, {"outputs": {}}, {"extra": 1}, {"seal_sha256": None}])
def test_thresholds_changed_after_the_measurement_are_never_promoted(
    folder: Path, write: WriteVersion, change: dict[str, Any]
) -> None:
    path = write("b", {"klaim": 0.9, "flips": 0.0}) / "manifest.json"
    manifest = json.loads(path.read_text())
    if "scales" in change:
        manifest["scales"]["sara.ujaran"]["post"]["yes_from"] = 99.0
    else:
        manifest |= change
    path.write_text(json.dumps(manifest))
    with pytest.raises(ArtefactError):
        go(folder, "b", "trust me")
    assert current_version(folder) == "a"


def test_no_version_takes_the_place_of_one_that_decides_otherwise(folder: Path, write: WriteVersion) -> None:
    before = (write("b", {"klaim": 0.9}) / "manifest.json").read_bytes()
    write("b", {"klaim": 0.9})  # the same again is the same
    with pytest.raises(BadInput, match="there already"):
        write("b", {"klaim": 0.9}, threshold=2.0)
    assert (folder / "b" / "manifest.json").read_bytes() == before


def test_a_name_with_a_separator_of_lines_does_not_break_the_log(folder: Path, write: WriteVersion) -> None:
    write("b", {"klaim": 0.9, "flips": 0.0})
    promote(folder, "b", by="a\u2028b\x85c", gates=GATES)
    write("c", {"klaim": 0.95, "flips": 0.0})
    go(folder, "c")
    assert [entry["by"] for entry in log.read(folder)] == ["tester", "a\u2028b\x85c", "tester"]


def test_a_renamed_folder_is_never_promoted(folder: Path, write: WriteVersion) -> None:
    write("b", {"klaim": 0.9}).rename(folder / "c")
    with pytest.raises(ArtefactError, match="renamed"):
        go(folder, "c", "trust me")


@pytest.mark.parametrize("name", ["", "..", "../a", ".hidden", "none"])
def test_a_name_that_is_no_version_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(BadInput):
        go(folder, name)


def test_a_version_in_use_whose_models_are_broken_is_still_the_measure(folder: Path, write: WriteVersion) -> None:
    (folder / "a" / "matter.npz").write_bytes(b"")
    write("b", {"klaim": 0.5, "flips": 0.0})
    found = check(folder, "b", GATES)
    assert (found.replaced, [finding.gate for finding in found.findings]) == ("a", ["F1 of klaim"])


@pytest.mark.parametrize("name", ["a/metrics.json", "a/manifest.json", "CURRENT"])
def test_what_cannot_be_compared_needs_a_reason(folder: Path, write: WriteVersion, name: str) -> None:
    (folder / name).write_bytes(b"")
    write("b", {"klaim": 0.5, "flips": 0.0})
    with pytest.raises(WorseModel, match="the version in use"):
        go(folder, "b")
    go(folder, "b", "the one before is broken")
    assert current_version(folder) == "b"
    assert log.read(folder)[-1]["replaced"] == "a"


def test_a_pointer_that_cannot_be_read_is_no_first_version(folder: Path, write: WriteVersion) -> None:
    (folder / "CURRENT").write_bytes(b"")
    (folder / log.NAME).unlink()
    write("b", {"klaim": 0.5, "flips": 0.0})
    assert [finding.gate for finding in check(folder, "b", GATES).findings] == ["the version in use"]


@pytest.mark.parametrize("mode", ["off", "selected"])
def test_a_transformer_that_cannot_be_used_is_refused_also_where_it_is_switched_off(
    folder: Path, write: WriteVersion, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setenv("SUAR_PRECISE", mode)
    add_to_version(write("b", {"klaim": 0.9, "flips": 0.0}), {"precise.onnx": b"none"}, {"precise": {}})
    with pytest.raises(ArtefactError, match="second stage"):
        go(folder, "b")


def test_a_changed_log_is_noticed(folder: Path, write: WriteVersion) -> None:
    write("b", {"klaim": 0.9, "flips": 0.0})
    path = folder / log.NAME
    go(folder, "b")
    lines = path.read_text().splitlines()
    path.write_text(lines[0].replace("tester", "nobody") + "\n" + lines[1] + "\n")
    with pytest.raises(StorageError, match="line 2"):
        go(folder, "b")


def test_nothing_is_switched_when_it_cannot_be_recorded(folder: Path, write: WriteVersion) -> None:
    write("b", {"klaim": 0.9, "flips": 0.0})

    def fail(_: object) -> None:
        raise StorageError("full")

    with pytest.raises(StorageError):
        promote(folder, "b", by="tester", gates=GATES, record=fail)
    assert current_version(folder) == "a"
    assert json.loads((folder / log.NAME).read_text())["version"] == "a"


def test_of_two_at_once_the_second_is_held_to_the_first(folder: Path, write: WriteVersion) -> None:
    write("b", {"klaim": 0.9, "flips": 0.0})
    write("c", {"klaim": 0.85, "flips": 0.0})
    refused: list[str] = []

    def other() -> None:
        try:
            go(folder, "c")
        except WorseModel as error:
            refused.append(error.message)

    thread = Thread(target=other)

    def meanwhile(_: object) -> None:
        thread.start()
        thread.join(0.5)  # all the time that it would need

    promote(folder, "b", by="tester", gates=GATES, record=meanwhile)
    thread.join(10)
    assert "F1 of klaim (klaim): 0.9 -> 0.85" in "".join(refused)
    assert current_version(folder) == "b"
    assert [(entry["version"], entry["replaced"]) for entry in log.read(folder)] == [("a", ""), ("b", "a")]


def test_nothing_is_logged_when_current_cannot_be_written(
    folder: Path, write: WriteVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("b", {"klaim": 0.9, "flips": 0.0})
    whole = artefacts.write_whole

    def full(path: Path, *rest: Any, **more: Any) -> None:
        if "CURRENT" in path.name:
            raise DiskFull
        whole(path, *rest, **more)

    monkeypatch.setattr(artefacts, "write_whole", full)
    with pytest.raises(DiskFull):
        go(folder, "b")
    assert [entry["version"] for entry in log.read(folder)] == ["a"]
    assert current_version(folder) == "a"


def test_a_folder_without_versions_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="none"):
        go(tmp_path / "none", "a")


def test_whoever_may_read_files_of_this_account_may_read_a_version(tmp_path: Path, write: WriteVersion) -> None:
    """Root trains, the service answers under an account of its own."""
    before = os.umask(0o022)
    try:
        version = write("a", {"klaim": 0.8})
        go(tmp_path, "a")
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in [tmp_path / "CURRENT", *version.iterdir()]} == {0o644}


def edition(sha256: str, file: str = "labels/categories_dev.jsonl") -> dict[str, Any]:
    return {"training_files": [{"file": file, "sha256": sha256}, {"file": "posts/pilpres_2019.jsonl", "sha256": "x"}]}


def test_better_numbers_over_other_rows_need_a_reason(folder: Path, write: WriteVersion) -> None:
    """Who leaves out the labels that a model gets wrong has a better number and no better model."""
    add_to_version(folder / "a", manifest=edition("1"))
    add_to_version(write("b", {"klaim": 0.9, "flips": 0.0}), manifest=edition("1"))
    add_to_version(write("c", {"klaim": 0.99, "flips": 0.0}), manifest=edition("2"))
    assert check(folder, "b", GATES).findings == []
    with pytest.raises(WorseModel, match=r"labels/categories_dev\.jsonl.*another edition"):
        go(folder, "c")
    go(folder, "c", "nine hundred labels of 2027 were added")
    assert "another edition" in log.read(folder)[-1]["worse"][0]


@pytest.mark.parametrize("said", [{}, {"training_files": None}, {"training_files": [1, {"file": {}}]}])
def test_a_version_that_does_not_say_its_rows_is_not_compared_quietly(
    folder: Path, write: WriteVersion, said: dict[str, Any]
) -> None:
    add_to_version(folder / "a", manifest=edition("1", "hate/sara_hate_train.jsonl"))
    add_to_version(write("b", {"klaim": 0.9, "flips": 0.0}), manifest=said)
    assert [finding.path for finding in check(folder, "b", GATES).findings] == ["hate/sara_hate_train.jsonl"]
