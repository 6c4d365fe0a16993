"""Trains the transformer on four folds of five, and chooses on the fifth how its answers join the linear ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from nlp.artefacts import Artefact
from nlp.categories.combine import HOSTILITY
from nlp.categories.urgency import Urgency
from nlp.training.contrast import read_functions
from nlp.training.corpus import Example
from nlp.training.hostility import FOREIGN
from nlp.training.precise.between import between
from nlp.training.precise.export import export
from nlp.training.precise.fit import FURTHER, Recipe, Say, encode, fit, logits
from nlp.training.precise.held import FILE, held_file, held_out, learned_from
from nlp.training.precise.join import Margins, Scales, Truth, join
from nlp.training.precise.network import Network
from nlp.training.precise.rows import Rows, make_rows
from nlp.training.precise.start import network_of, start_of, tokenizer_of
from nlp.training.precise.version import PreciseVersion
from nlp.training.urgency import Learned

#: What the guide's definition of hostility counts beside those of the sets, which have many more positives. On halves
#: of the held-out rows a third gives F1 .66/.62 on the two sets and .53 on the labels, nothing .68/.63 and .52
#: (2026-11-28).
GUIDE_SHARE = 0.2


def train_precise(
    teacher: Path,
    examples: Sequence[Example],
    folds: NDArray[np.int64],
    linear: Mapping[str, Margins],
    fast: Scales,
    urgency: Learned,
    say: Say,
    version: Artefact | None = None,
) -> PreciseVersion:
    """Fine-tune, choose, measure and export; `linear` as `finish` takes it.

    With a `version` tuning goes on from its transformer and keeps half of it; what it held out stays held out.

    Raises: ImportError without the training extra; OSError when the teacher cannot be read; ValueError,
    KeyError and ArtefactError when the version has no transformer of ours or does not say what it held out.
    """
    start = start_of(version) if version else None
    tokenizer = tokenizer_of(teacher, start.tokenizer if start else None)
    rows = make_rows([*examples, *read_functions()], tuple(examples[0].targets))
    held = held_out(examples, folds, version)
    network = network_of(teacher, rows.outputs, start)
    network = train_network(network, tokenizer, rows, learned_from(examples, held), FURTHER if start else Recipe(), say)
    if start is not None:
        before = network_of(teacher, rows.outputs, start)
        network.load_state_dict(between(before.state_dict(), network.state_dict()))
    return finish(network, tokenizer, rows, examples, held, linear, fast, urgency.unseen(folds[held]))


def train_network(
    network: Network, tokenizer: Tokenizer, rows: Rows, learned: Truth, recipe: Recipe, say: Say
) -> Network:
    """Return the network trained on the rows of `learned` and those past it, which are more contrast sentences."""
    train = np.flatnonzero(np.concatenate([learned, np.ones(len(rows.texts) - len(learned), dtype=bool)]))
    return fit(network, encode(tokenizer, rows.texts, recipe.longest), rows, train, recipe, say)


def finish(
    network: Network,
    tokenizer: Tokenizer,
    rows: Rows,
    examples: Sequence[Example],
    held: Truth,
    linear: Mapping[str, Margins],
    fast: Scales,
    urgency: Sequence[Urgency],
) -> PreciseVersion:
    """Choose mix and scales on the held rows, measure there, and export.

    `linear[output]` runs over all examples, NaN where the linear models do not judge them; each value is by a model
    that left the row out. `fast` are the scales of the linear models alone; `urgency` has for each held row the model
    that left it out.
    """
    recipe = Recipe()
    numbers = np.flatnonzero(held).tolist()
    pieces = encode(tokenizer, [rows.texts[i] for i in numbers], recipe.longest)
    found = dict(zip(rows.outputs, logits(network, pieces).T.astype(np.float64), strict=True))
    shares = {HOSTILITY: GUIDE_SHARE} | dict.fromkeys(FOREIGN.values(), (1.0 - GUIDE_SHARE) / len(FOREIGN))
    found[HOSTILITY] = sum((share * found[name] for name, share in shares.items()), np.zeros(len(numbers)))
    outputs = [name for name in rows.outputs if "@" not in name]
    joined = join(
        [examples[i] for i in numbers],
        {output: found[output] for output in outputs},
        {output: linear[output][numbers] for output in outputs},
        fast,
        urgency,
    )
    manifest = {"outputs": outputs, "max_pieces": recipe.longest, "hostility_shares": shares} | joined.manifest
    files = export(network, tokenizer, rows.outputs, {HOSTILITY: shares}, recipe.longest)
    files[FILE] = held_file(examples, held)
    return PreciseVersion(files, manifest, joined.metrics)
