"""Urgency is learned out of fold, and numpy answers as the fitted trees do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.schemas.analysis import Judgement
from nlp.training import urgency as subject
from nlp.training.corpus import Example, make_example
from nlp.training.urgency import best_edges, learn_urgency

SCALES = {
    name: {key: {"slope": 1.0, "intercept": 0.0, "yes_from": 0.0, "unsure_from": 0.0} for key in ("news", "post")}
    for name in ("a", "b")
}


def _rows(count: int) -> tuple[list[Example], dict[str, np.ndarray]]:
    """Return rows whose priority is 2 where both outputs hold and 1 where one does: no sum with one edge each."""
    random = np.random.default_rng(3)
    margins = {name: random.normal(0, 2, count) for name in ("a", "b")}
    both = (margins["a"] > 0).astype(int) + (margins["b"] > 0)
    one = make_example("labels", "x", "post", "", "kata", {}, 0)
    sets = ["labels" if i % 2 else "annotated" for i in range(count)]
    kinds = ["news" if i % 3 else "post" for i in range(count)]
    rows = zip(sets, kinds, both.tolist(), strict=True)
    return [replace(one, set=name, kind=kind, priority=level) for name, kind, level in rows], margins  # type: ignore[arg-type]


def test_priority_is_learned_and_told_as_fitted() -> None:
    examples, margins = _rows(600)
    folds = np.arange(600) % 3
    learned = learn_urgency(examples, folds, margins, SCALES)
    assert set(learned.by_fold) == {0, 1, 2}
    right = 0
    for row, model in enumerate(learned.unseen(folds)):
        judged = {
            name: Judgement(probability=round(float(1 / (1 + np.exp(-values[row]))), 4), decision="no")
            for name, values in margins.items()
        }
        right += sum(model(judged, examples[row].kind)) == examples[row].priority
    assert right > 560


def test_served_trees_sum_to_the_prediction_of_the_fitted_ones() -> None:
    random = np.random.default_rng(1)
    seen = random.random((300, 3), dtype=np.float32)
    truth = (seen[:, 0] + seen[:, 1] * seen[:, 2] > 0.7).astype(int)
    fitted = subject._fit(seen, truth)
    served = subject._served(fitted, ("a", "b", "news"), (0.5, 1.5))
    told = [served.start + served.trees(row) for row in seen[:50]]
    assert np.allclose(told, fitted.predict(seen[:50]), atol=1e-9)


def test_edges_lie_between_the_levels() -> None:
    truth = np.repeat([0, 1, 2], 50)
    follow, soon = best_edges(truth + np.tile([-0.1, 0.1], 75), truth)
    assert 0.1 < follow <= 0.9
    assert 1.1 < soon <= 1.9
