"""Refuses a region linker that scores lower than the floors.

python -m tests.eval.regions.gate            # compare
python -m tests.eval.regions.gate --update   # raise the floors to what is reached; lowers one only with
                                                 # --allow-regression
python -m tests.eval.regions.gate --errors   # print every text that is not exactly right
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from pathlib import Path

from nlp.regions import link_regions
from tests.eval.regions import newsroom
from tests.eval.regions.score import Row, load, score, to_document

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
LABELS = HERE.parents[3] / "shared" / "data" / "labels" / "regions_dev.jsonl"
#: Below this a difference is noise: one text of 360 moves a figure by more.
EPSILON = 0.0005
#: In these figures less is better.
LOWER_IS_BETTER = frozenset({"false_alarm_rate", "tempted"})


def measure(rows: list[Row]) -> dict[str, dict[str, float]]:
    """Return the figures of all texts and of both halves (even and odd numbers)."""
    halves = {
        "all": rows,
        "even": [row for row in rows if int(row["id"][1:]) % 2 == 0],
        "odd": [row for row in rows if int(row["id"][1:]) % 2],
    }
    return {name: {k: round(v, 4) for k, v in score(part).figures().items()} for name, part in halves.items()}


def failures(reached: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Return what is worse than its floor, in words."""
    worse = []
    for name, floor in floors.items():
        gap = reached[name] - floor if name in LOWER_IS_BETTER else floor - reached[name]
        if gap > EPSILON:
            worse.append(f"{name} is {reached[name]:.4f}, the floor is {floor:.4f}")
    return worse


def digest(path: Path) -> str:
    """Return the fingerprint of the labels, so that changed labels are not taken for a changed linker."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def raised(reached: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    """Return the floors after an update: each the better of the old and the new."""
    better = {name: min if name in LOWER_IS_BETTER else max for name in reached}
    return {name: better[name](value, floors.get(name, value)) for name, value in reached.items()}


def main(arguments: list[str] | None = None) -> int:
    """Compare with the floors; 1 if a figure has fallen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    parser.add_argument("--errors", action="store_true")
    chosen = parser.parse_args(arguments)
    rows = load(LABELS)
    reached = measure(rows)
    planted = newsroom.measure()["all"]
    pinned = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"floors": {}, "newsroom": {}}
    if chosen.errors:
        sys.stdout.write("\n".join(score(rows).errors) + "\n")
    sys.stdout.write(json.dumps({**reached, "newsroom": planted}, indent=1) + f"\n{speed(rows):.3f} ms a text\n")
    if chosen.update:
        floors = {
            "labels": digest(LABELS),
            "floors": raised(reached["all"], {} if chosen.allow_regression else pinned["floors"]),
            "newsroom": raised(planted, {} if chosen.allow_regression else pinned["newsroom"]),
        }
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
        return 0
    worse = failures(reached["all"], pinned["floors"]) + failures(planted, pinned["newsroom"])
    sys.stdout.write("\n".join(worse) + "\n" if worse else "at or above every floor\n")
    return 1 if worse else 0


def speed(rows: list[Row]) -> float:
    """Return the mean time for one text, in milliseconds."""
    documents = [to_document(row) for row in rows]
    begun = time.perf_counter()
    for document in documents:
        link_regions(document)
    return (time.perf_counter() - begun) / len(documents) * 1000


if __name__ == "__main__":
    raise SystemExit(main())
