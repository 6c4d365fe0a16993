"""Renders the card of a version from its manifest and metrics: what it is for, how good it is, where it is weak."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.paths import data_dir

_HEAD = """# Category model {version}

**What it does.** Says of an Indonesian news article or public post how likely it is about `politik`, `sara`, `klaim`
and their sub-categories, and how soon a person should look. It suggests; people decide. It never says that something
is a hoax, and it judges texts, never persons.

**What it is.** Two linear models over words (one and two in a row) and pieces of words, scored with numpy. `matter`
reads the text as it is; `hostility` (`sara.ujaran`) reads it with the names of all identity groups replaced by one
mark, so a name alone moves nothing.

**Not for.** Decisions without a person; judging authors; texts in languages other than Indonesian and its slang
(regional languages are tagged, not understood); proving that a claim is false.

**Labels.** Annotated by a language model after the annotation guide, one reading an item (776 items twice: kappa
.90-.98): good silver, not a human gold standard. All scores below are out of fold with near-copies kept together;
thresholds were chosen on the same folds, so expect a little less on new data.
"""


def render_card(manifest: Mapping[str, Any], metrics: Mapping[str, Any]) -> str:
    """Return the card as Markdown."""
    report = metrics["out_of_fold"]
    parts = [
        _HEAD.format(version=manifest["version"]),
        "## Scores, out of fold\n\n" + _score_table(report),
        f"Priority, quadratic kappa: {report['priority']['all']:.3f} (news {report['priority']['news']:.3f}, "
        f"posts {report['priority']['post']:.3f}).\n",
        "## By source (F1, positives)\n\n" + _source_table(metrics["by_source"]),
        "## Hostility on its own sets\n\n" + _hostility_table(metrics["hostility_by_set"]),
        "## Data\n\n" + _data_table(manifest["data"]),
        _comparison(),
    ]
    return "\n".join(parts)


def _score_table(report: Mapping[str, Any]) -> str:
    head = "| output | kind | F1 | precision | recall | average precision | unsure | ECE (plain) | positives |\n"
    lines = [head, "|---|---|---|---|---|---|---|---|---|\n"]
    for output, kinds in report.items():
        for kind, s in kinds.items() if output != "priority" else ():
            numbers = [s["f1"], s["precision"], s["recall"], s["average_precision"], s["unsure"], s["ece_plain"]]
            shown = " | ".join("–" if n is None else f"{n:.3f}" for n in numbers)
            lines.append(f"| {output} | {kind} | {shown} | {s['positives']} |\n")
    return "".join(lines)


def _source_table(report: Mapping[str, Any]) -> str:
    outputs = list(next(iter(report.values())))
    lines = [f"| source | rows | {' | '.join(outputs)} |\n", "|---" * (len(outputs) + 2) + "|\n"]
    for source, scores in report.items():
        cells = " | ".join(
            f"{scores[o]['f1']:.2f} ({scores[o]['positives']})" if scores[o]["positives"] else "–" for o in outputs
        )
        lines.append(f"| {source} | {scores[outputs[0]]['rows']} | {cells} |\n")
    return "".join(lines)


def _hostility_table(report: Mapping[str, Any]) -> str:
    lines = ["F1 of `ujaran` at the shipped threshold against each set's own label, out of fold. Their labels follow\n"]
    lines.append("other definitions than the guide's (religion or race named in a hateful post).\n\n")
    lines.append("| set | F1 | positives | rows |\n|---|---|---|---|\n")
    lines += [f"| {name} | {s['f1']:.3f} | {s['positives']} | {s['rows']} |\n" for name, s in report.items()]
    return "".join(lines)


def _data_table(rows: Any) -> str:
    lines = ["| set | rows | what | licence |\n|---|---|---|---|\n"]
    lines += [f"| {row['name']} | {row['rows']} | {row['what']} | {row['licence']} |\n" for row in rows]
    return "".join(lines)


def _comparison() -> str:
    """Return what was compared before this recipe was chosen; kept by hand beside the versions."""
    path = data_dir("models") / "categories" / "comparison.md"
    return path.read_text(encoding="utf-8") if path.is_file() else ""
