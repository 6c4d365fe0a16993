"""Writes a trained version: data only, every file's sha256 in the manifest, CURRENT switched last."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.training.fit import Fitted

#: Weights smaller than this are written as 0; out of fold no score moved by more than 0.001.
SMALLEST = 0.004


def part_files(name: str, fitted: Fitted, vocabulary: list[str]) -> dict[str, bytes]:
    """Return the files of one linear model; features that weigh nothing for any output are left out."""
    kept = (np.abs(fitted.weights).max(axis=1) >= SMALLEST) & (fitted.idf > 0)
    arrays = {
        "weights": fitted.weights[kept].astype(np.float16),
        "bias": fitted.bias.astype(np.float32),
        "idf": fitted.idf[kept].astype(np.float16),
    }
    words = "\n".join(word for word, keep in zip(vocabulary, kept.tolist(), strict=True) if keep)
    packed = gzip.compress(words.encode("utf-8"), mtime=0)
    return {f"{name}.npz": _npz(arrays), f"{name}.vocab.txt.gz": packed}


def write_version(
    folder: Path, files: Mapping[str, bytes], manifest: Mapping[str, Any], metrics: Mapping[str, Any], card: str
) -> None:
    """Write the folder of a version.

    Raises: OSError when it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    _write_json(folder / "metrics.json", metrics)
    (folder / "card.md").write_text(card, encoding="utf-8")
    _write_json(folder / "manifest.json", {**manifest, "files": sums})


def make_current(folder: Path) -> None:
    """Let CURRENT name this version.

    Raises: OSError when it cannot be written.
    """
    pointer = folder.parent / "CURRENT.new"
    pointer.write_text(folder.name + "\n", encoding="utf-8")
    os.replace(pointer, folder.parent / "CURRENT")


def _npz(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return a compressed npz with fixed time stamps, so that the same weights give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            plain = io.BytesIO()
            np.lib.format.write_array(plain, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(entry, plain.getvalue())
    return packed.getvalue()


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
