"""Tests of the words: every finding has a sentence, and numbers read well."""

from __future__ import annotations

from typing import get_args

import pytest

from core.schemas.health import Finding, FindingCode
from crawler.health.words import span, tell


@pytest.mark.parametrize("code", get_args(FindingCode))
def test_every_finding_has_a_sentence_even_without_its_values(code: FindingCode) -> None:
    assert tell(Finding(code=code, level="note"))


def test_a_volume_is_told_with_hours_and_weekday() -> None:
    values: dict[str, int | float | str] = {"seen": 3, "usual": 20, "hours": 24, "weekday": 1, "hour": 9}
    told = tell(Finding(code="dropped", level="alarm", values=values))
    assert told == "volume dropped: 3 of usual 20 in 24 hours to 09:00 on a Tuesday"


def test_a_share_is_told_in_percent() -> None:
    told = tell(Finding(code="lost", level="alarm", values={"bad": 5, "pages": 5, "usual": 0.02}))
    assert told == "no text found on 5 of the last 5 pages, usually 2 %"


@pytest.mark.parametrize(("hours", "words"), [(71, "71 hours"), (72, "3 days"), ("x", "? hours")])
def test_times_are_told_in_the_unit_that_reads_best(hours: object, words: str) -> None:
    assert span(hours) == words
