"""Looks at the trained artefacts without loading them: whether files, manifest and metrics are those of training."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Literal, NamedTuple

from core.seal import look


class ModelState(NamedTuple):
    """One task's version in use and what is wrong with it."""

    task: str
    version: str
    unreadable: bool  #: the manifest cannot be used
    broken: tuple[str, ...]  #: files that are missing or changed
    seal: Literal["whole", "broken", "none"]  #: over what decides beside the files


def examine_models(folder: Path) -> list[ModelState]:
    """Return the state of every task that has a CURRENT. Raises: OSError when that cannot be read."""
    return [_examine(pointer.parent) for pointer in sorted(folder.glob("*/CURRENT"))]


def _examine(task: Path) -> ModelState:
    version = (task / "CURRENT").read_text("utf-8").strip()
    try:
        manifest = json.loads((task / version / "manifest.json").read_text("utf-8"))
        sums = manifest["files"].items()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ModelState(task.name, version, True, (), "none")
    broken = tuple(name for name, expected in sums if not _is_whole(task / version / name, expected))
    return ModelState(task.name, version, False, broken, look(manifest, task / version))


def _is_whole(path: Path, expected: str) -> bool:
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == expected
    except OSError:
        return False
