"""What the errors of a version cost, by the stated prices of configs/evaluation/costs.toml."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import ConfigError
from core.paths import data_dir

_PRICES = ("missed", "missed_unsure", "alarm", "alarm_unsure", "hit")
#: Where each price stands in the confusion: truth, decision. What is rightly left alone costs nothing.
_CELLS = {
    "missed": ("yes", "no"),
    "missed_unsure": ("yes", "unsure"),
    "alarm": ("no", "yes"),
    "alarm_unsure": ("no", "unsure"),
    "hit": ("yes", "yes"),
}


@dataclass(frozen=True, slots=True)
class Costs:
    """Prices by output, and how common each output is by kind of document."""

    prices: dict[str, dict[str, float]]
    base_rates: dict[str, dict[str, float]]

    def of(self, output: str, kind: str, confusion: Mapping[str, Mapping[str, int]]) -> dict[str, float | None] | None:
        """Return the expected cost per 1,000 documents; None for an output without prices.

        `as_drawn` at the share of positives of the set itself, `as_common` at the stated one; beside it what it would
        cost to look at nothing, and at everything. Without positives or negatives `as_common` cannot be said.
        """
        prices = self.prices.get(output)
        if prices is None:
            return None
        rows = {truth: sum(cells.values()) for truth, cells in confusion.items()}
        each = {
            truth: sum(p * confusion[truth][_CELLS[n][1]] for n, p in prices.items() if _CELLS[n][0] == truth)
            / rows[truth]
            for truth in rows
            if rows[truth]
        }
        drawn = rows["yes"] / max(1, sum(rows.values()))
        common = self.base_rates[kind].get(output)
        known = common is not None and len(each) == 2
        return {
            "as_drawn": round(1000 * sum((drawn if t == "yes" else 1 - drawn) * cost for t, cost in each.items()), 1),
            "as_common": round(1000 * (common * each["yes"] + (1 - common) * each["no"]), 1)
            if known and common is not None
            else None,
            "if_nothing_is_shown": None if common is None else round(1000 * common * prices["missed"], 1),
            "if_all_is_read": None if common is None else round(1000 * (common * prices["hit"] + (1 - common)), 1),
        }


def read_costs(path: Path | None = None) -> Costs:
    """Return the prices. Raises: ConfigError when the file cannot be read or a price is missing or no number."""
    path = path or data_dir("configs") / "evaluation" / "costs.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        prices = {
            output: {name: _price(path, output, named, name) for name in _PRICES}
            for output, named in table["outputs"].items()
        }
        rates = {
            kind: {output: _rate(path, kind, value) for output, value in table["base_rates"][kind].items()}
            for kind in ("news", "post")
        }
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise ConfigError(f"{path} cannot be used: {error!r}. Restore it from the release.") from error
    return Costs(prices, rates)


def _price(path: Path, output: str, named: Mapping[str, Any], name: str) -> float:
    value = named.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise ConfigError(f"{path}: {output}: {name} is a number from 0 on, not {value!r}.")
    return float(value)


def _rate(path: Path, kind: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ConfigError(f"{path}: the base rates of {kind} are shares from 0 to 1, not {value!r}.")
    return float(value)
