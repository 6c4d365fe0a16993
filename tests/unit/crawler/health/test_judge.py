"""Tests of the judgement: one alarm for one cause, and none that ends while nothing is known."""

from __future__ import annotations

from core.schemas.health import Finding
from crawler.health.history import WEEK, History, Text
from crawler.health.judge import SLACK, Case, Empty, judge, state_of
from crawler.health.volume import compare
from tests.unit.crawler.health.conftest import history

#: Two documents an hour for six weeks.
GOOD = [2] * WEEK * 6
END = len(GOOD)


def _judged(case: Case) -> list[Finding]:
    return judge(case, compare(case.history, case.end, case.before), {})


def _codes(case: Case) -> list[tuple[str, str | None]]:
    return [(one.code, one.kind) for one in _judged(case)]


def _then(new: list[int], **others: list[int]) -> History:
    return history(GOOD + new, **{name: [0] * END + counts for name, counts in others.items()})


def test_a_good_source_is_steady_and_green() -> None:
    found = _judged(Case(_then([]), END))
    assert ([one.code for one in found], state_of(found)) == (["steady"], "green")
    assert (found[0].values["seen"], found[0].values["usual"]) == (48, 48)


def test_weekday_and_hour_are_those_of_the_source() -> None:
    for offset, expected in ((7, (0, 7)), (9, (0, 9))):
        values = _judged(Case(_then([]), END, offset=offset))[0].values
        assert (values["weekday"], values["hour"]) == expected
    late = _judged(Case(history(GOOD[:-6]), END - 6, offset=7))[0].values
    assert (late["weekday"], late["hour"]) == (0, 1), "18:00 on a Sunday in UTC is Monday in Jakarta"


def test_a_source_that_stops_has_one_alarm_from_beginning_to_end() -> None:
    source = _then([0] * 96 + [2] * 96)
    opened: dict[str, int] = {}
    begun, ended = [], []
    for hour in range(END, END + 192):
        kinds = {one.kind for one in _judged(Case(source, hour, dict(opened))) if one.kind}  # type: ignore[arg-type]
        begun += [(kind, hour - END) for kind in kinds - set(opened)]
        ended += [(kind, hour - END) for kind in set(opened) - kinds]
        opened = {kind: opened.get(kind, hour) for kind in kinds}
    assert [kind for kind, _ in begun] == ["volume_dropped"] or [kind for kind, _ in begun] == ["feed_silent"]
    assert len(ended) == 1
    assert begun[0][1] <= 24
    assert 96 < ended[0][1] <= 120


def test_a_silent_source_stays_silent_when_the_weeks_that_told_its_rate_lie_behind() -> None:
    source = _then([0] * WEEK * 9)
    opened = {"feed_silent": END + 24}
    for weeks in range(1, 10):
        end = END + weeks * WEEK
        late = History(source.start, source.new, source.lost, source.copies, source.read, source.failed)
        object.__setattr__(late, "first", max(0, end - 64 * 24))  # what the store still gives
        assert "feed_silent" in {one.kind for one in _judged(Case(late, end, opened))}, weeks  # type: ignore[arg-type]
    forgotten = history([0] * WEEK * 9)
    found = _judged(Case(forgotten, 9 * WEEK, {"feed_silent": 24}))
    assert (found[0].code, found[0].values) == ("still_silent", {"hours": 9 * WEEK - 1})


def test_a_source_that_nobody_asked_is_not_judged() -> None:
    source = history([2] * 100 + [0] * 100)
    idle = History(source.start, source.new, source.lost, source.copies, source.new, source.failed)
    assert _codes(Case(idle, 100 + 24)) != [("unasked", None)]
    assert _codes(Case(idle, 100 + 25)) == [("unasked", None)]


def test_feeds_that_fail_for_twelve_hours_are_unreadable() -> None:
    source = _then([0] * 13, failed=[1] * 13)
    assert ("unreadable", "feed_silent") not in _codes(Case(source, END + 11))
    assert ("unreadable", "feed_silent") in _codes(Case(source, END + 12))


def test_lost_texts_are_one_alarm_and_neither_silence_nor_volume() -> None:
    source = _then([0] * 60, lost=[2] * 60)
    found = _judged(Case(source, END + 60, {"format_changed": END + 4}))
    assert [one.kind for one in found if one.kind] == ["format_changed"]


def test_a_drop_that_is_known_does_not_become_a_silence() -> None:
    source = _then([0] * 60)
    assert ("silent", "feed_silent") in _codes(Case(source, END + 60))
    kinds = [kind for _, kind in _codes(Case(source, END + 60, {"volume_dropped": END + 12})) if kind]
    assert kinds == ["volume_dropped"]


def test_an_alarm_stays_until_the_volume_is_back() -> None:
    source = _then([0] * 48 + [2] * 30)
    opened = {"feed_silent": END + 24}
    assert _codes(Case(source, END + 56, opened))[0] == ("recovering", "feed_silent")  # type: ignore[arg-type]
    assert _codes(Case(source, END + 78, opened)) == [("steady", None)]  # type: ignore[arg-type]


def test_a_list_is_empty_after_three_polls() -> None:
    for polls, expected in ((2, []), (3, ["format_changed"])):
        found = _judged(Case(_then([]), END, empty=[Empty("https://x.example/rss", polls)]))
        assert [one.kind for one in found if one.kind] == expected


def test_a_hijacked_source_is_named_first() -> None:
    texts = [Text(n, 900) for n in range(40)] + [Text(END - 6 + n, 900, promo=True) for n in range(6)]
    assert _codes(Case(history(GOOD, texts=texts), END))[0] == ("gambling", "content_drifted")


def test_a_young_source_is_not_compared() -> None:
    found = _judged(Case(history([1] * 24 * 10), 240))
    assert (found[0].code, found[0].values) == ("young", {"seen": 24, "days": 10})


def test_an_open_drop_that_can_no_more_be_compared_stays_open() -> None:
    case = Case(history([1] * WEEK * 9), 9 * WEEK, {"volume_dropped": 24})
    assert ("dropped", "volume_dropped") in _codes(case)


def test_what_led_to_an_alarm_is_not_usual_but_drift_changes_no_volume() -> None:
    assert Case(_then([]), END, {"feed_silent": 500, "volume_dropped": 400}).before == 400 - SLACK
    assert Case(_then([]), END, {"content_drifted": 400}).before is None


def test_an_outlet_of_two_articles_a_week_is_told_that_a_stop_shows_after_three_weeks() -> None:
    weekly = [0] * WEEK
    weekly[10] = weekly[100] = 1
    assert _judged(Case(history(weekly * 7), 7 * WEEK))[-1].values == {"hours": 588}
    assert ("rare", None) in _codes(Case(history([1] + [0] * (WEEK * 7 - 1)), 7 * WEEK))
    assert {code for code, _ in _codes(Case(_then([]), END))}.isdisjoint({"slow", "rare"})
