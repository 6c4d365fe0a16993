"""Issues: the list, and one with its timeline, spread, documents and signals."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response
from sqlalchemy import Connection

from api.ui import labels
from api.ui.chart import Chart, Column, chart
from api.ui.choice import CATEGORIES
from api.ui.desk import At, Desk
from api.ui.fields import Number
from api.ui.listing import PLACES, headline
from core.clock import ZONES
from core.permissions import require
from core.regions.tree import load_tree
from core.review import issue_edits
from core.schemas.issue import Decided, Issue, IssueCard, IssueDocument, IssueFacts, Outlet, Sentence
from core.schemas.signal import Signal
from core.store import copies, issue_facts, issue_splits, issues, signals
from core.store.copies import NOWHERE, Spread
from core.store.issue_facts import IssueFilter
from core.timeline import Timeline, timeline

router = APIRouter(prefix="/isu")

#: Issues, documents and outlets of one page; characters of a sentence, which is somebody's text and may be long.
PAGE, DOCUMENTS, OUTLETS, SENTENCE = 20, 40, 40, 320
#: Issues that are offered to be put together with one.
NEAR = 12
#: How many documents the list asks for at least.
SIZES = (1, 2, 5, 10)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: A place in a list: microseconds since 1970 (fewer than none before it), and the number of an issue or document.
_WRITTEN = re.compile(r"(-?\d{1,18})-(\d{1,15})", re.ASCII)


class Row(NamedTuple):
    """One issue of the list."""

    issue: Issue
    facts: IssueFacts
    headline: str
    sentences: list[Sentence]
    places: str
    sources: str
    speed: str


class Document(NamedTuple):
    """A document of the issue, with where else its text stands."""

    document: IssueDocument
    headline: str
    spread: Spread


class Other(NamedTuple):
    """The issue that is to be put together with this one."""

    issue: Issue
    headline: str
    documents: int


class IssueView(NamedTuple):
    """One issue, ready to be shown."""

    issue: Issue
    facts: IssueFacts
    headline: str
    sentences: list[Sentence]
    speed: str
    line: Timeline
    chart: Chart
    outlets: list[Outlet]
    documents: list[Document]
    further: str
    signals: list[Signal]
    decisions: list[Decided]
    may_edit: bool
    other: Other | None
    near: list[tuple[int, str]]


@router.get("")
def listed(at: At) -> Response:
    """List the issues, the one with the newest document first."""
    require(at.actor, "document.read")
    query = at.request.query_params
    category, region, least = query.get("kategori", ""), query.get("wilayah", ""), query.get("dokumen", "")
    chosen = IssueFilter(
        category=next((one for one in CATEGORIES if one == category), None),
        region=region if region in load_tree() else None,
        documents=next((size for size in SIZES if str(size) == least), 2),
    )
    with at.running.database.read() as connection:
        found = issue_facts.listed(connection, chosen, _position(query.get("setelah", "")), PAGE, at.moments.present)
    further = ""
    if len(found) == PAGE:
        kept = {"kategori": chosen.category, "wilayah": chosen.region, "dokumen": chosen.documents}
        further = "?" + urlencode({**{k: v for k, v in kept.items() if v}, "setelah": _written(found[-1].issue)})
    tree = load_tree()
    provinces = [(one.code, tree.display(one.code)) for one in tree.provinces()]
    rows = [_row(at, one) for one in found]
    return at.page("issues.html", "issues", rows=rows, further=further, chosen=chosen, provinces=provinces, sizes=SIZES)


@router.get("/{issue_id}")
def one(at: At, issue_id: Number) -> Response:
    """Show one issue."""
    return show(at, issue_id)


def show(
    at: Desk, issue_id: int, *, status: int = 200, problem: str = "", kept: dict[str, str] | None = None
) -> Response:
    """Return the page of an issue, with what went wrong and what was typed if a form of it failed."""
    require(at.actor, "document.read")
    with at.running.database.read() as connection:
        view = _view(at, connection, issue_id)
    return at.page("issue.html", "issues", status=status, view=view, problem=problem, kept=kept or {})


def _row(at: Desk, one: IssueCard) -> Row:
    return Row(
        issue=one.issue,
        facts=one.facts,
        headline=headline(one.issue.title, ""),
        sentences=list(one.issue.sentences or ())[:3],
        places=at.words.listed([labels.place(at.words, code) for code, _ in one.facts.regions], 3),
        sources=at.words.listed(list(one.facts.sources), 3),
        speed=speed(at, one.facts),
    )


def speed(at: Desk, facts: IssueFacts) -> str:
    """Return how many texts came in the last day, and whether that is more than in the day before."""
    _ = at.words
    if not facts.last_day:
        return _("no new text in 24 hours")
    said = _.many("%(n)s text in 24 hours", "%(n)s texts in 24 hours", facts.last_day)
    return _("%(said)s, the day before %(before)s", said=said, before=_.number(facts.day_before))


def _view(at: Desk, connection: Connection, issue_id: int) -> IssueView:
    issue = issues.get(connection, issue_id)
    texts = issue_facts.texts(connection, issue.id)
    facts = issue_facts.facts(connection, [issue.id], at.moments.present)[issue.id]
    line = timeline(texts, at.moments.present, ZONES[at.moments.zone])
    query = at.request.query_params
    found = issue_facts.of_issue(connection, issue.id, _position(query.get("sebelum", "")), DOCUMENTS)
    spread = copies.elsewhere(connection, [one.id for one in found], each=PLACES)
    may_edit = at.may(issue_edits.VERB) and issue_edits.may_edit(connection, at.actor, issue)
    return IssueView(
        issue=issue,
        facts=facts,
        headline=headline(issue.title, ""),
        sentences=list(issue.sentences or ())[:3],
        speed=speed(at, facts),
        line=line,
        chart=chart([Column(one.start, one.own, one.copies) for one in line.buckets]),
        outlets=issue_facts.spread(texts)[:OUTLETS],
        documents=[Document(one, headline(one.title, one.excerpt), spread.get(one.id, NOWHERE)) for one in found],
        further=_place(found[-1].at, found[-1].id) if len(found) == DOCUMENTS else "",
        signals=signals.of_issue(connection, at.actor.scope, issue.id) if at.may("signal.read") else [],
        decisions=issues.decisions(connection, issue.id),
        may_edit=may_edit,
        other=_other(connection, issue, query.get("dengan", "")) if may_edit else None,
        near=_near(connection, issue, facts) if may_edit else [],
    )


def _other(connection: Connection, issue: Issue, wanted: str) -> Other | None:
    """Return the issue that the address names to be put together with this one. Raises: NotFound."""
    if not (wanted.isascii() and wanted.isdigit()):
        return None
    other = issues.get(connection, int(wanted[:15]))
    if other.id == issue.id:
        return None
    return Other(other, headline(other.title, ""), len(issues.members(connection, other.id)))


def _near(connection: Connection, issue: Issue, facts: IssueFacts) -> list[tuple[int, str]]:
    """Return issues that may be the same story: newest ones about the same category and place, none told apart."""
    chosen = IssueFilter(
        category=next((one for one in CATEGORIES if one in facts.categories), None),
        region=facts.regions[0][0][:5] if facts.regions else None,
    )
    others = {issue.id, *issue_splits.told_apart(connection, issue.id)}
    found = issue_facts.listed(connection, chosen, limit=NEAR + len(others))
    return [(one.issue.id, headline(one.issue.title, "", 90)) for one in found if one.issue.id not in others][:NEAR]


def _written(issue: Issue) -> str:
    return _place(issue.changed_at or _EPOCH, issue.id)


def _place(moment: datetime, number: int) -> str:
    return f"{(moment - _EPOCH) // timedelta(microseconds=1)}-{number}"


def _position(value: str) -> tuple[datetime, int] | None:
    found = _WRITTEN.fullmatch(value)
    if found is None:
        return None
    try:
        return _EPOCH + timedelta(microseconds=int(found[1])), int(found[2])
    except OverflowError:
        return None
