"""One source's counts to findings, and findings to a state. Pure; who keeps the books is `check`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import NamedTuple

from core.schemas.event import EventKind
from core.schemas.health import Finding, HealthState, Level
from crawler.health import drift, pages, silence, volume
from crawler.health.history import History
from crawler.health.volume import Window

#: The kinds of events that the judgement opens and closes.
KINDS: tuple[EventKind, ...] = ("volume_dropped", "feed_silent", "format_changed", "content_drifted")
#: Hours of an alarm's beginning that are not taken for usual: what led to it came before it was noticed.
SLACK = 36
#: Hours without a readable discovery page that are an alarm, and how many polls must have failed.
UNREADABLE, FEWEST_POLLS = 12, 3
#: Hours after which a source that nobody asked is not judged: that is no fault of its own.
UNASKED = 25
#: Less than usual, shown and not alarmed.
_LOW_SHARE, _LOW_DEVIATION = 0.5, 2.0
#: A pause of so many missing documents is shown.
_QUIET = 4.0
#: Polls of a discovery page in a row that found a list without entries.
EMPTY_POLLS = 3
#: Hours of a pause after which the weeks before it are too short to tell a rate (see `collect.KEPT`).
_TOO_LONG = 42 * 24
_GRAVITY: dict[Level, int] = {"alarm": 0, "warning": 1, "note": 2, "good": 3}


class Empty(NamedTuple):
    """A discovery page that answers and lists nothing."""

    url: str
    polls: int


class Case(NamedTuple):
    """What is known about one source at one hour."""

    history: History
    #: The full hour that ends the windows.
    end: int
    #: Open alarms, and the hour in which each was opened.
    opened: Mapping[EventKind, int] = {}
    empty: Sequence[Empty] = ()
    #: Hours from UTC to the source's clock.
    offset: int = 7

    @property
    def before(self) -> int | None:
        """Where the weeks end that are taken for usual: with an open alarm, before what led to it."""
        begun = [hour for kind, hour in self.opened.items() if kind != "content_drifted"]
        return min(begun) - SLACK if begun else None


def judge(case: Case, windows: Sequence[Window], shared: Mapping[int, float]) -> list[Finding]:
    """Return what stands out, the gravest first; one alarm for each kind, and one kind for one cause."""
    reading = _reading(case)
    if reading is not None and reading.code in ("unasked", "never"):
        return [reading]
    volume_found, format_found = _volume(case, windows, shared), _format(case)
    quiet = reading or _silence(case, shared)
    dropped = "volume_dropped" in case.opened and volume_found.kind is not None
    known = format_found is not None or "format_changed" in case.opened or dropped
    if quiet is not None and "feed_silent" not in case.opened and known:
        quiet = quiet.model_copy(update={"level": "note", "kind": None})
    found = [one for one in (_drift(case), format_found, quiet) if one is not None]
    found += _recovering(case, found, windows, shared)
    if any(one.kind for one in found) and "volume_dropped" not in case.opened and volume_found.level != "good":
        volume_found = volume_found.model_copy(update={"level": "note", "kind": None, "code": "low"})
    return [*sorted([*found, volume_found], key=lambda one: _GRAVITY[one.level]), *_patience(windows)]


def _patience(windows: Sequence[Window]) -> list[Finding]:
    """Say of a source that brings little how long nobody can tell whether it stopped."""
    if not windows or windows[-1].usual >= volume.ENOUGH:
        return []
    usual = windows[-1].usual
    hours = ceil(silence.MISSING / usual * windows[-1].hours) if usual else _TOO_LONG + 1
    if hours > _TOO_LONG:
        return [Finding(code="rare", level="note")]
    return [Finding(code="slow", level="note", values={"hours": hours})]


def _recovering(
    case: Case, found: Sequence[Finding], windows: Sequence[Window], shared: Mapping[int, float]
) -> list[Finding]:
    """Keep an alarm open until the volume is back too, so that the end of one is not the beginning of the next."""
    window = volume.dropped(windows, shared, is_open=True)
    if window is None:
        return []
    kinds = {one.kind for one in found}
    ending: list[EventKind] = [kind for kind in ("feed_silent", "format_changed") if kind in case.opened]
    values = _values(case, window)
    return [Finding(code="recovering", level="warning", kind=one, values=values) for one in ending if one not in kinds]


def state_of(findings: Sequence[Finding]) -> HealthState:
    """Return the colour of the findings."""
    levels = {one.level for one in findings}
    return "red" if "alarm" in levels else "yellow" if "warning" in levels else "green"


def _reading(case: Case) -> Finding | None:
    """Say whether the source could be asked at all."""
    history, end = case.history, case.end
    answered, refused = history.read.last(end), history.failed.last(end)
    asked = max((hour for hour in (answered, refused) if hour is not None), default=None)
    if asked is None:
        return Finding(code="never", level="note")
    if end - asked > UNASKED:
        return Finding(code="unasked", level="warning", values={"hours": end - asked - 1})
    hours = end - (history.first if answered is None else answered) - 1
    if hours < UNREADABLE or history.failed.between(end - hours, end) < FEWEST_POLLS:
        return None
    return Finding(code="unreadable", level="alarm", kind="feed_silent", values={"hours": hours})


def _silence(case: Case, shared: Mapping[int, float]) -> Finding | None:
    common = min(shared.get(24, 1.0), shared.get(168, 1.0))
    pause = silence.silence(case.history, case.end, common)
    opened, last = case.opened.get("feed_silent"), case.history.new.last(case.end)
    still = opened is not None and (last is None or last < opened)
    if pause is None:
        if not still:
            return None
        # The weeks that told the rate lie behind by now: nothing says that it is over.
        hours = case.end - (case.history.first if last is None else last) - 1
        return Finding(code="still_silent", level="alarm", kind="feed_silent", values={"hours": hours})
    values: dict[str, int | float | str] = {
        "hours": pause.hours,
        "missing": round(pause.missing, 1),
        "longest": pause.longest,
    }
    if still or silence.is_silent(pause, common):
        return Finding(code="silent", level="alarm", kind="feed_silent", values=values)
    if pause.missing >= _QUIET and pause.hours * common > pause.longest:
        return Finding(code="quiet", level="warning", values=values)
    return None


def _volume(case: Case, windows: Sequence[Window], shared: Mapping[int, float]) -> Finding:
    is_open = "volume_dropped" in case.opened
    if not windows:
        if is_open:  # the weeks that can be compared lie behind: nothing says that it is over
            return Finding(code="dropped", level="alarm", kind="volume_dropped", values=_now(case))
        days = (case.end - case.history.first) // 24
        seen = case.history.new.between(case.end - 24, case.end)
        return Finding(code="young", level="note", values={"seen": seen, "days": days})
    drop = volume.dropped(windows, shared, is_open)
    if drop is not None:
        return Finding(code="dropped", level="alarm", kind="volume_dropped", values=_values(case, drop))
    shown = volume.telling(windows)
    if shown is None:
        return Finding(code="steady", level="good", values=_now(case))
    common = shared.get(shown.hours, 1.0)
    low = shown.share(common) < _LOW_SHARE and shown.deviation(common) > _LOW_DEVIATION
    return Finding(code="low" if low else "steady", level="warning" if low else "good", values=_values(case, shown))


def _now(case: Case) -> dict[str, int | float | str]:
    return _values(case, Window(24, case.history.new.between(case.end - 24, case.end), 0.0, 1.0))


def _values(case: Case, window: Window) -> dict[str, int | float | str]:
    local = case.history.moment(case.end + case.offset)
    usual = int(window.usual) if window.usual == int(window.usual) else window.usual
    clock = {"weekday": local.weekday(), "hour": local.hour}
    return {"seen": window.seen, "usual": usual, "hours": window.hours, **clock}


def _format(case: Case) -> Finding | None:
    history, end = case.history, case.end
    opened = case.opened.get("format_changed")
    before, is_open = (None if opened is None else opened - SLACK), opened is not None
    for empty in case.empty:
        if empty.polls >= EMPTY_POLLS:
            return _alarm("empty", {"url": empty.url, "polls": empty.polls})
    for code, share in (
        ("lost", pages.lost(history, end, before, is_open)),
        ("copied", pages.copied(history, end, before, is_open)),
        ("undated", pages.undated(history, end, before, is_open)),
    ):
        if share is not None:
            return _alarm(code, {"bad": share.bad, "pages": share.pages, "usual": round(share.usual, 2)})
    length = pages.resized(history, end, before, is_open)
    return None if length is None else _alarm("resized", {"chars": length.chars, "usual": length.usual})


def _drift(case: Case) -> Finding | None:
    opened = case.opened.get("content_drifted")
    found = drift.drifted(case.history, case.end, None if opened is None else opened - SLACK, opened is not None)
    if found is None:
        return None
    values: dict[str, int | float | str] = {"bad": found.bad, "texts": found.texts}
    return Finding(code=found.matter, level="alarm", kind="content_drifted", values=values)


def _alarm(code: str, values: dict[str, int | float | str]) -> Finding:
    return Finding.model_validate({"code": code, "level": "alarm", "kind": "format_changed", "values": values})
