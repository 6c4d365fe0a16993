"""Which texts a version has seen in training, told by fingerprints that ship with it: the texts themselves never do.

A fingerprint is four bytes of a hash over the letters and digits of title and text, folded by Unicode alone, so that it
outlives changes of our own normalisation. Of a million unseen texts about nine share one with 37,000 seen ones.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Container, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.schemas.document import Kind
from nlp.artefacts import Artefact

#: How much training reads of the long texts of a set: as much as those of labels/categories_dev.jsonl have.
READ: dict[Kind, int] = {"news": 420, "post": 700}

#: The file of a version that holds the fingerprints of its training rows.
FILE = "seen.npz"


def fingerprint(title: str, text: str) -> int:
    """Return the mark of a text; 0 for one without a letter or digit."""
    folded = unicodedata.normalize("NFKC", f"{title} {text}").casefold()
    letters = "".join(filter(str.isalnum, folded))
    return int.from_bytes(hashlib.sha256(letters.encode("utf-8", "replace")).digest()[:4], "big") if letters else 0


def fingerprints(kind: Kind, title: str, text: str) -> tuple[int, ...]:
    """Return the marks under which a text may have been learned from: whole, and as far as training read long ones."""
    cut = READ[kind]
    return tuple(fingerprint(title, one) for one in (text, text.strip()[:cut], " ".join(text.split())[:cut]))


def pack(marks: Iterable[int]) -> dict[str, NDArray[Any]]:
    """Return the arrays of the file: sorted, each mark once."""
    return {"marks": np.unique(np.array([mark for mark in marks if mark], dtype=np.uint32))}


class Seen:
    """What one version was trained on."""

    def __init__(self, marks: NDArray[np.uint32] | None, files: dict[str, str], names: Container[str]) -> None:
        self._marks = marks
        self._files = files  #: sha256 -> name
        self._names = names

    def set(self, name: str) -> bool:
        """Tell whether the manifest names a set of this name among its data."""
        return name in self._names

    @property
    def is_known(self) -> bool:
        """Whether the version says what it was trained on; one from before 2026-11-28 does not."""
        return self._marks is not None

    def texts(self, marks: Iterable[tuple[int, ...]]) -> NDArray[np.bool_]:
        """Tell of each text by its marks whether it was seen; where nothing is known, nothing counts as unseen."""
        known = None if self._marks is None else set(self._marks.tolist())
        return np.array([known is None or not known.isdisjoint(own) for own in marks], dtype=bool)

    def file(self, path: Path) -> str | None:
        """Return the name under which training read a file of exactly this content."""
        return self._files.get(sha256_of(path))


def read_seen(artefact: Artefact) -> Seen:
    """Return what the version was trained on. Raises: ArtefactError when the file of it cannot be read."""
    files = {row["sha256"]: row["file"] for row in artefact.manifest.get("training_files", [])}
    names = {row["name"] for row in artefact.manifest.get("data", [])}
    marks = artefact.arrays(FILE)["marks"].astype(np.uint32) if FILE in artefact.files else None
    return Seen(marks, files, names)


def sha256_of(path: Path) -> str:
    """Return the hash of a file. Raises: OSError."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
