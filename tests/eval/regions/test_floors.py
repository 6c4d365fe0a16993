"""The region linker does not fall below its floors on the labelled texts."""

from __future__ import annotations

import json

import pytest

from tests.eval.regions import confidence, gate, newsroom
from tests.eval.regions.score import Tally, add, at_regency, load

needs_labels = pytest.mark.skipif(not gate.LABELS.exists(), reason="the labelled texts are not beside the checkout")


@needs_labels
def test_no_figure_has_fallen() -> None:
    pinned = json.loads(gate.FLOORS.read_text(encoding="utf-8"))
    assert gate.digest(gate.LABELS) == pinned["labels"], "the labels changed: run the gate with --update and look"
    reached = gate.measure(load(gate.LABELS))
    assert gate.failures(reached["all"], pinned["floors"]) == []


def test_no_figure_of_the_newsroom_has_fallen() -> None:
    pinned = json.loads(gate.FLOORS.read_text(encoding="utf-8"))
    assert gate.failures(newsroom.measure()["all"], pinned["newsroom"]) == []


@needs_labels
def test_a_confidence_says_how_often_it_is_right() -> None:
    figures = confidence.report()
    assert figures["ece_cross_validated"] < 0.05
    assert figures["ece_shipped"] < 0.05


@needs_labels
def test_the_halves_agree() -> None:
    reached = gate.measure(load(gate.LABELS))
    assert abs(reached["even"]["strict_f1"] - reached["odd"]["strict_f1"]) < 0.06


def test_the_gate_notices_a_fall_and_a_rise() -> None:
    floors = {"recall": 0.9, "tempted": 1.0}
    assert gate.failures({"recall": 0.9, "tempted": 1.0}, floors) == []
    assert len(gate.failures({"recall": 0.89, "tempted": 2.0}, floors)) == 2
    assert gate.raised({"recall": 0.95, "tempted": 3.0}, floors) == {"recall": 0.95, "tempted": 1.0}


def test_scoring_follows_its_rules() -> None:
    assert at_regency({"73.71.01", "73", "51"}) == {"73.71", "51"}
    tally = Tally()
    row = {
        "id": "d0",
        "src": "x",
        "title": "",
        "text": "",
        "regions": ["73.71"],
        "also_ok": ["31"],
        "must_not": ["73.06"],
    }
    add(tally, row, {"73.71.01", "31", "73.06"})
    assert (tally.right, tally.forgiven, tally.wrong, tally.missed, tally.tempted) == (1, 1, 1, 0, 1)
