"""Trains, measures and writes one version of the grouping. The same data and encoders give the same weights.

1. Count how common words are at large; for each labelled set, without its own titles.
2. Compare the pairs of every labelled set; fit on all sets but one, choose both thresholds on the sets left out.
3. Fit on everything; write weights for no encoder, and for every installed encoder that makes it better.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from nlp.artefacts import make_current
from nlp.encoder.load import load_encoder, load_precise_encoder
from nlp.groups.issues.model import FEATURES, GroupingModel, Weights
from nlp.groups.issues.reader import Encoder
from nlp.groups.issues.words import BUCKETS
from nlp.training.issues.background import count_background
from nlp.training.issues.card import write_card
from nlp.training.issues.fit import LeftOut, choose_final, choose_join, fit, out_of_fold, pairs_of, worth_of
from nlp.training.issues.stories import StorySet, read_story_sets
from nlp.training.write import npz, version_of, write_version

Say = Callable[[str], object]
#: Thresholds are chosen on these sets: the articles are of one outlet, whose stories are follow-ups of each other.
_MANY_OUTLETS = "headlines"
_WITHOUT_MEANING = tuple(name for name in FEATURES if name != "meaning")


@dataclass(frozen=True)
class Fitted:
    """The weights for one encoder and how good they were on the sets left out."""

    weights: Weights
    final: dict[str, dict[str, float]]
    online: dict[str, dict[str, float]]

    def of_many_outlets(self) -> list[dict[str, float]]:
        """Return the final scores of the sets of headlines."""
        return [one for name, one in self.final.items() if name.startswith(_MANY_OUTLETS)]

    @property
    def worth(self) -> float:
        """Return what thresholds and encoders are chosen by."""
        return worth_of(self.of_many_outlets())


def train(data: Path, output: Path, say: Say = print) -> Path:
    """Train on the sets below `data` and write a version below `output`; return its folder.

    Raises: BadInput when a set is missing; OSError when writing fails.
    """
    sets = read_story_sets(data)
    say(f"read {sum(len(one.views) for one in sets)} documents in {len(sets)} sets")
    backgrounds = [_model(*count_background(data, _titles(one))) for one in sets]
    texts, counts = count_background(data, ())
    say(f"counted {len(counts)} words in {texts} texts")
    fitted = {"": fit_for(sets, backgrounds, None, say)}
    for encoder in _encoders():
        with_meaning = fit_for(sets, backgrounds, encoder, say)
        if with_meaning.worth > fitted[""].worth:
            fitted[encoder.name] = with_meaning
    files = {
        "background.npz": npz(
            {
                "texts": np.array(texts),
                "buckets": np.array(list(counts), np.uint32),
                "counts": np.array(list(counts.values()), np.uint32),
            }
        ),
        "weights.json": _json({name: _stored(one.weights) for name, one in fitted.items()}),
    }
    return _write(output, files, fitted, sets, texts)


def fit_for(sets: Sequence[StorySet], models: Sequence[GroupingModel], encoder: Encoder | None, say: Say) -> Fitted:
    """Fit, measure and choose thresholds with one encoder, or without any; each set has a model that never saw it."""
    used = FEATURES if encoder else _WITHOUT_MEANING
    pairs = [pairs_of(one, model, encoder) for one, model in zip(sets, models, strict=True)]
    folds = [
        LeftOut(one, fold, model, encoder)
        for one, fold, model in zip(pairs, out_of_fold(pairs, used), models, strict=True)
    ]
    chosen = [one for one in folds if one.name.startswith(_MANY_OUTLETS)]
    final, join = choose_final(chosen), choose_join(chosen)
    weights = replace(fit(pairs, used), final=final, join=join)
    in_the_end = {one.name: one.at_the_end(final) for one in folds}
    fitted = Fitted(weights, in_the_end, {one.name: one.one_by_one(join) for one in folds})
    say(f"fitted {encoder.name if encoder else 'without an encoder'}: {_mean(fitted)}")
    return fitted


def _mean(fitted: Fitted) -> str:
    scores = fitted.of_many_outlets()
    values = (np.mean([one[figure] for one in scores]) for figure in ("pairs_f1", "bcubed_f1"))
    return "headlines pairs F1 {:.3f}, BCubed F1 {:.3f}".format(*values)


def _titles(source: StorySet) -> set[str]:
    return {" ".join(view.title.split()) for view in source.views}


def _model(texts: int, counts: dict[int, int]) -> GroupingModel:
    """Return a model with words counted, and weights to come."""
    common = np.zeros(BUCKETS, np.float32)
    common[list(counts)] = np.array(list(counts.values())) / texts
    return GroupingModel("", common, texts, {"": Weights(0.0, np.zeros(len(FEATURES)), 0.5, 0.5)})


def _encoders() -> list[Encoder]:
    """Return the encoders that know meaning; hashed spelling adds nothing to pieces of words."""
    found: list[Encoder | None] = [load_encoder(), load_precise_encoder()]
    return [one for one in found if one is not None and not one.name.startswith("hashed")]


def _stored(weights: Weights) -> dict[str, Any]:
    by_name = {name: round(float(value), 4) for name, value in zip(FEATURES, weights.weights, strict=True)}
    return {"bias": round(weights.bias, 4), "weights": by_name, "join": weights.join, "final": weights.final}


def _write(output: Path, files: dict[str, bytes], fitted: dict[str, Fitted], sets: list[StorySet], texts: int) -> Path:
    version = version_of(files)
    manifest = {
        "task": "issues",
        "version": version,
        "features": list(FEATURES),
        "encoders": [name for name in fitted if name],
        "data": [
            *({"name": one.name, "rows": len(one.views), "licence": _LICENCE} for one in sets),
            {"name": "background", "rows": texts, "licence": "counts of words only; texts: nothing stated"},
        ],
    }
    metrics = {
        name or "without an encoder": {"final": _rounded(one.final), "online": _rounded(one.online)}
        for name, one in fitted.items()
    }
    folder = output / version
    write_version(folder, files, manifest, metrics, write_card(manifest, metrics))
    make_current(folder)
    return folder


_LICENCE = "labels: own work or the project's; texts: nothing stated, not redistributed"


def _rounded(scores: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    return {name: {figure: round(value, 3) for figure, value in one.items()} for name, one in scores.items()}


def _json(content: Any) -> bytes:
    return (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()
