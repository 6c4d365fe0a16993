"""What stands beside the versions for their cards: recipes compared, and the run without non-commercial sets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.clock import now
from core.errors import BadInput
from core.files import write_whole
from core.paths import data_dir
from nlp.training.errors import CLOSELY

#: Filled in by hand as recipes are measured: columns, and one row a variant.
COMPARISON = "comparison.json"
WITHOUT_NC = "without_nc.json"


def keep_without_nc(folder: Path, version: str, metrics: Mapping[str, Any]) -> None:
    """Keep the numbers of a run without the non-commercial sets, for the cards of the full ones."""
    report = metrics["out_of_fold"]
    kept = {
        "version": version,
        "measured_on": f"{now():%Y-%m-%d}",
        "outputs": {output: {kind: _short(scores) for kind, scores in report[output].items()} for output in CLOSELY},
        "priority": report["priority"],
        "behaviour": metrics["behaviour"]["hostility"] | metrics["behaviour"]["viewpoint"],
    }
    write_whole(folder / WITHOUT_NC, (json.dumps(kept, indent=1, sort_keys=True) + "\n").encode())


def comparison_table() -> str:
    """Return the comparison of recipes as a Markdown table. Raises: BadInput when the file is not of its form."""
    kept = _read(COMPARISON)
    if kept is None:
        return ""
    try:
        columns = list(map(str, kept["columns"]))
        rows = [
            [str(one["variant"]), *("–" if (n := one["numbers"][c]) is None else f"{n:.3f}" for c in columns)]
            for one in kept["variants"]
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(f"models/categories/{COMPARISON} is not of its form: {error!r} (docs/training.md).") from error
    lines = [f"## Recipes compared\n\n{kept.get('words', '')}\n\n", f"| variant | {' | '.join(columns)} |\n"]
    lines.append("|---" * (len(columns) + 1) + "|\n")
    return "".join([*lines, *(f"| {' | '.join(row)} |\n" for row in rows)])


def without_nc_table() -> str:
    """Return the run without the non-commercial sets as a Markdown table, beside which the card's own numbers stand."""
    kept = _read(WITHOUT_NC)
    if kept is None:
        return ""
    head = (
        f"## Without the non-commercial sets\n\nVersion {kept['version']}, trained and measured on "
        f"{kept['measured_on']} with the recipe of that day, on the rows that remain (no hostility sets, no labelled "
        "rows whose texts come from them). The numbers are not over the same rows as above, and where the version of "
        "this card is of another day, its recipe and folds may have changed since.\n\n"
        "| output | kind | F1 | average precision | ECE (plain) | positives |\n"
        "|---|---|---|---|---|---|\n"
    )
    rows = [
        f"| {output} | {kind} | {_number(s['f1'])} | {_number(s['average_precision'])} | {_number(s['ece_plain'])} "
        f"| {s['positives']} |\n"
        for output, kinds in kept["outputs"].items()
        for kind, s in kinds.items()
    ]
    shown = kept["behaviour"]
    words = (
        f"\nPriority, quadratic kappa: {kept['priority']['all']:.3f}. Functional suite: accuracy "
        f"{shown['accuracy']:.3f}, mentions flagged {shown['mention_flagged_mean']:.3f}, criticism called a claim "
        f"{shown['criticism_claim']:.3f}.\n"
    )
    return "".join([head, *rows, words])


def _short(scores: Mapping[str, Any]) -> dict[str, Any]:
    return {key: scores[key] for key in ("f1", "average_precision", "ece_plain", "positives", "rows")}


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _read(name: str) -> dict[str, Any] | None:
    path = data_dir("models") / "categories" / name
    if not path.is_file():
        return None
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(f"{path} cannot be read: {error}.") from error
    if not isinstance(kept, dict):
        raise BadInput(f"{path} is not of its form: an object is expected.")
    return kept
