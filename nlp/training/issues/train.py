"""Trains, measures and writes one version of the grouping. The same data and encoders give the same weights.

1. Count how common words are in the texts that carry no labels.
2. Compare the pairs of every labelled set; fit on all sets but one, choose both thresholds on the sets left out.
3. Fit on everything; write weights for no encoder, and for every encoder that is installed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from core import clock
from nlp.artefacts import make_current
from nlp.encoder.load import load_encoder, load_precise_encoder
from nlp.groups.issues.grouper import Encoder
from nlp.groups.issues.model import FEATURES, GroupingModel, Weights
from nlp.groups.issues.words import BUCKETS
from nlp.training.issues.background import count_background
from nlp.training.issues.card import write_card
from nlp.training.issues.fit import Pairs, choose_final, choose_join, fit, online, out_of_fold, pairs_of
from nlp.training.issues.score import score
from nlp.training.issues.stories import StorySet, read_story_sets
from nlp.training.write import npz, write_version

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


def train(data: Path, output: Path, say: Say = print) -> Path:
    """Train on the sets below `data` and write a version below `output`; return its folder.

    Raises: BadInput when a set is missing; OSError when writing fails.
    """
    sets = read_story_sets(data)
    say(f"read {sum(len(one.views) for one in sets)} documents in {len(sets)} sets")
    titles = {" ".join(view.title.split()) for one in sets for view in one.views}
    texts, counts = count_background(data, titles)
    say(f"counted {len(counts)} words in {texts} texts")
    model = GroupingModel("", _shares(texts, counts), texts, {"": Weights(0.0, np.zeros(len(FEATURES)), 0.5, 0.5)})
    fitted = {"": fit_for(sets, model, None, say)}
    for encoder in _encoders():
        fitted[encoder.name] = fit_for(sets, model, encoder, say)
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


def fit_for(sets: Sequence[StorySet], model: GroupingModel, encoder: Encoder | None, say: Say) -> Fitted:
    """Fit, measure and choose thresholds with one encoder, or without any."""
    name = encoder.name if encoder else ""
    used = FEATURES if encoder else _WITHOUT_MEANING
    pairs = [pairs_of(one, model, encoder) for one in sets]
    folds = out_of_fold(pairs, used)
    chosen = [at for at, one in enumerate(sets) if one.name.startswith(_MANY_OUTLETS)]
    final = choose_final([pairs[at] for at in chosen], [folds[at] for at in chosen])
    folds = [replace(fold, final=final) for fold in folds]
    join = choose_join([pairs[at] for at in chosen], [folds[at] for at in chosen], model, encoder)
    folds = [replace(fold, join=join) for fold in folds]
    weights = replace(fit(pairs, used), final=final, join=join)
    in_the_end, one_by_one = {}, {}
    for one, fold in zip(pairs, folds, strict=True):
        stories = one.source.stories
        changed = replace(model, by_encoder={"": fold, name: fold})
        in_the_end[one.source.name] = score(stories, one.groups(fold))
        one_by_one[one.source.name] = score(stories, online(one.source, changed, encoder))
    say(f"fitted {name or 'without an encoder'}: {_mean(pairs, in_the_end)}")
    return Fitted(weights, in_the_end, one_by_one)


def _mean(pairs: Sequence[Pairs], scores: dict[str, dict[str, float]]) -> str:
    names = [one.source.name for one in pairs if one.source.name.startswith(_MANY_OUTLETS)]
    values = (np.mean([scores[name][figure] for name in names]) for figure in ("pairs_f1", "bcubed_f1"))
    return "headlines pairs F1 {:.3f}, BCubed F1 {:.3f}".format(*values)


def _encoders() -> list[Encoder]:
    """Return the encoders that know meaning; hashed spelling adds nothing to pieces of words."""
    found: list[Encoder | None] = [load_encoder(), load_precise_encoder()]
    return [one for one in found if one is not None and not one.name.startswith("hashed")]


def _shares(texts: int, counts: dict[int, int]) -> Any:
    common = np.zeros(BUCKETS, np.float32)
    common[list(counts)] = np.array(list(counts.values())) / texts
    return common


def _stored(weights: Weights) -> dict[str, Any]:
    by_name = {name: round(float(value), 4) for name, value in zip(FEATURES, weights.weights, strict=True)}
    return {"bias": round(weights.bias, 4), "weights": by_name, "join": weights.join, "final": weights.final}


def _write(output: Path, files: dict[str, bytes], fitted: dict[str, Fitted], sets: list[StorySet], texts: int) -> Path:
    sums = hashlib.sha256(b"".join(files[name] for name in sorted(files))).hexdigest()[:6]
    version = f"{clock.now():%Y.%m.%d}-{sums}"
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
