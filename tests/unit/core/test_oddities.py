"""Series that look poisoned are flagged; honest ones, also of somebody who differs a little, are not."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.review.oddities import find_oddities
from core.schemas.training import Given

START = datetime(2026, 11, 2, 2, tzinfo=UTC)


def verdict(number: int, user: int, **more: Any) -> Given:
    values: dict[str, Any] = {
        "signal_id": number, "round": 1, "user_id": user, "user_name": f"user {user}", "category": "klaim",
        "decision": "dismissed", "reason": "not_relevant", "comment": "", "source_id": f"source{number % 7}",
        "at": START + timedelta(minutes=3 * number),
    }  # fmt: skip
    return Given(**{**values, **more})


def honest(users: int = 4, each: int = 60, share: float = 0.6) -> list[Given]:
    """Return the verdicts of honest people, who dismiss a share by chance."""
    chance = random.Random(5)
    return [
        verdict(number, 1 + number % users, decision="dismissed" if chance.random() < share else "confirmed")
        for number in range(users * each)
    ]


def test_honest_people_are_not_flagged() -> None:
    assert find_oddities(honest()) == {}


def test_somebody_alone_is_not_flagged_for_having_nobody_beside() -> None:
    assert find_oddities(honest(users=1, each=15)) == {}


@pytest.mark.parametrize(
    ("series", "flag"),
    [
        ([verdict(n, 9, at=START + timedelta(seconds=n)) for n in range(40)], "too_fast"),
        ([verdict(1000 + n, 9) for n in range(60)], "one_sided"),
        ([verdict(1000 + n, 9) for n in range(60)], "sudden_series"),
        (
            [verdict(1000 + n, 9, decision=["dismissed", "confirmed"][n % 2], source_id="x") for n in range(80)],
            "one_source",
        ),
        ([verdict(1000 + n, 9, decision="confirmed") for n in range(30)], "one_sided"),
    ],
)
def test_a_poisoned_series_is_flagged(series: list[Given], flag: str) -> None:
    found = find_oddities([*honest(), *series])
    assert set(found) == {(9, "klaim")}
    assert flag in found[9, "klaim"]


def test_a_sudden_series_after_long_honest_work_is_flagged() -> None:
    late = [verdict(2000 + n, 1) for n in range(40)]
    assert find_oddities([*honest(each=400), *late]) == {(1, "klaim"): ("sudden_series",)}


def test_what_others_decide_alike_is_no_oddity() -> None:
    assert find_oddities(honest(share=1.0)) == {}


def test_categories_are_looked_at_apart() -> None:
    series = [verdict(1000 + n, 9, category="politik") for n in range(60)]
    assert set(find_oddities([*honest(), *series])) == {(9, "politik")}
