"""Timelines: hours for a young story, days of the office for an old one, no gaps, nothing dropped in silence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from core.clock import ZONES
from core.schemas.issue import IssueText
from core.timeline import timeline

BEGIN = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
PRESENT = BEGIN + timedelta(days=300)


def text(hours: float, copy: bool = False) -> IssueText:
    return IssueText(document_id=1, original_id=2 if copy else None, source="a", at=BEGIN + timedelta(hours=hours))


def test_a_young_story_is_told_in_hours_without_a_gap() -> None:
    line = timeline([text(0), text(0.2, copy=True), text(3)], PRESENT)
    assert line.step == "hour"
    assert [(one.own, one.copies) for one in line.buckets] == [(1, 1), (0, 0), (0, 0), (1, 0)]
    assert line.buckets[0].start == BEGIN.replace(minute=0)
    assert line.buckets[0].texts == 2


def test_days_begin_at_the_midnight_of_the_office() -> None:
    texts = [text(0), text(2), text(80)]  # 15.30 and 17.30 UTC are two days in Makassar, one in UTC
    here = timeline(texts, PRESENT, ZONES["WITA"])
    assert here.step == "day"
    assert [one.texts for one in here.buckets] == [1, 1, 0, 0, 1]
    assert here.buckets[0].start == datetime(2026, 11, 19, 16, tzinfo=UTC)
    assert [one.texts for one in timeline(texts, PRESENT).buckets] == [2, 0, 0, 1]


def test_what_came_before_the_days_shown_is_counted() -> None:
    line = timeline([text(0), text(24 * 200)], PRESENT)
    assert (len(line.buckets), line.earlier) == (90, 1)
    assert sum(one.texts for one in line.buckets) == 1


def test_a_date_that_cannot_be_true_hides_no_text() -> None:
    later = text(0).model_copy(update={"at": datetime.max.replace(tzinfo=UTC)})
    line = timeline([text(0), text(3), later], BEGIN + timedelta(hours=4), ZONES["WIT"])
    assert [one.texts for one in line.buckets] == [1, 0, 0, 1, 1]
    first = later.model_copy(update={"at": datetime.min.replace(tzinfo=UTC)})
    line = timeline([first, text(0)], PRESENT, ZONES["WIT"])
    assert (line.step, line.earlier, line.buckets[-1].texts) == ("day", 1, 1)


def test_no_texts_make_no_line() -> None:
    assert timeline([], PRESENT).buckets == ()
