"""Writes a trained version: data only, with the sha256 of every file and a seal over all of it in the manifest."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core import clock
from core.errors import BadInput
from core.files import write_together, write_whole
from core.seal import FIELD, METRICS, seal
from nlp.artefacts import Artefact, load_version
from nlp.promotion.promote import read_metrics
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
    return {f"{name}.npz": npz(arrays), f"{name}.vocab.txt.gz": packed}


def version_of(files: Mapping[str, bytes], chosen: Mapping[str, Any] | None = None) -> str:
    """Return the day and a mark of the content: what decides otherwise never goes by the same name.

    `chosen` is what the manifest says that decides besides the files: thresholds, weights of a mix.
    """
    content = b"".join(files[name] for name in sorted(files)) + (_json(chosen) if chosen else b"")
    return f"{clock.now():%Y.%m.%d}-{hashlib.sha256(content).hexdigest()[:6]}"


def write_version(
    folder: Path,
    files: Mapping[str, bytes],
    manifest: Mapping[str, Any],
    metrics: Mapping[str, Any],
    card: str,
    charts: Mapping[str, str] | None = None,
) -> None:
    """Write the folder of a version; the charts stand beside the card that shows them.

    Raises: BadInput where a version of that name stands that decides otherwise; OSError when no folder can be made
    there; DiskFull, StorageError or BadInput when a file cannot be written.
    """
    _refuse_another(folder, manifest)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        write_whole(folder / name, content, shared=True)
    write_card(folder, card, charts or {})
    write_together(_sealed(folder, manifest, _sums(files), metrics))


def _refuse_another(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Never overwrite a version: a name may hang on the weights alone, and the same ones come with other thresholds."""
    path = folder / "manifest.json"
    if not path.exists():
        return
    try:
        stands = json.loads(path.read_text(encoding="utf-8"))
        same = {**stands, **json.loads(_json(manifest))} == stands
    except (OSError, ValueError, TypeError):
        same = False  # what it decides cannot be known
    if not same:
        raise BadInput(f"{folder} is there already, and decides otherwise. Take it away, or write to another folder.")


def _sums(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}


def _sealed(
    folder: Path, manifest: Mapping[str, Any], sums: Mapping[str, str], metrics: Mapping[str, Any]
) -> dict[Path, bytes]:
    """Return the metrics, and last the manifest with the hashes of the files and the seal.

    The metrics stand beside the files that answer: who promotes must see what was measured, not what was edited.
    """
    measured = _json(metrics)
    whole = json.loads(_json({**manifest, "files": sums}))  # as it will be read
    return {folder / METRICS: measured, folder / "manifest.json": _json({**whole, FIELD: seal(whole, measured)})}


def write_card(folder: Path, card: str, charts: Mapping[str, str]) -> None:
    """Write the card of a version and its charts. Raises: DiskFull, StorageError, BadInput."""
    for name, text in {**charts, "card.md": card}.items():
        write_whole(folder / name, text.encode("utf-8"), shared=True)


def add_to_version(
    folder: Path,
    files: Mapping[str, bytes] | None = None,
    manifest: Mapping[str, Any] | None = None,
    metrics: Mapping[str, Any] | None = None,
) -> tuple[Artefact, dict[str, Any]]:
    """Add files, entries of the manifest and metrics to a version, and renew the hashes; return it with its metrics.

    Entries replace those of the same name. What does not match its hash before is refused, not hashed anew. The version
    may be in use: it stays as it was unless all of it can be written.

    Raises: ArtefactError when the version cannot be used as it is; DiskFull, StorageError or BadInput when it cannot
    be written.
    """
    artefact = load_version(folder)
    merged = {**read_metrics(artefact), **(metrics or {})}
    sums = artefact.manifest["files"] | _sums(files or {})
    more = {folder / name: content for name, content in (files or {}).items()}
    write_together(more | _sealed(folder, {**artefact.manifest, **(manifest or {})}, sums, merged))
    return load_version(folder), merged


def npz(arrays: Mapping[str, NDArray[Any]]) -> bytes:
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


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()
