"""Loads trained artefacts: data only, each file checked against the manifest's sha256 before it is read.

The manifest itself, whose thresholds decide beside the weights, is held to its seal (`core.seal`).
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import re
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core import seal
from core.errors import ArtefactError
from core.files import unwritable, write_whole

#: Largest file accepted: an artefact is some MB; a swapped file must not fill the memory.
_LARGEST_FILE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Artefact:
    """One version of a task's artefact, its files verified and held in memory until they are parsed."""

    folder: Path
    manifest: dict[str, Any]
    files: dict[str, bytes]

    @property
    def version(self) -> str:
        """Return the version, which is the name of the folder. Raises: ArtefactError when the manifest has none."""
        version = self.manifest.get("version")
        if not isinstance(version, str):
            raise ArtefactError(f"{self.folder / 'manifest.json'} names no version. {_REPAIR}")
        return version

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """Return the arrays of an npz file; pickled content is refused.

        Raises: ArtefactError when the file is not in the manifest or not such a file.
        """
        try:
            with np.load(io.BytesIO(self.files[name]), allow_pickle=False) as stored:
                return {key: stored[key] for key in stored.files}
        except Exception as error:  # numpy, zipfile and zlib have errors of their own, of no common class
            raise ArtefactError(f"{self.folder / name} cannot be read: {error}. {_REPAIR}") from error

    def words(self, name: str) -> list[str]:
        """Return the lines of a gzipped word list.

        Raises: ArtefactError when the file is not in the manifest or not such a file.
        """
        try:
            with gzip.open(io.BytesIO(self.files[name])) as packed:
                return packed.read(_LARGEST_FILE).decode("utf-8").split("\n")
        except (KeyError, OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
            raise ArtefactError(f"{self.folder / name} cannot be read: {error}. {_REPAIR}") from error


_REPAIR = "Restore the folder from the release, or train it again with `suar train`."


def load_artefact(task_folder: Path) -> Artefact:
    """Read the version that CURRENT names and verify every file of its manifest.

    Raises: ArtefactError when CURRENT, the manifest or a file is missing or does not match.
    """
    return load_version(task_folder / current_version(task_folder))


def load_version(folder: Path, wanted: Callable[[str], bool] = bool) -> Artefact:
    """Read the version in this folder, named by CURRENT or not; verify its seal and the wanted files of its manifest.

    Raises: ArtefactError when the manifest or a wanted file is missing or does not match, or the seal is broken; what
    nobody sealed is taken as it is.
    """
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        sums = {str(name): str(expected) for name, expected in manifest["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ArtefactError(f"{folder / 'manifest.json'} cannot be read: {error}. {_REPAIR}") from error
    for name in sums:
        # Standard model folders have a folder a module, one deep; nothing above or hidden is ever read.
        if not re.fullmatch(r"(?:\w[\w.-]*/)?\w[\w.-]*", name):
            raise ArtefactError(f"The manifest names a file outside its folder: {name}. {_REPAIR}")
    # With the largest version, of 87 KB of manifest and metrics, looking takes .7 ms (2026-11-30).
    if seal.look(manifest, folder) == "broken":
        raise ArtefactError(
            f"{folder / 'manifest.json'} does not match its seal: thresholds, mixes or {seal.METRICS} were changed"
            f" after the measurement, or cannot be read. {_REPAIR}"
        )
    files = {name: _verified(folder / name, expected) for name, expected in sums.items() if wanted(name)}
    return Artefact(folder, manifest, files)


def current_version(task_folder: Path) -> str:
    """Return the version named by CURRENT; only a plain folder name is followed.

    Raises: ArtefactError when CURRENT is missing or names no version.
    """
    try:
        version = (task_folder / "CURRENT").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = "it is not text" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise ArtefactError(f"{task_folder / 'CURRENT'} cannot be read: {why}. {_REPAIR}") from error
    if not is_version_name(version):
        raise ArtefactError(f"{task_folder / 'CURRENT'} names no version. {_REPAIR}")
    return version


def is_version_name(name: str) -> bool:
    """Tell whether the name is a plain folder name, which is all that a version may be."""
    return bool(name) and Path(name).name == name and not name.startswith(".")


def make_current(folder: Path) -> None:
    """Let CURRENT name this version. Whether it may is for `nlp.promotion` to say.

    Raises: DiskFull, StorageError or BadInput when it cannot be written.
    """
    with next_current(folder) as switch:
        switch()


@contextmanager
def next_current(folder: Path) -> Iterator[Callable[[], None]]:
    """Write beside CURRENT what it is to say, and give what puts that in its place; without a call nothing stays.

    Raises: DiskFull, StorageError or BadInput when it cannot be written.
    """
    pointer = folder.parent / f".CURRENT.{os.getpid()}"
    write_whole(pointer, f"{folder.name}\n".encode(), shared=True)
    try:
        yield lambda: _put(pointer, folder.parent / "CURRENT")
    finally:
        pointer.unlink(missing_ok=True)


def _put(pointer: Path, current: Path) -> None:
    try:
        os.replace(pointer, current)
    except OSError as error:
        raise unwritable(current, error) from error


def _verified(path: Path, expected: str) -> bytes:
    """Return the bytes of a file whose hash is the manifest's; a pipe or a device would keep its reader for ever."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise ArtefactError(f"{path} is no file. {_REPAIR}")
        if found.st_size > _LARGEST_FILE:
            raise ArtefactError(f"{path} is larger than an artefact can be. {_REPAIR}")
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ArtefactError(f"{path} is missing. {_REPAIR}") from error
    except OSError as error:
        raise ArtefactError(f"{path} cannot be read: {error.strerror}. {_REPAIR}") from error
    if hashlib.sha256(content).hexdigest() != expected:
        raise ArtefactError(f"{path} does not match its manifest. {_REPAIR}")
    return content
