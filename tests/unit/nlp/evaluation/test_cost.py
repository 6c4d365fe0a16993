"""Errors cost what the file says, at the share of positives that it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import ConfigError
from core.paths import data_dir
from nlp.evaluation.cost import Costs, read_costs

PRICES = {"missed": 10.0, "missed_unsure": 2.0, "alarm": 5.0, "alarm_unsure": 1.0, "hit": 1.0}
COSTS = Costs({"klaim": PRICES}, {"news": {"klaim": 0.1}, "post": {}})
CELLS = {"yes": {"yes": 6, "unsure": 2, "no": 2}, "no": {"yes": 1, "unsure": 4, "no": 5}}


def test_expected_cost() -> None:
    found = COSTS.of("klaim", "news", CELLS)
    assert found is not None
    positive, negative = 0.6 * 1 + 0.2 * 2 + 0.2 * 10, 0.1 * 5 + 0.4 * 1
    assert found["as_drawn"] == pytest.approx(1000 * (0.5 * positive + 0.5 * negative))
    assert found["as_common"] == pytest.approx(1000 * (0.1 * positive + 0.9 * negative))
    assert found["if_nothing_is_shown"] == pytest.approx(1000)
    assert found["if_all_is_read"] == pytest.approx(1000 * (0.1 * 1 + 0.9))


def test_what_cannot_be_said() -> None:
    assert COSTS.of("politik", "news", CELLS) is None
    unknown = COSTS.of("klaim", "post", CELLS)
    assert unknown is not None
    assert unknown["as_common"] is None
    one_class = COSTS.of("klaim", "news", {**CELLS, "yes": {"yes": 0, "unsure": 0, "no": 0}})
    assert one_class is not None
    assert one_class["as_common"] is None
    assert one_class["as_drawn"] == pytest.approx(900)


def test_the_shipped_prices_can_be_read() -> None:
    costs = read_costs()
    assert set(costs.prices) == {"politik", "sara", "sara.ujaran", "klaim"}
    for named in costs.prices.values():
        assert named["missed"] >= named["missed_unsure"] >= named["hit"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("missed = 3.0", ""), ("missed = 3.0", 'missed = "much"'), ("missed = 3.0", "missed = -1"), ("0.355", "3.5")],
)
def test_an_unusable_file_is_refused(tmp_path: Path, old: str, new: str) -> None:
    shipped = (data_dir("configs") / "evaluation" / "costs.toml").read_text("utf-8")
    path = tmp_path / "costs.toml"
    path.write_text(shipped.replace(old, new, 1))
    with pytest.raises(ConfigError):
        read_costs(path)
