"""Asks a version every row of the sets and reports: each source by itself, what was seen in training kept apart."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np

from core.clock import iso, now
from core.errors import BadInput
from core.schemas.analysis import TAXONOMY
from nlp.artefacts import load_version
from nlp.evaluation.cost import Costs, read_costs
from nlp.evaluation.gold import Gold
from nlp.evaluation.groups import Judged, by_group, flips
from nlp.evaluation.judge import Answer, VersionJudge, open_version
from nlp.evaluation.scores import bins, quadratic_kappa, scores
from nlp.evaluation.seen import Seen, read_seen
from nlp.evaluation.sets import GoldSet

#: Outputs whose table of groups is shown.
GROUPED = ("sara", "sara.ujaran", "klaim")
_SECONDS_BETWEEN_REPORTS = 5.0

Say = Callable[[str], object]
#: `unknown`: the version does not say what it was trained on, so nothing it is asked counts as held out.
Status = Literal["seen", "partly seen", "held out", "unknown"]


def evaluate(folder: Path, sets: Sequence[GoldSet], *, held_out: bool = False, say: Say = print) -> dict[str, Any]:
    """Return the report on the version in this folder.

    Raises: ArtefactError for a version that cannot be used; BadInput when `held_out` is asked for and a row was seen in
    training, or may have been; ConfigError.
    """
    seen = read_seen(load_version(folder))
    if held_out:
        _refuse_seen(sets, seen)
    judge, costs = open_version(folder), read_costs()
    return {
        "version": folder.name,
        "stage": judge.version,
        "evaluated_at": iso(now()),
        "sets": [_report_set(one, judge, costs, seen, say) for one in sets],
    }


def _refuse_seen(sets: Sequence[GoldSet], seen: Seen) -> None:
    for one in sets:
        known = int(seen.texts(gold.marks for gold in one.rows).sum())
        if known and not seen.is_known and not seen.set(one.name):
            raise BadInput(f"The version does not say what it was trained on: {one.name} cannot be called held out.")
        if known:
            raise BadInput(f"{known} of the {len(one.rows)} texts of {one.name} were seen in training: not held out.")


def _report_set(one: GoldSet, judge: VersionJudge, costs: Costs, seen: Seen, say: Say) -> dict[str, Any]:
    judged = list(_ask(one, judge, say))
    marks = seen.texts(gold.marks for gold, _ in judged)
    # A version from before fingerprints still names its sets.
    known = seen.is_known or seen.set(one.name)
    sources = sorted({gold.source for gold, _ in judged})
    return {
        "set": one.name,
        "rows": len(judged),
        "seen_rows": int(marks.sum()) if known else None,
        "status": _status(int(marks.sum()), len(judged), known),
        "trained_on_file": seen.file(one.file) if one.file else None,
        "sources": [
            {"source": source, "kind": kind, "part": part, **_report(own, kind, costs)}
            for source in sources
            for kind in ("news", "post")
            for part, chosen in _parts(marks, known)
            if (own := [p for p, c in zip(judged, chosen, strict=True) if c and _is(p[0], source, kind)])
        ],
        "groups": {output: lines for output in GROUPED if (lines := by_group(judged, output))},
        "flips": {output: found for output in GROUPED if (found := flips(judged, output))},
    }


def _ask(one: GoldSet, judge: VersionJudge, say: Say) -> Iterator[tuple[Gold, Answer]]:
    """Yield every row with its answer; say from time to time how far it is."""
    started = reported = time.monotonic()
    for number, gold in enumerate(one.rows, start=1):
        yield gold, judge(gold.text, gold.title, gold.kind)
        if time.monotonic() - reported > _SECONDS_BETWEEN_REPORTS:
            reported = time.monotonic()
            say(f"evaluate {one.name}: {number} of {len(one.rows)} texts")
    seconds = max(time.monotonic() - started, 1e-6)
    say(f"evaluate {one.name}: {len(one.rows)} texts, {len(one.rows) / seconds:.0f} a second")


def _status(seen_rows: int, rows: int, is_known: bool) -> Status:
    if not is_known:
        return "unknown"
    return "held out" if seen_rows == 0 else "seen" if seen_rows == rows else "partly seen"


def _parts(marks: Any, is_known: bool) -> list[tuple[str, Any]]:
    """Return the parts that are reported apart: what was seen flatters, and must not lift what was not."""
    return [("held out", ~marks), ("seen", marks)] if is_known else [("unknown", marks)]


def _is(gold: Gold, source: str, kind: str) -> bool:
    return gold.source == source and gold.kind == kind


def _report(judged: Judged, kind: str, costs: Costs) -> dict[str, Any]:
    graded = [(gold.priority, answer.priority) for gold, answer in judged if gold.priority is not None]
    return {
        "rows": len(judged),
        "outputs": {output: found for output in outputs() if (found := _output(judged, output, kind, costs))},
        "priority_kappa": quadratic_kappa([pair[0] for pair in graded], [pair[1] for pair in graded]),
    }


def _output(judged: Judged, output: str, kind: str, costs: Costs) -> dict[str, Any] | None:
    """Return the scores of one output on the rows that know it, None when none does."""
    known = [(gold.truth[output], answer.of(output)) for gold, answer in judged if output in gold.truth]
    if not known:
        return None
    truth = np.array([true for true, _ in known], dtype=bool)
    chance = np.array([judgement.probability for _, judgement in known])
    found = scores(truth, [judgement.decision for _, judgement in known], chance)
    curve = [[one.chance, one.share, one.rows] for one in bins(truth, chance)]
    return {**found, "calibration": curve, "cost": costs.of(output, kind, found["confusion"])}


def outputs() -> Iterator[str]:
    """Yield every category and sub-category by its full name, categories first in their group."""
    for category, subs in TAXONOMY.items():
        yield category
        yield from (f"{category}.{sub}" for sub in subs)
