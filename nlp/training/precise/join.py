"""How the answers of both stages join: mixes, scales and thresholds, chosen and measured on rows that neither has seen.

Importable without torch: a version whose transformer is kept needs it as much as one that was just fine-tuned.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.categories.combine import HOSTILITY
from nlp.categories.precise.model import LOWEST, highest
from nlp.categories.urgency import Urgency
from nlp.training.corpus import Example
from nlp.training.hostility import FOREIGN, score_on_set, set_hostility, sets_of
from nlp.training.measure import by_source, judge_margins, measure
from nlp.training.models import names_one
from nlp.training.precise.mix import ALONE, MOST, Mix, carried, fit_mix, lifts, mean_of
from nlp.training.scales import Evidence, choose_scales
from nlp.training.urgency import Learned

Margins = NDArray[np.float64]
Truth = NDArray[np.bool_]
Scales = Mapping[str, dict[str, dict[str, float]]]  #: output -> kind -> fields of nlp.categories.model.Scale

#: Fields of a scale that say where a decision begins.
_EDGES = ("yes_from", "unsure_from")


@dataclass(frozen=True, slots=True)
class Linear:
    """What the linear models say of the examples, each row by a model that left it out."""

    examples: Sequence[Example]
    folds: NDArray[np.int64]
    margins: Mapping[str, Margins]  #: NaN where an output does not judge the row
    scales: Scales
    urgency: Learned


@dataclass(frozen=True, slots=True)
class Joined:
    """The parts `mix` and `scales` of the manifest, and what was measured."""

    manifest: dict[str, Any]
    metrics: dict[str, Any]


def join(linear: Linear, held: Truth, precise: Mapping[str, Margins]) -> Joined:
    """Choose how the answers join on the held rows, from which neither stage learned, and measure it there.

    `precise[output]` are the logits of the transformer for those rows, as it is served.
    """
    numbers = np.flatnonzero(held)
    examples = [linear.examples[i] for i in numbers.tolist()]
    margins = {output: linear.margins[output][numbers] for output in precise}
    urgency = linear.urgency.unseen(linear.folds[numbers])
    named = [names_one(example) for example in examples]
    bounded = {name: np.clip(x, LOWEST, [highest(name, one) for one in named]) for name, x in precise.items()}
    labelled = np.array([example.set == "labels" for example in examples])
    chosen = choose(examples, np.ones(len(examples), dtype=bool), bounded, margins, linear.scales)
    manifest = {
        "mix": {output: dict.fromkeys(("news", "post"), asdict(mix)) for output, mix in chosen.mixes.items()},
        "scales": chosen.scales,
    }
    return Joined(manifest, crossed(examples, labelled, bounded, margins, linear.scales, urgency))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The mixed margins of some rows with how they were made and how they are read."""

    mixes: dict[str, Mix]
    margins: dict[str, Margins]
    scales: dict[str, dict[str, dict[str, float]]]


def choose(
    examples: Sequence[Example], use: Truth, precise: Mapping[str, Margins], linear: Mapping[str, Margins], fast: Scales
) -> Chosen:
    """Choose mix and scales of every output on the labelled rows of `use`; hostility's mix and threshold on its sets.

    Outputs that the transformer does not lift stay as the linear models have them, whose scales rest on all folds.
    """
    judged = use & np.array([example.set == "labels" for example in examples])
    mixes: dict[str, Mix] = {}
    margins: dict[str, Margins] = {}
    scales: dict[str, dict[str, dict[str, float]]] = {}
    own = [example for example, used in zip(examples, judged.tolist(), strict=True) if used]
    news = np.array([example.kind == "news" for example in own])
    plain = np.array([example.plain for example in own])
    for output, logit in precise.items():
        truth, most = np.array([example.targets[output] for example in own]), MOST.get(output, math.inf)
        if output == HOSTILITY:
            judged_by = [(rows & use, truth) for rows, truth in sets_of(examples)]
            mixes[output] = mean_of(
                [fit_mix(linear[output][rows], logit[rows], truth[rows]) for rows, truth in judged_by]
            )
        elif output in fast and not lifts(linear[output][judged], logit[judged], truth, most):
            mixes[output], margins[output], scales[output] = ALONE, linear[output], fast[output]
            continue
        else:
            mixes[output] = fit_mix(linear[output][judged], logit[judged], truth, most)
        margins[output] = mixes[output](linear[output], logit)
        scales[output] = choose_scales(Evidence(margins[output][judged], truth, news, plain))
        for kind, rows in (("news", news), ("post", ~news)):
            before, after = linear[output][judged][rows], margins[output][judged][rows]
            for edge, threshold in fast.get(output, {}).get(kind, {}).items():
                moved = carried(threshold, before, after) if edge in _EDGES else None
                if moved is not None:
                    scales[output][kind][edge] = round(moved, 5)
    set_hostility([examples[i] for i in np.flatnonzero(use).tolist()], margins[HOSTILITY][use], scales[HOSTILITY])
    return Chosen(mixes, margins, scales)


def crossed(
    examples: Sequence[Example],
    labelled: Truth,
    precise: Mapping[str, Margins],
    linear: Mapping[str, Margins],
    fast: Scales,
    urgency: Sequence[Urgency],
) -> dict[str, Any]:
    """Return the scores of what serving would answer: each half of the rows with what was chosen on the other."""
    half = np.arange(len(examples)) % 2 == 0
    answers: dict[int, Any] = {}
    margins = {output: np.zeros(len(examples)) for output in precise}
    hostile = np.zeros(len(examples), dtype=bool)
    for mine in (half, ~half):
        chosen = choose(examples, ~mine, precise, linear, fast)
        rows = np.flatnonzero(labelled & mine).tolist()
        own = {output: values[rows] for output, values in chosen.margins.items()}
        said = judge_margins([examples[i] for i in rows], own, chosen.scales, [urgency[i] for i in rows])
        answers |= dict(zip(rows, said, strict=True))
        for output, values in chosen.margins.items():
            margins[output][mine] = values[mine]
        hostile[mine] = chosen.margins[HOSTILITY][mine] >= chosen.scales[HOSTILITY]["post"]["yes_from"]
    kept = np.flatnonzero(labelled).tolist()
    own_examples, own_answers = [examples[i] for i in kept], [answers[i] for i in kept]
    return {
        "held_out": measure(own_examples, {o: values[kept] for o, values in margins.items()}, own_answers),
        "by_source": by_source(own_examples, own_answers),
        "hostility_by_set": {name: score_on_set(examples, hostile, name) for name in FOREIGN},
    }
