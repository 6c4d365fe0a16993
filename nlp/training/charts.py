"""The calibration charts that stand beside a card: one a kind of document, for what answers in the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nlp.evaluation.chart import calibration_svg
from nlp.training.errors import CLOSELY


def render_charts(metrics: Mapping[str, Any]) -> dict[str, str]:
    """Return the charts by file name: of the linear models out of fold, and of both stages where there are two."""
    charts = {}
    for name, words, report in _reports(metrics):
        for kind in ("news", "post"):
            curves = {output: report[output][kind].get("calibration", []) for output in CLOSELY if output in report}
            if any(curves.values()):
                title = f"Calibration on {kind}, {words}"
                charts[f"calibration-{name}-{kind}.svg"] = calibration_svg(title, curves)
    return charts


def _reports(metrics: Mapping[str, Any]) -> list[tuple[str, str, Mapping[str, Any]]]:
    reports = [("linear", "linear models out of fold", metrics["out_of_fold"])]
    if "precise" in metrics:
        reports.append(("both", "both stages on held-out rows", metrics["precise"]["held_out"]))
    return reports
