"""What is known of one hour of a series."""

from __future__ import annotations

import pytest

from nlp.groups.bursts.scan import Hour


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
