"""When undated fact-checks came out, and which words one title alone may have: learned from pairs without labels."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from core.schemas.factcheck import FactCheck
from nlp.training.claims.alone import learn_alone
from nlp.training.claims.days import days_of
from nlp.training.claims.messages import Store

_START = date(2025, 1, 1)
TOWNS = (
    *("Ambon", "Bima", "Blora", "Cepu", "Dumai", "Ende", "Garut", "Kudus"),
    *("Malang", "Ngawi", "Palu", "Solo", "Tegal", "Ternate", "Tuban"),
)


def day(number: int) -> date:
    return _START + timedelta(days=number)


@pytest.fixture
def store() -> Store:
    """Return forty days of one dated source and one that only numbers, ten articles a day."""
    checks, ids, pairs = list[FactCheck](), list[str](), list[dict[str, Any]]()
    for number in range(40):
        town, other = TOWNS[number % 15], TOWNS[(number + 1) % 15]
        checks.append(FactCheck(title=f"Banjir di {town}", published_on=day(number).isoformat()))
        ids.append(f"d{number}")
        checks.append(FactCheck(title=f"Presiden banjir di {town}"))
        ids.append(f"n{1000 + 10 * number}")
        near = {"a": f"d{number}", "b": f"n{1000 + 10 * number}", "title_a": f"Banjir di {town} {number}"}
        pairs.append({**near, "title_b": f"presiden banjir di {town} {number}", "score": 0.9})
        far = {"a": f"d{number}", "b": f"d{number}-late", "title_a": f"Banjir di {town} {number}"}
        pairs.append({**far, "title_b": f"presiden banjir di {other} {number}", "score": 0.6})
        checks.append(FactCheck(title=f"Banjir di {other}", published_on=day(number + 90).isoformat()))
        ids.append(f"d{number}-late")
    return Store(checks, [], {}, {}, ids, pairs)


def test_a_number_tells_the_day(store: Store) -> None:
    days = days_of(store)
    assert days["d7"] == day(7).toordinal()
    assert abs(days["n1200"] - day(20).toordinal()) <= 4


def test_a_source_without_twins_is_not_placed(store: Store) -> None:
    assert "n1200" not in days_of(store._replace(pairs=[]))


def test_a_town_says_more_against_than_a_president(store: Store) -> None:
    found = learn_alone(store, set(), ())
    assert found.pairs == 80
    assert found.stems["presiden"] > found.stems["ambon"] + 1


def test_pairs_that_are_judged_on_are_left_out(store: Store) -> None:
    assert learn_alone(store, {(f"d{n}", f"n{1000 + 10 * n}") for n in range(40)}, ()).stems == {}
