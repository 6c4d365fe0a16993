"""What is known of one hour of a series."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.groups.bursts.outlets import evenly
from nlp.groups.bursts.scan import Hour, scan
from nlp.groups.bursts.watch import Burst


@pytest.mark.parametrize(
    ("lines", "outlets"),
    [
        ([None, None], None),
        ([None, 0], None),
        ([2, 1, None], 5),
        ([None, {"suara"}], 3),
        ([1, 0, set()], 5),
        ([set()], None),
        ([{"suara"}, {"suara", "kabar"}], 2),
        ([{"suara"}, 2, {"kabar"}], 4),
    ],
)
def test_numbers_add_up_and_names_count_once(lines: list[int | set[str] | None], outlets: int | None) -> None:
    hour = Hour()
    for line in lines:
        hour.add(2, line)
    assert (hour.count, hour.outlets) == (2 * len(lines), outlets)


def test_no_items_are_of_no_outlets() -> None:
    hour = Hour()
    for none in (0, set[str]()):
        hour.add(0, none)
        assert (hour.count, hour.outlets) == (0, 0)


def test_names_of_another_hour_are_not_added_to() -> None:
    names = {"suara"}
    one, other = Hour(), Hour()
    one.add(1, names)
    other.add(1, names)
    one.add(1, {"kabar"})
    assert (one.outlets, other.outlets) == (2, 1)


def alarms(*rise: int | set[str]) -> list[Burst]:
    """Watch a month with a text every eight hours and then a text an hour, each hour's outlets named or counted."""
    hours: dict[int, Hour] = {}
    for at, outlets in [(at, {f"o{at % 3}"}) for at in range(0, 720, 8)] + list(enumerate(rise, 720)):
        hours.setdefault(at, Hour()).add(1, outlets)
    hours[760] = Hour()
    return [burst for _, burst in scan({("73.71", "politik"): hours})]


def test_one_outlet_over_many_hours_is_one_outlet() -> None:
    assert alarms(*[{"o1"}] * 9) == []
    assert alarms(*[{"o1"}, {"o2"}] * 4) == [], "nor are two more than two"
    assert len(alarms(*({f"o{number}"} for number in range(9)))) == 1
    assert len(alarms(*[1] * 9)) == 1, "numbers do not tell whether they are the same"


def test_when_others_take_it_up_it_is_a_burst() -> None:
    """Two texts of others in seven hours are usual here: an outlet that publishes beside them is still alone."""
    assert alarms(*[{"o1"}] * 5, {"o2"}, {"o4"}) == []
    (burst,) = alarms(*[{"o1"}] * 5, {"o2"}, {"o4"}, {"o5"}, {"o6"})
    assert burst.raised == 727


def test_an_outlet_that_publishes_hour_after_hour_is_alone_among_usual_texts() -> None:
    for seed in range(8):
        draw = np.random.default_rng(seed)
        hours: dict[int, Hour] = {}
        for at in range(40 * 24):
            for _ in range(draw.poisson(0.4 if at % 24 < 13 else 0.1)):
                hours.setdefault(at, Hour()).add(1, {f"o{draw.integers(12)}"})
        flood = {at: hours.get(at) for at in range(35 * 24, 36 * 24)}
        for at, hour in flood.items():
            hours.setdefault(at, hour or Hour()).add(3, {"kabar"})
        assert scan({("73.71", "politik"): hours}) == []
        late = 36 * 24 - 1
        for number in range(6):
            hours[late].add(1, {f"o{number}"})
        ((_, burst),) = scan({("73.71", "politik"): hours})
        assert burst.raised == late


def test_what_one_outlet_publishes_for_a_day_is_not_what_is_usual() -> None:
    def usual(flood: int) -> float:
        hours = {at: Hour() for at in range(50 * 24)}
        for at, hour in hours.items():
            if not at % 4:
                hour.add(1, {f"o{at // 4 % 9}"})
        for at in range(30 * 24, 30 * 24 + flood):
            hours[at].add(3, {"kabar"})
        for number in range(12):
            hours[49 * 24].add(1, {f"o{number}"})
        return scan({("73.71", "politik"): hours})[-1][1].usual

    assert usual(24) == pytest.approx(usual(0), rel=0.2)


@pytest.mark.parametrize(
    ("items", "counted"),
    [
        ([], 0), ([9, 9], 0), ([1, 1, 1], 3), ([18, 1, 1], 2), ([18, 18, 1], 3), ([2, 1, 1], 3), ([3, 1, 1], 2),
        ([3, 3, 2, 1], 7), ([18, 5, 4, 2], 10),
    ],
)  # fmt: skip
def test_no_outlet_counts_for_more_than_others_do(items: list[float], counted: float) -> None:
    assert evenly(items) == counted
