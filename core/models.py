"""Looks at the trained artefacts without loading them: whether files, manifest and metrics are those of training."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from core.diagnosis import Finding
from core.paths import data_dir
from core.seal import look
from core.settings import Settings

#: What ships and answers; `nlp.encoder.state` speaks of the encoders, which have stand-ins of their own.
EXPECTED = ("categories", "claims", "issues")

#: What becomes of a model's work while it is broken.
_WITHOUT = {
    "claims": "`suar claims` stops, and no fact-checks are looked for",
    "claims_encoder": "claims are matched with the static encoder",
    "encoder": "texts are compared by their spelling, claims matched by words alone, and `suar claims compare` stops",
    "issues": "`suar issues group` stops, and nothing that waits is analysed",
}


class ModelState(NamedTuple):
    """One task's version in use and what is wrong with it."""

    task: str
    version: str  #: empty where CURRENT is missing
    unreadable: bool  #: the manifest cannot be used
    broken: tuple[str, ...]  #: files that are missing, changed or not readable
    seal: Literal["whole", "broken", "none"]  #: over what decides beside the files

    @property
    def fault(self) -> str:
        """What is wrong with a version, or ''."""
        if self.unreadable:
            return "its manifest cannot be read"
        if self.broken:
            return f"{', '.join(self.broken)} missing, changed or not readable"
        return "its manifest or metrics were changed after measuring or cannot be read" if self.seal == "broken" else ""


def examine_models(folder: Path) -> list[ModelState]:
    """Return the state of every task that has a CURRENT, and of those that must have one. Raises: nothing."""
    tasks = {folder / name for name in EXPECTED} | {pointer.parent for pointer in folder.glob("*/CURRENT")}
    return [_examine(task) for task in sorted(tasks)]


def _examine(task: Path) -> ModelState:
    try:
        version = (task / "CURRENT").read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        version = ""
    if not version:
        return ModelState(task.name, "", True, (), "none")
    try:
        manifest = json.loads((task / version / "manifest.json").read_text("utf-8"))
        sums = manifest["files"].items()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ModelState(task.name, version, True, (), "none")
    broken = tuple(name for name, expected in sums if not _is_whole(task / version / name, expected))
    return ModelState(task.name, version, False, broken, look(manifest, task / version))


def _is_whole(path: Path, expected: str) -> bool:
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == expected
    except OSError:
        return False


def findings(_settings: Settings) -> Iterator[Finding]:
    """Yield what `suar doctor` says of each, with what answers in the place of a broken one."""
    for one in examine_models(data_dir("models")):
        name = f"Model {one.task} {one.version}"
        if one.version and not one.fault:
            note = "" if one.seal == "whole" else "no seal tells whether its thresholds are those that were measured"
            yield Finding(level="note" if note else "good", what=f"{name}: {note}" if note else name)
            continue
        what = f"{name}: {one.fault}" if one.version else f"No model {one.task} is in use: its CURRENT names none"
        place = f"models/{one.task}/{one.version}".rstrip("/")
        fix = f"Restore {place} from the release, or train it anew: suar train {one.task}"
        yield Finding(level="bad", what=f"{what}; {_instead(one)}", fix=fix)


def _instead(one: ModelState) -> str:
    """Return what answers in the place of a broken model."""
    if one.task != "categories":
        return _WITHOUT.get(one.task, "what needs it stops")
    if one.seal != "broken" and one.broken and all(name.startswith("precise.") for name in one.broken):
        return "the fast models judge alone"
    return "categories are judged by rules only, and nothing is a yes"
