"""`suar doctor` says of every model whether it is as it was measured, and what answers where it is not."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from core import models
from core.diagnosis import Finding, examine
from core.seal import FIELD, METRICS, seal
from core.settings import load

FILES = ("matter.npz", "precise.onnx")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the models, empty."""
    monkeypatch.setattr(models, "data_dir", lambda name: tmp_path)
    return tmp_path


def write(folder: Path, task: str) -> tuple[Path, dict[str, Any]]:
    """Write a sealed version in use; return its folder and its manifest."""
    version = folder / task / "v1"
    version.mkdir(parents=True)
    for name in FILES:
        (version / name).write_text(name)
    (version / METRICS).write_text("{}")
    sums = {name: hashlib.sha256(name.encode()).hexdigest() for name in FILES}
    manifest: dict[str, Any] = {"files": sums, "scales": {"yes_from": 1}}
    manifest[FIELD] = seal(manifest, b"{}")
    (version / "manifest.json").write_text(json.dumps(manifest))
    (version.parent / "CURRENT").write_text("v1\n")
    return version, manifest


def said(task: str) -> Finding:
    (found,) = [
        one
        for one in models.findings(load())
        if one.what.split()[:2] in (["Model", task], ["No", "model"]) and task in one.what
    ]
    return found


@pytest.mark.parametrize(
    ("task", "file", "words"),
    [
        ("categories", "precise.onnx", "the fast models judge alone"),
        ("categories", "matter.npz", "rules only"),
        ("issues", "matter.npz", "`suar issues group` stops"),
        ("claims", "matter.npz", "`suar claims` stops"),
        ("encoder", "matter.npz", "`suar claims compare` stops"),
        ("claims_encoder", "matter.npz", "matched with the static encoder"),
        ("other", "matter.npz", "what needs it stops"),
    ],
)
def test_which_file_is_broken_and_what_answers_instead(folder: Path, task: str, file: str, words: str) -> None:
    version, _ = write(folder, task)
    assert said(task) == Finding(level="good", what=f"Model {task} v1")
    (version / file).write_text("changed")
    found = said(task)
    assert found.level == "bad"
    assert file in found.what
    assert words in found.what
    (version / file).unlink()
    assert said(task) == found


@pytest.mark.parametrize("left", ["", "categories/v1", "categories/v1 CURRENT"])
def test_no_model_in_use(folder: Path, left: str) -> None:
    place, _, pointer = left.partition(" ")
    (folder / place).mkdir(parents=True, exist_ok=True)
    if pointer:
        (folder / "categories" / pointer).touch()
    found = said("categories")
    assert (found.level, "rules only" in found.what) == ("bad", True)
    assert "Restore models/categories from the release" in found.fix


@pytest.mark.parametrize("content", ["", "[", "[]", '{"files": []}'])
def test_a_manifest_that_cannot_be_read(folder: Path, content: str) -> None:
    version, _ = write(folder, "categories")
    (version / "manifest.json").write_text(content)
    assert said("categories").level == "bad"
    assert "manifest cannot be read; categories are judged by rules only" in said("categories").what


@pytest.mark.parametrize(("name", "level", "words"), [("scales", "bad", "rules only"), (FIELD, "note", "no seal")])
def test_thresholds_that_were_edited(folder: Path, name: str, level: str, words: str) -> None:
    version, manifest = write(folder, "categories")
    del manifest[name]
    (version / "manifest.json").write_text(json.dumps(manifest))
    found = said("categories")
    assert found.level == level
    assert words in found.what


def test_an_edited_manifest_is_no_matter_of_the_transformer_alone(folder: Path) -> None:
    version, _ = write(folder, "categories")
    (version / METRICS).unlink()
    (version / "precise.onnx").unlink()
    assert "rules only" in said("categories").what


def test_doctor_asks_for_it(folder: Path) -> None:
    assert said("categories") in examine(folder / "data")


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(folder: Path) -> None:
    version, _ = write(folder, "categories")
    (version / "matter.npz").unlink()
    os.mkfifo(version / "matter.npz")
    assert "matter.npz" in said("categories").what


def test_a_check_that_fails_hides_no_other(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """E.g. a folder of models that this account may not enter."""

    def denied(_: Path) -> list[models.ModelState]:
        raise PermissionError(13, "Permission denied", "models/claims_encoder/CURRENT")

    monkeypatch.setattr(models, "examine_models", denied)
    found = examine(tmp_path)
    (failed,) = [one for one in found if "could not be made to its end" in one.what]
    assert failed.level == "bad"
    assert "models/claims_encoder/CURRENT" in failed.what
    assert found.index(failed) < len(found) - 1
