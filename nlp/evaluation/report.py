"""The report in words: Markdown with one part a set, tables a source, and a calibration chart beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from nlp.evaluation.chart import calibration_svg

#: Outputs that get a curve.
CHARTED = ("politik", "sara", "klaim", "sara.ujaran")
#: A curve through fewer rows is noise.
FEWEST_CHARTED = 50
_MOST_GROUPS = 40

_SEEN = {
    "seen": "**Seen in training: these numbers flatter, and say nothing of how good the version is on new texts.**",
    "partly seen": "**{seen} of {rows} texts were seen in training: they are reported apart, their numbers flatter.**",
    "held out": "None of these texts was seen in training.",
    "unknown": "**The version does not say what it was trained on: these numbers may flatter, and are not held out.**",
}


def write_report(report: Mapping[str, Any]) -> dict[str, str]:
    """Return the files of the report: `report.md` and the charts that it shows."""
    files: dict[str, str] = {}
    parts = [
        f"# Evaluation of {report['version']}\n\n{report['evaluated_at']}, answered by {_cell(report['stage'])}.\n"
    ]
    for place, one in enumerate(report["sets"], start=1):  # two files may have one name
        parts.append(f"\n## {_cell(one['set'])}\n\n{_banner(one, _cell)}\n")
        for number, source in enumerate(one["sources"], start=1):
            parts.append(_source(source))
            if chart := _chart(one["set"], source):
                name = f"{place}-{_plain(one['set'])}-{number}-{_plain(source['source'])}.svg"
                files[name] = chart
                parts.append(f"![Calibration]({name})\n")
        parts += [_groups(output, lines) for output, lines in one["groups"].items()]
        parts += [_flips(output, found) for output, found in one["flips"].items()]
    return {"report.md": "\n".join(parts), **files}


def _banner(one: Mapping[str, Any], write: Callable[[str], str]) -> str:
    words = _SEEN[one["status"]].format(seen=one["seen_rows"], rows=one["rows"])
    if one["trained_on_file"]:
        words += f" Training read this very file ({write(one['trained_on_file'])})."
    return words


def _source(source: Mapping[str, Any]) -> str:
    kappa = source["priority_kappa"]
    priority = "" if kappa is None else f", kappa of priority {kappa:.3f}"
    flatter = {"seen": " – seen in training, these numbers flatter", "unknown": " – may have been seen in training"}
    head = f"\n### {_cell(source['source'])}, {source['kind']}{flatter.get(source['part'], '')}\n\n"
    lines = [head, f"{source['rows']} texts{priority}.\n\n"]
    lines.append("| output | positives | F1 | precision (95 %) | recall (95 %) | false alarms | unsure | ECE |")
    lines.append(" true: yes/unsure/no | false: yes/unsure/no | cost a 1,000 |\n" + "|---" * 11 + "|\n")
    lines += [_row(output, found) for output, found in source["outputs"].items()]
    return "".join(lines)


def _row(output: str, found: Mapping[str, Any]) -> str:
    cells = [
        output,
        str(found["positives"]),
        _number(found["f1"]),
        f"{_number(found['precision'])}{_interval(found['precision_interval'])}",
        f"{_number(found['recall'])}{_interval(found['recall_interval'])}",
        _number(found["false_alarms"]),
        _number(found["unsure"]),
        _number(found["ece"]),
        *("/".join(str(found["confusion"][truth][d]) for d in ("yes", "unsure", "no")) for truth in ("yes", "no")),
        _cost(found["cost"]),
    ]
    return f"| {' | '.join(cells)} |\n"


def _cost(cost: Mapping[str, Any] | None) -> str:
    """Return the cost at the stated base rate beside that of showing nothing and reading all, else as drawn."""
    if cost is None:
        return "–"
    if cost["as_common"] is None:
        return f"{cost['as_drawn']:.0f} as drawn"
    return f"{cost['as_common']:.0f} (nothing {cost['if_nothing_is_shown']:.0f}, all {cost['if_all_is_read']:.0f})"


def _chart(set_: str, source: Mapping[str, Any]) -> str:
    curves = {
        output: found["calibration"]
        for output in CHARTED
        if (found := source["outputs"].get(output))
        and found["rows"] >= FEWEST_CHARTED
        # Where nothing or everything is true by design, a curve says nothing.
        and 0 < found["positives"] < found["rows"]
    }
    part = "" if source["part"] == "held out" else f" ({source['part']})"
    return calibration_svg(f"{set_}: {source['source']}, {source['kind']}{part}", curves) if curves else ""


def _groups(output: str, lines: list[dict[str, Any]]) -> str:
    worst = [line["false_alarms"] for line in lines if line["false_alarms"] is not None]
    gap = f" Gap of false alarms between groups: {max(worst) - min(worst):.3f}." if len(worst) > 1 else ""
    head = f"\n### {output} by the group that the text names\n\n{len(lines)} groups of 20 texts or more.{gap}\n\n"
    table = ["| group | texts | positives | false alarms (95 %) | recall (95 %) |\n|---|---|---|---|---|\n"]
    table += [
        f"| {_cell(line['group'])} | {line['rows']} | {line['positives']} "
        f"| {_number(line['false_alarms'])}{_interval(line['false_alarms_interval'])} "
        f"| {_number(line['recall'])}{_interval(line['recall_interval'])} |\n"
        for line in lines[:_MOST_GROUPS]
    ]
    return head + "".join(table)


def _flips(output: str, found: Mapping[str, Any]) -> str:
    return (
        f"\nOf {found['templates']} templates {found['flipped']:.1%} are answered differently for {output} when only "
        f"the name changes; the probability ranges over {found['probability_range_mean']:.3f} on average.\n"
    )


def summary(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines that are shown when nothing else was asked for: F1 of the categories, a source at a time."""
    for one in report["sets"]:
        yield f"{_shown(one['set'])}: {one['rows']} texts. {_banner(one, _shown).replace('**', '')}"
        for source in one["sources"]:
            shown = ", ".join(_short(name, source["outputs"][name]) for name in CHARTED if name in source["outputs"])
            yield f"  {_shown(source['source'])} ({source['kind']}, {source['part']}, {source['rows']}): {shown}"
        for output, found in one["flips"].items():
            yield f"  {output}: {found['flipped']:.1%} of {found['templates']} templates change with the name"


def _short(output: str, found: Mapping[str, Any]) -> str:
    """Return the F1, or the share of false alarms where nothing is true."""
    if found["positives"]:
        return f"{output} F1 {_number(found['f1'])} of {found['positives']}"
    return f"{output} {_number(found['false_alarms'])} false alarms"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _interval(ends: list[float] | None) -> str:
    return "" if ends is None else f" ({ends[0]:.2f}–{ends[1]:.2f})"


def _plain(name: str) -> str:
    """Return the name as part of a file name."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "set"


def _cell(words: str) -> str:
    """Return hostile words fit for a cell of a Markdown table: no marks, no line ends."""
    return re.sub(r"([\\`*_{}\[\]<>#|!])", r"\\\1", _shown(words))[:120]


def _shown(words: str) -> str:
    """Return hostile words fit for a line of a terminal, which control characters would write over."""
    return "".join(c for c in words if c.isprintable() and not "\ud800" <= c <= "\udfff")[:120]
