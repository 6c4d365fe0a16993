"""Trains, measures and writes one version of the category models. The same data gives the same bytes.

1. Read the sets; drop weak rows that share a five-word run with a labelled one; group near-copies into folds.
2. Fit each model once a fold, and once on everything; its margins on the rows left out are what all below is chosen on.
3. Choose calibration, thresholds and the unsure band per output and kind; measure what serving would answer.
4. Ask the result the functional suite, write the version with manifest, metrics and card.

Whether CURRENT may name the version is for `nlp.promotion` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import BadInput
from core.files import try_folder
from nlp.artefacts import Artefact
from nlp.categories.combine import HOSTILITY
from nlp.categories.precise.routing import SHIPPED
from nlp.categories.stage import build_from
from nlp.categories.urgency import Urgency
from nlp.evaluation.behaviour import measure_behaviour
from nlp.evaluation.judge import VersionJudge
from nlp.evaluation.seen import FILE
from nlp.training.annotated import read_annotated
from nlp.training.apart import apart_from_suite
from nlp.training.bounds import bound_rows
from nlp.training.card import render_card
from nlp.training.charts import render_charts
from nlp.training.comparison import keep_without_nc
from nlp.training.contrast import read_contrast
from nlp.training.corpus import Example, read_hate, read_labels, read_weak_claims
from nlp.training.cross_source import cross_source
from nlp.training.enough import need_both_sides, need_labels
from nlp.training.feedback import capped, read_caps, read_feedback
from nlp.training.fit import fit_and_judge
from nlp.training.groups import assign_folds, shingle
from nlp.training.hostility import score
from nlp.training.matrix import count
from nlp.training.measure import by_source, judge_margins, measure
from nlp.training.models import Part, hostility_part, matter_part
from nlp.training.packages import training_packages
from nlp.training.precise.join import Linear
from nlp.training.precise.keep import keep_precise, rows_never_seen
from nlp.training.precise.version import PreciseVersion
from nlp.training.record import data_rows, seen_file, training_files
from nlp.training.scales import Evidence, choose_scales
from nlp.training.stock import read_stock
from nlp.training.urgency import learn_urgency
from nlp.training.write import part_files, version_of, write_version

Say = Callable[[str], object]
Margins = dict[str, NDArray[np.float64]]


def train(
    data: Path,
    output: Path,
    *,
    without_nc: bool = False,
    teacher: Path | None = None,
    version: Artefact | None = None,
    feedback: Path | None = None,
    say: Say = print,
) -> Path:
    """Train on the sets below `data` and write a version below `output`; return its folder.

    `feedback` is a file of accepted verdicts; it teaches under the caps of nlp/training/feedback.py.

    With a `teacher` (a sentence-transformers folder of BERT shape) the precise stage is fine-tuned from it too, which
    needs the training extra and an hour or more of two cores; with a `version` besides, from that one's transformer.
    With a `version` alone its transformer is kept as it is and only joined anew.

    Raises: BadInput when a set is missing, too small or holds labels outside the guide, or when the teacher or the
    output cannot be used; ConfigError without the packages that a teacher needs; ArtefactError when the transformer of
    the version cannot be used; DiskFull and StorageError when writing fails.
    """
    _try_first(output, teacher, version)
    examples = read_sets(data, without_nc)
    caps: dict[str, Any] = {}
    if feedback is not None:
        more, caps = feedback_rows(feedback, examples)
        examples += more
    read = len(examples)
    examples = apart_from_suite(examples)
    say(f"read {read} rows, {read - len(examples)} left out that are sentences of the functional suite")
    data_sets = data_rows(examples)
    labelled = [example for example in examples if example.set == "labels"]
    need_labels(labelled)
    folds = assign_folds([example.words for example in examples], marks=[example.mark for example in examples])
    if version is not None and teacher is None:
        rows_never_seen(version, examples, folds)  # else it would be found out after all fits
    parts, files, margins = fit_parts(examples, folds, say)
    room = bound_rows(parts, margins, len(labelled))
    scales = scales_of(parts[0], labelled, margins)
    spread = over_examples(examples, parts, margins)
    urgency = learn_urgency(examples, folds, spread, scales)
    say("learned urgency")
    metrics = _metrics(labelled, margins, scales, urgency.unseen(folds[: len(labelled)]))
    metrics["hostility_by_set"] = _hostility_by_set(parts[1], margins, scales)
    metrics["cross_source"] = cross_source(examples, say)
    files |= urgency.files()
    precise = _precise(teacher, version, Linear(examples, folds, spread, scales, urgency), say)
    if precise is not None:
        files |= precise.files
        metrics["precise"] = precise.metrics
    chosen: dict[str, Any] = {
        "outputs": {part.name: [task.output for task in part.tasks] for part in parts},
        "scales": scales,
        "room": room,
        "urgency": urgency.manifest(),
    }
    if precise is not None:
        chosen["precise"] = precise.manifest
    name = version_of(files, chosen) + ("-nc-free" if without_nc else "")
    files[FILE] = seen_file(examples)
    manifest = {
        "task": "categories",
        "version": name,
        **chosen,
        "data": data_sets,
        "training_files": training_files(data, without_nc, feedback),
        "feedback": caps,
    }
    made = Artefact(output / name, manifest, files)
    metrics["behaviour"] = measure_behaviour(VersionJudge(build_from(made, explain=False, routing=SHIPPED)), say)
    if without_nc:
        keep_without_nc(output, name, metrics)
    write_version(made.folder, files, manifest, metrics, render_card(manifest, metrics), render_charts(metrics))
    return made.folder


def _try_first(output: Path, teacher: Path | None, version: Artefact | None) -> None:
    """Find out what would fail only after an hour of training.

    Raises: BadInput when the folder cannot be written or the teacher is none; ConfigError without the packages.
    """
    try_folder(output)
    if teacher is None:
        return
    needed = ("config.json", "tokenizer.json") if version is None else ("config.json",)  # a version has a tokenizer
    missing = [name for name in needed if not (teacher / name).is_file()]
    if missing:
        raise BadInput(f"--teacher {teacher} is no folder of a small BERT: {' and '.join(missing)} not found there.")
    with training_packages():
        import_module("nlp.training.precise.train")


def _precise(teacher: Path | None, version: Artefact | None, linear: Linear, say: Say) -> PreciseVersion | None:
    """Train the precise stage on the same folds, or keep that of the version; None where neither is asked for."""
    if teacher is not None:
        from nlp.training.precise.train import train_precise  # needs the training extra

        return train_precise(teacher, linear, say, version)
    if version is not None:
        return keep_precise(version, linear, say)
    return None


def over_examples(examples: Sequence[Example], parts: Sequence[Part], margins: Margins) -> Margins:
    """Return the margins of every output over all examples, NaN where its part does not judge them."""
    place = {id(example): i for i, example in enumerate(examples)}
    spread: Margins = {}
    for part in parts:
        rows = [place[id(example)] for example in part.examples]
        for task in part.tasks:
            if task.output not in margins:
                continue  # it only bounds another
            spread[task.output] = np.full(len(examples), np.nan)
            spread[task.output][rows] = margins[task.output]
    return spread


def read_sets(data: Path, without_nc: bool) -> list[Example]:
    """Return the rows of every set that may be used, the labelled ones first, weak ones only where they repeat none.

    Raises: BadInput when a set is missing or holds labels outside the guide.
    """
    labelled = read_labels(data, without_nc)
    annotated = read_annotated(data, without_nc, labelled)
    seen: set[int] = set()
    for example in (*labelled, *annotated):
        seen |= shingle(example.words, 5)
    weak = [example for example in read_weak_claims(data) if not shingle(example.words, 5) & seen]
    hate = [] if without_nc else read_hate(data)
    return [*labelled, *annotated, *weak, *hate, *read_contrast(), *read_stock(annotated)]


def feedback_rows(path: Path, examples: Sequence[Example]) -> tuple[list[Example], dict[str, Any]]:
    """Return the accepted verdicts on texts that are not labelled already, with their weights, and what was capped.

    Raises: BadInput for a file that cannot be used; ConfigError.
    """
    labelled = {example.mark for example in examples if example.set == "labels"}
    lessons = [lesson for lesson in read_feedback(path) if lesson.example.mark not in labelled]
    return capped(lessons, len(labelled), read_caps())


def fit_parts(
    examples: Sequence[Example], folds: NDArray[np.int64], say: Say = print
) -> tuple[list[Part], dict[str, bytes], Margins]:
    """Return the parts, their files, and each output's margins on the rows of its part by models that left them out.

    The margins of `sara.ujaran` and of what bounds others run over the rows of the hostility part, labelled rows first.

    Raises: BadInput when some fold holds all that is known of a side of an output.
    """
    fold_of = dict(zip(map(id, examples), folds.tolist(), strict=True))
    parts = [matter_part(examples), hostility_part(examples)]
    own_folds = [np.array([fold_of[id(example)] for example in part.examples]) for part in parts]
    for part, own in zip(parts, own_folds, strict=True):
        need_both_sides(part.tasks, own)
    files: dict[str, bytes] = {}
    margins: Margins = {}
    for part, own in zip(parts, own_folds, strict=True):
        counted = count(part.texts, part.recipe.least_words, part.recipe.least_pieces)
        say(f"{part.name}: {len(part.texts)} texts, {len(counted.names)} features")
        fitted, found = fit_and_judge(counted, part.tasks, own, part.recipe, say)
        files |= part_files(part.name, fitted, counted.names)
        margins |= {task.output: found[:, column] for column, task in enumerate(part.tasks)}
    return parts, files, margins


def scales_of(matter: Part, labelled: Sequence[Example], margins: Margins) -> dict[str, dict[str, dict[str, float]]]:
    """Return calibration and thresholds of every output, from the labelled rows (they come first in every part).

    The mirrored rows, which only the part `matter` has, hold the thresholds up.
    """
    news = np.array([example.kind == "news" for example in labelled])
    plain = np.array([example.plain for example in labelled])
    mirrored = [i for i, example in enumerate(matter.examples) if example.set == "mirror"]
    never = matter.examples[mirrored[0]].targets if mirrored else {}
    return {
        output: choose_scales(
            Evidence(found[: len(labelled)], np.array([e.targets[output] for e in labelled]), news, plain),
            found[mirrored] if output in never else None,
        )
        for output, found in margins.items()
    }


def _metrics(
    labelled: list[Example], margins: Margins, scales: Mapping[str, Any], urgency: Sequence[Urgency]
) -> dict[str, Any]:
    """Return the scores of what serving would answer, out of fold."""
    own = {output: found[: len(labelled)] for output, found in margins.items()}
    answers = judge_margins(labelled, own, scales, urgency)
    return {"out_of_fold": measure(labelled, own, answers), "by_source": by_source(labelled, answers)}


def _hostility_by_set(part: Part, margins: Margins, scales: Mapping[str, Any]) -> dict[str, Any]:
    """Return the F1 of `ujaran` at the shipped threshold on the rows of each hostility set, out of fold."""
    found = margins["sara.ujaran"]
    yes = found >= scales["sara.ujaran"]["post"]["yes_from"]
    report = {}
    asked = [example.set in ("hate", "contrast") and HOSTILITY in example.targets for example in part.examples]
    for source in sorted({example.source for example, own in zip(part.examples, asked, strict=True) if own}):
        rows = np.array([e.source == source and own for e, own in zip(part.examples, asked, strict=True)])
        truth = np.array([example.targets.get(HOSTILITY, False) for example in part.examples])[rows]
        report[source] = score(truth, yes[rows])
    return report
