"""What raises an alarm, when it ends, and what leaves the detector calm."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.groups.bursts.usual import Usual
from nlp.groups.bursts.watch import LONGEST, Burst, Watch

HOURS = 60 * 24
RNG = np.random.default_rng(3)
QUIET = RNG.poisson(0.8, HOURS).astype(float)


def watched(counts: np.ndarray, outlets: np.ndarray | None = None) -> list[Burst]:
    watch = Watch(1, 0, outlets is not None)
    for hour, count in enumerate(counts):
        watch.see(np.array([count]), None if outlets is None else np.array([outlets[hour]]))
    return watch.bursts


def with_burst(at: int, *added: float) -> np.ndarray:
    counts = QUIET.copy()
    counts[at : at + len(added)] += added
    return counts


def test_ordinary_hours_raise_nothing() -> None:
    assert watched(QUIET) == []


def test_a_burst_is_one_alarm_with_its_numbers() -> None:
    at = 50 * 24
    (burst,) = watched(with_burst(at, 14, 12, 15, 9, 6))
    assert burst.started == burst.raised == at
    assert burst.count == 14 + QUIET[at]
    assert burst.usual == pytest.approx(0.8, rel=0.5)
    assert burst.ended is not None
    assert at + 4 <= burst.ended <= at + 12


def test_a_rise_after_a_lull_goes_on_with_the_event() -> None:
    at = 50 * 24
    assert len(watched(with_burst(at, 15, 15, *[0] * 12, 15, 15))) == 1


def test_another_rise_days_later_is_another_event() -> None:
    at = 45 * 24
    assert len(watched(with_burst(at, 15, 15, *[0] * 96, 15, 15))) == 2


def test_a_moderate_rise_over_many_hours_is_found() -> None:
    at = 50 * 24
    found = watched(with_burst(at, *[4.0] * 16))
    assert len(found) == 1
    assert at <= found[0].raised < at + 16


def test_no_alarm_uses_a_later_hour() -> None:
    at = 50 * 24
    counts = with_burst(at, 3, 6, 12, 12)
    (whole,) = watched(counts)
    (cut,) = watched(counts[: whole.raised + 1])
    assert (cut.started, cut.raised, cut.count, cut.usual) == (whole.started, whole.raised, whole.count, whole.usual)
    assert cut.ended is None
    assert watched(counts[: whole.raised]) == []


def test_the_end_of_an_outage_is_no_burst() -> None:
    counts = QUIET.copy()
    counts[40 * 24 : 48 * 24] = 0
    assert watched(counts) == []


def test_a_new_level_is_one_event_and_then_usual() -> None:
    counts = QUIET.copy()
    counts[30 * 24 :] = RNG.poisson(8.0, HOURS - 30 * 24)
    (burst,) = watched(counts)
    assert burst.ended is not None
    assert burst.ended - burst.started <= LONGEST + 2


def test_a_new_level_becomes_usual_with_an_hour_that_was_seen() -> None:
    counts = QUIET.copy()
    counts[30 * 24 :] = RNG.poisson(8.0, HOURS - 30 * 24)
    (burst,) = watched(counts)
    assert burst.ended is not None
    (until,) = watched(counts[: burst.ended + 1])
    assert until.ended == burst.ended, "nothing after that hour is needed to tell it"
    (before,) = watched(counts[: burst.ended])
    assert before.ended is None


def test_nothing_is_raised_in_the_first_days() -> None:
    assert watched(np.array([0.0] * 24 + [50.0] * 6 + [0.0] * 18)) == []


def test_ten_copies_of_one_outlet_are_no_burst() -> None:
    at = 50 * 24
    counts = with_burst(at, 10, 0, 10)
    alone = np.minimum(QUIET, 2.0)
    alone[at] += 1
    alone[at + 2] += 1
    assert len(watched(counts)) == 1
    assert watched(counts, alone) == []
    several = np.minimum(counts, 8.0)
    assert len(watched(counts, several)) == 1


def test_usual_knows_hours_and_weekdays() -> None:
    usual = Usual(1)
    for hour in range(120 * 24):
        busy = 8.0 if hour % 24 < 12 else 0.5
        if (hour + 3) // 24 % 7 == 2:
            busy /= 2
        usual.learn(hour, np.array([busy]), np.array([True]))
    noon, night = 11 + 7 * 24 * 3, 20 + 7 * 24 * 3
    assert usual.expected(noon)[0] > 6 * usual.expected(night)[0]
    by_day = [usual.expected(11 + 24 * day)[0] for day in range(7)]
    assert sorted(by_day)[0] == pytest.approx(sorted(by_day)[3] / 2, rel=0.15)
