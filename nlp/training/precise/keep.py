"""Keeps the transformer of the version in use beside linear models that are trained anew. Needs no torch.

What both stages weigh, and where their decisions begin, is chosen anew on the rows that the transformer never saw, with
its answers as they are served. So verdicts can teach on a machine that cannot fine-tune.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from core.errors import BadInput
from nlp.artefacts import Artefact
from nlp.categories.precise.model import is_precise
from nlp.categories.precise.network import load_network
from nlp.categories.precise.reading import read
from nlp.training.corpus import Example
from nlp.training.precise.held import FILE, held_out
from nlp.training.precise.join import Linear, join
from nlp.training.precise.version import PreciseVersion

#: Texts between two lines of progress; some ten seconds of two cores.
_TOLD_AFTER = 512
#: Of the transformer's part of the manifest: what is chosen anew.
_CHOSEN = frozenset({"mix", "scales"})


def has_precise(version: Artefact) -> bool:
    """Tell whether the version has a transformer that says what it never saw."""
    return "precise" in version.manifest and {"precise.onnx", FILE} <= version.files.keys()


def rows_never_seen(version: Artefact, examples: Sequence[Example], folds: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell of each row whether the transformer never saw it.

    Raises: BadInput when none of the labelled ones is such.
    """
    held = held_out(examples, folds, version)
    if not any(example.set == "labels" and never for example, never in zip(examples, held.tolist(), strict=True)):
        raise BadInput(
            f"The data has none of the labelled rows that the transformer of {version.version} never saw: nothing can"
            " be measured with it. Use --fast-only, or --teacher to fine-tune another."
        )
    return held


def keep_precise(version: Artefact, linear: Linear, say: Callable[[str], object]) -> PreciseVersion:
    """Return the version's transformer, its files byte for byte, joined with the linear models anew.

    Raises: ArtefactError when the transformer cannot be used; BadInput when it has other outputs than the linear
    models, or the data has too few of the rows it never saw.
    """
    part = version.manifest["precise"]
    outputs = list(part["outputs"])
    if set(outputs) != set(linear.margins):
        raise BadInput(
            f"The transformer of {version.version} answers other outputs than the labels have: use --teacher."
        )
    held = rows_never_seen(version, linear.examples, linear.folds)
    some = [linear.examples[i] for i in np.flatnonzero(held).tolist()]
    network = load_network(version, int(part["max_pieces"]), os.cpu_count() or 1)
    texts = [read(example.kind, example.title, example.text).text for example in some]
    found = []
    for start in range(0, len(texts), _TOLD_AFTER):
        found.append(network.logits(texts[start : start + _TOLD_AFTER]))
        say(f"the transformer read {min(start + _TOLD_AFTER, len(texts))} of {len(texts)} texts")
    logits = np.concatenate(found).astype(np.float64)
    joined = join(linear, held, dict(zip(outputs, logits.T, strict=True)))
    files = {name: content for name, content in version.files.items() if is_precise(name)}
    kept = {name: value for name, value in part.items() if name not in _CHOSEN}
    return PreciseVersion(files, kept | joined.manifest, joined.metrics)
