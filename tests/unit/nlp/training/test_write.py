"""A version goes by what it decides, and another one never takes its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("sklearn")

from core.errors import BadInput
from nlp.training.write import version_of, write_version

FILES = {"weights.npz": b"one"}


def write(folder: Path, **manifest: Any) -> None:
    write_version(folder / "a", FILES, {"task": "categories", "version": "a", **manifest}, {}, "card")


def test_other_thresholds_are_another_version() -> None:
    names = {version_of(FILES), version_of(FILES, {"yes_from": 1.0}), version_of(FILES, {"yes_from": 1.1})}
    assert len(names) == 3
    assert version_of(FILES, {"yes_from": 1.0}) in names


def test_a_version_is_written_twice_but_never_over_another(tmp_path: Path) -> None:
    write(tmp_path, scales=1)
    write(tmp_path, scales=1)
    with pytest.raises(BadInput, match="decides otherwise"):
        write(tmp_path, scales=2)


@pytest.mark.parametrize("broken", ["{", "[]", "\x00"])
def test_a_folder_whose_manifest_cannot_be_read_is_not_written_over(tmp_path: Path, broken: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "manifest.json").write_text(broken)
    with pytest.raises(BadInput, match="decides otherwise"):
        write(tmp_path, scales=1)
