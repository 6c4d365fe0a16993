"""What is known of one hour of a series."""

from __future__ import annotations

import pytest

from nlp.groups.bursts.scan import Hour


@pytest.mark.parametrize(
    ("lines", "outlets"),
    [
        ([None, None], None),
        ([None, 0], 0),
        ([2, 1, None], 3),
        ([set()], 0),
        ([{"suara"}, {"suara", "kabar"}], 2),
        ([{"suara"}, 2, {"kabar"}], 4),
    ],
)
def test_numbers_add_up_and_names_count_once(lines: list[int | set[str] | None], outlets: int | None) -> None:
    hour = Hour()
    for line in lines:
        hour.add(2, line)
    assert (hour.count, hour.outlets) == (2 * len(lines), outlets)


def test_names_of_another_hour_are_not_added_to() -> None:
    names = {"suara"}
    one, other = Hour(), Hour()
    one.add(1, names)
    other.add(1, names)
    one.add(1, {"kabar"})
    assert (one.outlets, other.outlets) == (2, 1)
