"""How well stories are found, set by set left out, beside other methods.

python -m tests.eval.issues.report            # the shipped version's figures and the baselines'
python -m tests.eval.issues.report --errors   # and the pairs that the shipped weights get most wrong
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import mean, stdev

from core.paths import data_dir
from nlp.encoder.load import load_encoder
from nlp.groups.issues.model import load_model
from nlp.training.issues.fit import pairs_of, worth_of
from nlp.training.issues.score import score
from nlp.training.issues.stories import StorySet, read_story_sets
from tests.eval.issues.baselines import alone, keyword_communities, one_pass, single_link

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"

Method = Callable[[StorySet, float], list[int]]
_STEPS = [step / 20 for step in range(2, 19)]
METHODS: dict[str, Method] = {
    "every document alone": lambda source, _: alone(source),
    "single link, characters": single_link,
    "one pass, centroids": one_pass,
    "keyword communities": lambda source, threshold: keyword_communities(source, load_encoder(), threshold),
}


def left_out(sets: list[StorySet], method: Method) -> list[dict[str, float]]:
    """Return the scores of a method on each set, its threshold chosen on the others as ours are."""
    found = [
        {step: score(one.stories, method(one, step)) for step in (_STEPS if method is not METHODS_ALONE else [0.0])}
        for one in sets
    ]

    def worth(step: float, without: int) -> float:
        others = [scores[step] for at, scores in enumerate(found) if at != without]
        return worth_of(others)

    return [scores[max(scores, key=lambda step: worth(step, at))] for at, scores in enumerate(found)]


METHODS_ALONE = METHODS["every document alone"]


def shipped() -> dict[str, dict[str, dict[str, dict[str, float]]]]:
    """Return the figures of the shipped version, measured on the sets left out when it was trained."""
    folder = data_dir("models") / "issues" / load_model().version
    figures: dict[str, dict[str, dict[str, dict[str, float]]]] = json.loads(
        (folder / "metrics.json").read_text("utf-8")
    )
    return figures


def main(errors: bool) -> None:
    """Print the figures."""
    sets = read_story_sets(DATA)
    for name, modes in shipped().items():
        for mode, scores in modes.items():
            _print(f"{name}, {mode}", list(scores), list(scores.values()))
    for name, method in METHODS.items():
        _print(name, [one.name for one in sets], left_out(sets, method))
    if errors:
        _print_errors(sets)


def _print(name: str, sets: list[str], scores: list[dict[str, float]]) -> None:
    sys.stdout.write(f"{name}\n")
    for one, found in zip(sets, scores, strict=True):
        sys.stdout.write(f"  {one}: pairs F1 {found['pairs_f1']:.3f}, BCubed F1 {found['bcubed_f1']:.3f}\n")
    headlines = [found for one, found in zip(sets, scores, strict=True) if one.startswith("headlines")]
    for figure in ("pairs_f1", "bcubed_f1"):
        values = [found[figure] for found in headlines]
        sys.stdout.write(f"  headlines {figure}: {mean(values):.3f} ± {stdev(values):.3f}\n")


def _print_errors(sets: list[StorySet]) -> None:
    model = load_model()
    for one in sets:
        pairs = pairs_of(one, model, None)
        groups = pairs.groups(model.by_encoder[""])
        for (first, second), same in zip(pairs.places, pairs.same, strict=True):
            if (groups[first] == groups[second]) != bool(same):
                kind = "missed" if same else "wrong "
                sys.stdout.write(f"{kind} {one.views[first].title} | {one.views[second].title}\n")


if __name__ == "__main__":
    main("--errors" in sys.argv)
