"""Alarms: the list, and one with its hours and the documents behind it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from fastapi import APIRouter
from fastapi.responses import Response
from sqlalchemy import Connection

from api.ui import labels
from api.ui.chart import Chart, Column, chart
from api.ui.desk import At, Desk
from api.ui.fields import Number
from api.ui.listing import PLACES, headline
from core.permissions import require
from core.regions.scope import Scope
from core.schemas.burst import Burst
from core.store import bursts, copies, hours, issues
from core.store.copies import NOWHERE, Spread
from core.store.documents import StoredDocument
from core.store.hours import hour_of

router = APIRouter(prefix="/lonjakan")

PAGE, DOCUMENTS = 40, 60
#: An event that is over is still shown above the queue for so long after it was noticed.
_FRESH = timedelta(hours=24)
#: Alarms above the queue; the others are a link away.
_ABOVE = 4
#: Hours before the rise that the chart shows, and most hours in all.
_BEFORE, _MOST_HOURS = timedelta(hours=48), 120
_HOUR = timedelta(hours=1)


class Told(NamedTuple):
    """An alarm in words."""

    burst: Burst
    category: str
    place: str
    numbers: str


class Group(NamedTuple):
    """The documents of one issue behind an alarm."""

    issue_id: int | None
    headline: str
    documents: list[tuple[str, StoredDocument, Spread]]


class BurstView(NamedTuple):
    """One alarm, ready to be shown."""

    told: Told
    chart: Chart
    groups: list[Group]
    documents: int


def tell(at: Desk, burst: Burst) -> Told:
    """Return the alarm in words: 14 in 3 hours, usually 1.2."""
    _ = at.words
    span = _.many("%(n)s hour", "%(n)s hours", burst.hours)
    numbers = _(
        "%(count)s in %(span)s, usually %(usual)s",
        count=_.number(burst.count),
        span=span,
        usual=_.number(round(burst.usual, 1)),
    )
    return Told(burst, labels.category(_, burst.category), labels.place(_, burst.region), numbers)


def above_queue(at: Desk, connection: Connection, region: str) -> list[Told]:
    """Return the alarms that stand above the queue of a region, those that last first."""
    scope = Scope(region=region) if region and at.actor.scope.covers(region) else at.actor.scope
    found = bursts.listed(connection, scope, since=at.moments.present - _FRESH, limit=50)
    found.sort(key=lambda one: (one.ended_at is not None, -one.raised_at.timestamp()))
    return [tell(at, one) for one in found[:_ABOVE]]


@router.get("")
def listed(at: At) -> Response:
    """List the alarms of the region, the last noticed first."""
    require(at.actor, "signal.read")
    before = at.request.query_params.get("sebelum", "")
    last = int(before[:15]) if before.isascii() and before.isdigit() else None
    with at.running.database.read() as connection:
        found = bursts.listed(connection, at.actor.scope, before=last, limit=PAGE)
    further = f"?sebelum={found[-1].id}" if len(found) == PAGE else ""
    return at.page("bursts.html", "bursts", rows=[tell(at, one) for one in found], further=further)


@router.get("/{burst_id}")
def one(at: At, burst_id: Number) -> Response:
    """Show one alarm."""
    require(at.actor, "signal.read")
    with at.running.database.read() as connection:
        burst = bursts.get(connection, at.actor.scope, burst_id)
        until = burst.ended_at or at.moments.present
        behind = bursts.behind(connection, burst, until, DOCUMENTS)
        view = BurstView(tell(at, burst), _hours(connection, burst, until), _groups(connection, behind), len(behind))
    return at.page("burst.html", "bursts", view=view)


def _hours(connection: Connection, burst: Burst, until: datetime) -> Chart:
    first = burst.started_at - _BEFORE
    last = min(hour_of(until), first + (_MOST_HOURS - 1) * _HOUR)
    found = {one.hour: one.count for one in hours.of_series(connection, burst.region, burst.category, first, last)}
    columns = [
        Column(hour, found.get(hour, 0), marked=burst.started_at <= hour <= burst.raised_at)
        for hour in (first + number * _HOUR for number in range((last - first) // _HOUR + 1))
    ]
    return chart(columns, usual=burst.usual / burst.hours)


def _groups(connection: Connection, behind: list[tuple[StoredDocument, int | None]]) -> list[Group]:
    """Return the documents by issue, the one with the most first."""
    found: dict[int | None, list[StoredDocument]] = {}
    spread = copies.elsewhere(connection, [document.id for document, _ in behind], each=PLACES)
    for document, issue_id in behind:
        found.setdefault(issue_id, []).append(document)
    groups = []
    for issue_id, mine in sorted(found.items(), key=lambda item: -len(item[1])):
        title = issues.get(connection, issue_id).title if issue_id is not None else ""
        documents = [(headline(one.title, one.text), one, spread.get(one.id, NOWHERE)) for one in mine]
        groups.append(Group(issue_id, headline(title, mine[0].text), documents))
    return groups
