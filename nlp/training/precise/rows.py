"""The rows that teach the transformer: what each knows, what it counts, and which of them an epoch shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.categories.combine import HOSTILITY
from nlp.categories.identities import IDENTITY, group_names
from nlp.categories.precise.reading import MARKS, read
from nlp.training.corpus import Example
from nlp.training.hostility import FOREIGN

#: What a row counts against 1 for a labelled one, which knows eighteen outputs while these know one or a few.
WEIGHTS = {
    "labels": 1.0,
    "annotated": 1.0,
    "weak": 1.0,
    "hate": 4.0,
    "contrast": 5.0,
    "frames": 2.0,
    "mirror": 0.5,
    "mention": 0.5,
    "stock": 1.0,
    "feedback": 1.0,
}
#: Sets that are shown whole as far as something holds for their rows; only the others are drawn.
_FIRST = ("hate", "annotated")
#: How many rows of a set one epoch shows, drawn anew each time; sets that are not named are shown whole.
SHOWN = {"weak": 1000, "hate": 8000, "frames": 600, "mirror": 500, "mention": 300, "stock": 300}


@dataclass(frozen=True, slots=True)
class Rows:
    """Texts with their targets. `targets[i, j]` is output j of text i: 1, 0, or NaN when it is not known."""

    texts: list[str]
    sets: list[str]
    targets: NDArray[np.float32]
    weights: NDArray[np.float32]
    outputs: tuple[str, ...]


def make_rows(examples: Sequence[Example], outputs: Sequence[str]) -> Rows:
    """Return the examples as the network reads them; `outputs` are the guide's, those of the sets come after."""
    names = (*outputs, *FOREIGN.values())
    column = {name: i for i, name in enumerate(names)}
    targets = np.full((len(examples), len(names)), np.nan, dtype=np.float32)
    for row, example in enumerate(examples):
        for output, value in _known(example).items():
            targets[row, column[output]] = value
    texts = [read(example.kind, example.title, example.text).text for example in examples]
    weights = np.array([WEIGHTS[example.set] * example.weight for example in examples], dtype=np.float32)
    return _with_names(Rows(texts, [example.set for example in examples], targets, weights, names))


def _with_names(rows: Rows) -> Rows:
    """Add each contrast sentence once more with the bare name of some group.

    Lists of names have gaps. A network that has only seen the mark would meet an unlisted name as something it does not
    know; here every name comes with hostile and with harmless sentences alike.
    """
    mark = MARKS[IDENTITY]
    own = [i for i, text in enumerate(rows.texts) if rows.sets[i] == "contrast" and mark in text.split()]
    chosen = np.random.default_rng(0).choice(np.array(sorted(group_names())), len(own))
    texts = [rows.texts[i].replace(mark, name) for i, name in zip(own, chosen.tolist(), strict=True)]
    return Rows(
        [*rows.texts, *texts],
        [*rows.sets, *["contrast"] * len(own)],
        np.concatenate([rows.targets, rows.targets[own]]),
        np.concatenate([rows.weights, rows.weights[own]]),
        rows.outputs,
    )


def draw(
    rows: Rows, among: NDArray[np.int64], random: np.random.Generator, shown: Mapping[str, int] = SHOWN
) -> NDArray[np.int64]:
    """Return the rows of one epoch: of the large sets so many as `shown` says."""
    kept = []
    for name in sorted({rows.sets[i] for i in among.tolist()}):
        own = np.array([i for i in among.tolist() if rows.sets[i] == name])
        if name in shown and len(own) > shown[name]:
            always = own[np.nanmax(rows.targets[own], axis=1) > 0] if name in _FIRST else own[:0]
            rest = np.setdiff1d(own, always)
            more = min(len(rest), max(1, shown[name] - len(always)))
            own = np.concatenate([always, random.choice(rest, more, False)])
        kept.append(own)
    return np.concatenate(kept)


def _known(example: Example) -> dict[str, bool]:
    """Return the outputs that the example knows: a set's own definition is not the guide's."""
    if example.set == "hate":
        return {FOREIGN[example.source]: example.targets[HOSTILITY]}
    if example.set == "mirror":  # criticism and praise of institutions are hostility by no definition
        return dict(example.targets) | dict.fromkeys((HOSTILITY, *FOREIGN.values()), False)
    if example.set in ("contrast", "frames") and HOSTILITY in example.targets:
        return dict(example.targets) | dict.fromkeys(FOREIGN.values(), example.targets[HOSTILITY])
    return dict(example.targets)
