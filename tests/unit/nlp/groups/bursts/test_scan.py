"""What is known of one hour of a series."""

from __future__ import annotations

import pytest

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
    (burst,) = alarms(*[{"o1"}] * 5, {"o2"}, {"o4"})
    assert burst.raised == 726
