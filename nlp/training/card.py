"""Renders the card of a version from its manifest and metrics: what it is for, how good it is, where it is weak."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.paths import data_dir
from nlp.training.behaviour_card import render_behaviour
from nlp.training.charts import render_charts
from nlp.training.comparison import comparison_table, without_nc_table

_HEAD = """# Category model {version}

**What it does.** Says of an Indonesian news article or public post how likely it is about `politik`, `sara`, `klaim`
and their sub-categories, and how soon a person should look. It suggests; people decide. It never says that something
is a hoax, and it judges texts, never persons.

**What it is.** Two linear models over words (one and two in a row) and pieces of words, scored with numpy. `matter`
reads the text as it is; `hostility` (`sara.ujaran`) reads it with the names of all identity groups replaced by one
mark, so a name alone moves nothing. The priority comes from regression trees over the probabilities of all outputs;
2 needs a possible harm besides.

**Not for.** Decisions without a person; judging authors; texts in languages other than Indonesian and its slang
(regional languages are tagged, not understood); proving that a claim is false.

**Labels.** Annotated by a language model after the annotation guide, one reading an item (776 items twice: kappa
.90-.98): good silver, not a human gold standard. All scores below are out of fold with near-copies kept together;
thresholds were chosen on the same folds, so expect a little less on new data.
"""

_PRECISE = """**Second stage.** A small transformer (ONNX) that reads what would open a signal, is unsure, or is drawn
as a control; its answer and the linear one are put together. It was trained on four of five folds and measured on the
fifth, each half with the weights and thresholds chosen on the other.
"""


def render_card(manifest: Mapping[str, Any], metrics: Mapping[str, Any]) -> str:
    """Return the card as Markdown; it shows the charts of `nlp.training.charts`."""
    precise = metrics.get("precise")
    parts = [
        _HEAD.format(version=manifest["version"]),
        _PRECISE if precise else "",
        "## Scores of the linear models, out of fold\n\n" + _scored(metrics["out_of_fold"]),
        "## Scores of both stages, on held-out rows\n\n" + _scored(precise["held_out"]) if precise else "",
        "## Calibration\n\n" + _charts(metrics),
        "## What errors cost\n\n" + _cost_table(precise["held_out"] if precise else metrics["out_of_fold"]),
        "## By source (F1, positives), never pooled\n\n" + _source_table((precise or metrics)["by_source"]),
        "## Hostility on its own sets\n\n" + _hostility_table((precise or metrics)["hostility_by_set"]),
        "## Hostility across sources\n\n" + _cross_table(metrics.get("cross_source") or {}),
        render_behaviour(metrics["behaviour"]) if "behaviour" in metrics else "",
        "## Data\n\n" + _data_table(manifest["data"]),
        without_nc_table(),
        comparison_table(),
        _comparison(),
    ]
    return "\n".join(filter(None, parts))


def _scored(report: Mapping[str, Any]) -> str:
    kappa = report["priority"]
    return (
        f"{_score_table(report)}\nPriority, quadratic kappa: {kappa['all']:.3f} (news {kappa['news']:.3f}, "
        f"posts {kappa['post']:.3f}).\n"
    )


def _charts(metrics: Mapping[str, Any]) -> str:
    shown = "\n".join(f"![{name}]({name})" for name in render_charts(metrics))
    return f"Said against true, over the plainly drawn rows; a larger point holds more of them.\n\n{shown}\n"


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


def _cost_table(report: Mapping[str, Any]) -> str:
    lines = ["Expected cost per 1,000 documents in looks of a reviewer, by the prices and base rates stated in\n"]
    lines.append(
        "`configs/evaluation/costs.toml`; beside it what showing nothing and reading everything would cost.\n\n"
    )
    lines.append("| output | kind | cost | nothing is shown | all is read |\n|---|---|---|---|---|\n")
    for output, kinds in report.items():
        for kind in ("news", "post") if output != "priority" else ():
            if cost := kinds[kind].get("cost"):
                numbers = [cost[key] for key in ("as_common", "if_nothing_is_shown", "if_all_is_read")]
                shown = " | ".join("–" if n is None else f"{n:.0f}" for n in numbers)
                lines.append(f"| {output} | {kind} | {shown} |\n")
    return "".join(lines)


def _cross_table(report: Mapping[str, Any]) -> str:
    if not report:
        return "Not measured: there are not two hostility sets.\n"
    lines = ["Linear model, learned from one set (with our own contrast sentences) and asked on the other; threshold\n"]
    lines.append("chosen on the first. `best` is the F1 at the threshold that would have been best.\n\n")
    lines.append(
        "| learned from, asked on | F1 | best | average precision | positives | rows |\n|---|---|---|---|---|---|\n"
    )
    for name, s in report.items():
        lines.append(f"| {name} | {s['f1']:.3f} | {s['best_f1']:.3f} | {s['average_precision']:.3f} ")
        lines.append(f"| {s['positives']} | {s['rows']} |\n")
    return "".join(lines)


def _data_table(rows: Any) -> str:
    lines = ["| set | rows | what | licence |\n|---|---|---|---|\n"]
    lines += [f"| {row['name']} | {row['rows']} | {row['what']} | {row['licence']} |\n" for row in rows]
    return "".join(lines)


def _comparison() -> str:
    """Return what was compared before this recipe was chosen; kept by hand beside the versions."""
    path = data_dir("models") / "categories" / "comparison.md"
    return path.read_text(encoding="utf-8") if path.is_file() else ""
