"""Refuses an extraction that scores lower than the floors.

python -m tests.eval.extraction.gate            # compare, beside plain trafilatura
python -m tests.eval.extraction.gate --update   # raise the floors to what is reached; lowers one only with
                                                # --allow-regression
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

from tests.eval.extraction.score import Extract, measure, measure_written, plain, suar

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
PAGES = HERE.parents[3] / "shared" / "data" / "html" / "article_extraction_benchmark"
#: Below this a difference is noise: a word more or less on one page of 181 moves a figure by less.
EPSILON = 0.0005

Figures = dict[str, dict[str, float]]


def failures(reached: Figures, floors: Figures) -> list[str]:
    """Return what is worse than its floor, in words."""
    return [
        f"{name} of {part} is {reached[part][name]:.4f}, the floor is {floor:.4f}"
        for part, pinned in floors.items()
        for name, floor in pinned.items()
        if part in reached and floor - reached[part][name] > EPSILON
    ]


def reach(extract: Extract) -> Figures:
    """Return the figures of both sets; of our own alone where the benchmark is not beside the checkout."""
    return (measure(PAGES, extract) if PAGES.exists() else {}) | {"written": measure_written(extract)}


def raised(reached: Figures, floors: Figures) -> Figures:
    """Return the floors after an update: each the better of the old and the new."""
    return {
        part: {name: max(value, floors.get(part, {}).get(name, value)) for name, value in row.items()}
        for part, row in reached.items()
    }


def digest(folder: Path) -> str:
    """Return the fingerprint of the annotations, so that a changed set is not taken for a changed extraction."""
    return hashlib.sha256((folder / "ground-truth.json").read_bytes()).hexdigest()


def main(arguments: list[str] | None = None) -> int:
    """Compare with the floors; 1 if a figure has fallen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    chosen = parser.parse_args(arguments)
    if not PAGES.exists():
        sys.stdout.write("the benchmark's pages are not beside the checkout: our own pages only\n")
    reached = reach(suar)
    pinned = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"floors": {}}
    sys.stdout.write(json.dumps({"suar": reached, "trafilatura": reach(plain)}, indent=1) + "\n")
    if chosen.update and PAGES.exists():
        floors = raised(reached, {} if chosen.allow_regression else pinned["floors"])
        FLOORS.write_text(json.dumps({"pages": digest(PAGES), "floors": floors}, indent=1) + "\n", encoding="utf-8")
        return 0
    worse = failures(reached, pinned["floors"])
    sys.stdout.write("\n".join(worse) + "\n" if worse else "at or above every floor\n")
    return 1 if worse else 0


if __name__ == "__main__":
    raise SystemExit(main())
