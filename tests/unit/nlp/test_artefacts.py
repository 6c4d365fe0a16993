"""A file of a version that cannot be used is told by name and reason."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from core.errors import ArtefactError
from nlp.artefacts import current_version, load_version


@pytest.fixture
def version(tmp_path: Path) -> Path:
    """A version of one file."""
    (tmp_path / "a.npz").write_bytes(b"a")
    manifest = {"version": "v", "files": {"a.npz": hashlib.sha256(b"a").hexdigest()}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    return tmp_path


def test_a_whole_file_is_read(version: Path) -> None:
    assert load_version(version).files == {"a.npz": b"a"}


def test_a_missing_file(version: Path) -> None:
    (version / "a.npz").unlink()
    with pytest.raises(ArtefactError, match=r"a\.npz is missing"):
        load_version(version)


def test_a_file_that_may_not_be_read_is_not_called_missing(version: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(ArtefactError, match=r"a\.npz cannot be read: Permission denied"):
        load_version(version)


@pytest.mark.timeout(10)
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: os.symlink("/dev/zero", path)])
def test_what_is_no_file_is_not_read(version: Path, make: Any) -> None:
    """A pipe would be waited for without end, and /dev/zero would fill the memory."""
    (version / "a.npz").unlink()
    make(version / "a.npz")
    with pytest.raises(ArtefactError, match="is no file"):
        load_version(version)


def test_why_current_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match="No such file"):
        current_version(tmp_path)
    (tmp_path / "CURRENT").write_bytes(b"\xff\xfe")
    with pytest.raises(ArtefactError, match="not text"):
        current_version(tmp_path)
