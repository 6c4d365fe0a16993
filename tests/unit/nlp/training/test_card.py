"""The card says what was measured: scores, charts beside it, costs, groups, and a dash for what was not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("sklearn")

from core.schemas.analysis import TAXONOMY
from nlp.evaluation.behaviour import measure_behaviour
from nlp.training import comparison
from nlp.training.card import render_card
from nlp.training.charts import render_charts
from nlp.training.comparison import comparison_table
from nlp.training.corpus import Example, outputs
from nlp.training.measure import by_source, judge_margins, measure
from tests.unit.nlp.evaluation.test_behaviour import perfect

SCALE = {"slope": 1.0, "intercept": 0.0, "yes_from": 0.0, "unsure_from": -1.0}


@pytest.fixture(scope="module")
def metrics() -> dict[str, Any]:
    """The metrics of a made-up model on made-up rows: right three times of four."""
    random = np.random.default_rng(3)
    names = [*outputs(), "prio1", "prio2"]
    examples = [
        Example(
            "labels",
            f"outlet{i % 3}",
            "news" if i % 2 else "post",
            [],
            [],
            {n: bool(random.random() < 0.4) for n in names},
        )
        for i in range(200)
    ]
    margins = {n: np.array([(1.0 if e.targets[n] else -1.0) + random.normal() for e in examples]) for n in names}
    answers = judge_margins(examples, margins, {n: {"news": SCALE, "post": SCALE} for n in names})
    report = {"out_of_fold": measure(examples, margins, answers), "by_source": by_source(examples, answers)}
    sets = {"ibrohim2019": {"f1": 0.5, "positives": 3, "rows": 9}}
    crossed = {"f1": 0.41, "best_f1": 0.45, "average_precision": 0.4, "rows": 9, "positives": 3, "learned_from": 9}
    both = {"held_out": report["out_of_fold"], "by_source": report["by_source"], "hostility_by_set": sets}
    more = {"hostility_by_set": sets, "cross_source": {"a to b": crossed}, "behaviour": measure_behaviour(perfect)}
    return {**report, **more, "precise": both}


MANIFEST = {"version": "2026.01.01-abc", "data": [{"name": "labels", "rows": 200, "what": "x", "licence": "y"}]}


def test_the_errors_of_the_main_outputs_are_measured(metrics: dict[str, Any]) -> None:
    news = metrics["out_of_fold"]["klaim"]["news"]
    assert sum(sum(cells.values()) for cells in news["confusion"].values()) == news["rows"] == 100
    assert sum(rows for _, _, rows in news["calibration"]) == 100
    assert news["cost"]["as_common"] > 0
    assert "confusion" not in metrics["out_of_fold"]["klaim.klaim"]["news"]


def test_the_card_shows_every_chart_and_every_group(metrics: dict[str, Any]) -> None:
    card = render_card(MANIFEST, metrics)
    shown = set(re.findall(r"\]\((calibration-[a-z-]+\.svg)\)", card))
    assert (
        shown
        == set(render_charts(metrics))
        == {f"calibration-{part}-{kind}.svg" for part in ("linear", "both") for kind in ("news", "post")}
    )
    for group in metrics["behaviour"]["identities"]:
        assert f"| {group} |" in card
    assert "| a to b | 0.410 | 0.450 |" in card
    assert "both stages" in card
    for category in TAXONOMY:
        assert f"| {category} | news |" in card


def test_a_version_of_one_stage_says_nothing_of_two(metrics: dict[str, Any]) -> None:
    one = {key: value for key, value in metrics.items() if key not in ("precise", "cross_source", "behaviour")}
    card = render_card(MANIFEST, one)
    assert "both stages" not in card
    assert "not two hostility sets" in card


def test_the_run_without_non_commercial_sets_is_named_and_claims_no_recipe_but_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, metrics: dict[str, Any]
) -> None:
    monkeypatch.setattr(comparison, "data_dir", lambda name: tmp_path)
    numbers = {"f1": 0.5, "average_precision": None, "ece_plain": 0.1, "positives": 3}
    shown = {"accuracy": 0.5, "mention_flagged_mean": 0.1, "criticism_claim": 0.0}
    kept = {"version": "2020.01.02-x", "measured_on": "2020-01-02", "outputs": {"klaim": {"all": numbers}}}
    (tmp_path / "categories").mkdir()
    (tmp_path / "categories" / comparison.WITHOUT_NC).write_text(
        json.dumps({**kept, "priority": {"all": 0.6}, "behaviour": shown})
    )
    card = render_card(MANIFEST, metrics)
    assert "Version 2020.01.02-x, trained and measured on 2020-01-02 with the recipe of that day" in card
    assert "same recipe" not in card


def test_the_shipped_comparison_is_of_its_form() -> None:
    table = comparison_table().splitlines()
    rows = [line for line in table if line.startswith("| ")]
    assert len(rows) == 5
    assert len({line.count("|") for line in rows}) == 1
