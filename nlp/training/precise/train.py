"""Trains the transformer on four folds of five, and chooses on the fifth how its answers join the linear ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from nlp.artefacts import Artefact
from nlp.categories.combine import HOSTILITY
from nlp.categories.identities import mask, names_a_group
from nlp.categories.judge import TEXT_TOKENS
from nlp.categories.precise.model import LOWEST, highest
from nlp.categories.urgency import Urgency
from nlp.training.contrast import read_functions
from nlp.training.corpus import Example
from nlp.training.hostility import FOREIGN, score_on_set, set_hostility, sets_of
from nlp.training.measure import by_source, judge_margins, measure
from nlp.training.precise.between import between
from nlp.training.precise.export import export
from nlp.training.precise.fit import FURTHER, Recipe, Say, encode, fit, logits
from nlp.training.precise.held import FILE, held_file, held_out, learned_from
from nlp.training.precise.mix import ALONE, Mix, carried, fit_mix, lifts, mean_of
from nlp.training.precise.network import Network
from nlp.training.precise.rows import Rows, make_rows
from nlp.training.precise.start import network_of, start_of, tokenizer_of
from nlp.training.precise.version import PreciseVersion
from nlp.training.scales import Evidence, choose_scales
from nlp.training.urgency import Learned

Margins = NDArray[np.float64]
Truth = NDArray[np.bool_]

Scales = Mapping[str, dict[str, dict[str, float]]]  #: output -> kind -> fields of nlp.categories.model.Scale

#: What the guide's definition of hostility counts beside those of the sets, which have many more positives. On halves
#: of the held-out rows a third gives F1 .66/.62 on the two sets and .53 on the labels, nothing .68/.63 and .52
#: (2026-11-28).
GUIDE_SHARE = 0.2
#: Fields of a scale that say where a decision begins.
_EDGES = ("yes_from", "unsure_from")


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
    numbers = np.flatnonzero(held)
    pieces = encode(tokenizer, [rows.texts[i] for i in numbers.tolist()], recipe.longest)
    found = dict(zip(rows.outputs, logits(network, pieces).T.astype(np.float64), strict=True))
    some = [examples[i] for i in numbers.tolist()]
    shares = {HOSTILITY: GUIDE_SHARE} | dict.fromkeys(FOREIGN.values(), (1.0 - GUIDE_SHARE) / len(FOREIGN))
    found[HOSTILITY] = sum((share * found[name] for name, share in shares.items()), np.zeros(len(some)))
    named = [_names_a_group(example) for example in some]
    found = {name: np.clip(logit, LOWEST, [highest(name, one) for one in named]) for name, logit in found.items()}
    outputs = [name for name in rows.outputs if "@" not in name]
    seen = {output: linear[output][numbers] for output in outputs}
    labelled = np.array([example.set == "labels" for example in some])
    chosen = choose(some, np.ones(len(some), dtype=bool), {output: found[output] for output in outputs}, seen, fast)
    manifest = {
        "outputs": outputs,
        "max_pieces": recipe.longest,
        "mix": {o: dict.fromkeys(("news", "post"), asdict(mix)) for o, mix in chosen.mixes.items()},
        "scales": chosen.scales,
        "hostility_shares": shares,
    }
    files = export(network, tokenizer, rows.outputs, {HOSTILITY: shares}, recipe.longest)
    files[FILE] = held_file(examples, held)
    return PreciseVersion(files, manifest, crossed(some, labelled, {o: found[o] for o in outputs}, seen, fast, urgency))


def _names_a_group(example: Example) -> bool:
    """Tell whether the example names a group or a camp where it is read, as `nlp.categories.judge.Weighed` does."""
    return names_a_group((*mask(example.title), *mask(example.text[: TEXT_TOKENS[example.kind]])))


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
        truth = np.array([example.targets[output] for example in own])
        if output == HOSTILITY:
            judged_by = [(rows & use, truth) for rows, truth in sets_of(examples)]
            mixes[output] = mean_of(
                [fit_mix(linear[output][rows], logit[rows], truth[rows]) for rows, truth in judged_by]
            )
        elif output in fast and not lifts(linear[output][judged], logit[judged], truth):
            mixes[output], margins[output], scales[output] = ALONE, linear[output], fast[output]
            continue
        else:
            mixes[output] = fit_mix(linear[output][judged], logit[judged], truth)
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
