"""What a version says of its own making: the sets it read, their licences and hashes, and fingerprints of the texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from core.errors import BadInput
from nlp.evaluation.seen import pack, sha256_of
from nlp.training.annotated import FORMS
from nlp.training.corpus import NON_COMMERCIAL_FILES, Example
from nlp.training.datasets import DATASETS, dataset_of
from nlp.training.write import npz

#: The files that training reads below the data folder; the non-commercial one is left out with --without-nc.
FILES = ("labels/categories_dev.jsonl", *FORMS)


def data_rows(examples: Iterable[Example]) -> list[dict[str, Any]]:
    """Return each data set with its rows and licence. Raises: BadInput for rows whose licence nobody named."""
    rows: Counter[str] = Counter()
    for example in examples:
        name = dataset_of(example.set, example.source)
        if name not in DATASETS:
            raise BadInput(
                f"Rows of the set {example.set} come from {example.source!r}, whose licence is not known: name it in "
                "nlp/training/datasets.py, or take them out."
            )
        rows[name] += 1
    return [
        {"name": name, "what": DATASETS[name][0], "licence": DATASETS[name][1], "rows": n}
        for name, n in sorted(rows.items())
    ]


def training_files(data: Path, without_nc: bool, feedback: Path | None = None) -> list[dict[str, str]]:
    """Return the hash of every file that was read, so that an evaluation knows it again. Raises: OSError."""
    read = [(name, data / name) for name in FILES if not (without_nc and name in NON_COMMERCIAL_FILES)]
    read += [("feedback", feedback)] if feedback else []
    return [{"file": name, "sha256": sha256_of(path)} for name, path in read]


def seen_file(examples: Sequence[Example]) -> bytes:
    """Return the file with the fingerprints of all rows."""
    return npz(pack(example.mark for example in examples))
