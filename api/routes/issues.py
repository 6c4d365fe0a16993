"""Issues: documents about one story, and the decisions of people on what belongs together. Public, like documents."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from api.deps import Running, allowed
from api.routes.paging import Page, decode, page
from api.routes.values import Body, Cursor, Key, Limit, Number, RegionCode, Words, known_region
from core.clock import now
from core.permissions import may
from core.review import issue_edits
from core.review.issue_edits import MAX_REASON, MOST_DOCUMENTS, VERB, Edited
from core.review.once import once
from core.schemas.issue import Decided, Issue, IssueCard, IssueDocument, IssueFacts, Outlet
from core.schemas.signal import Category, Signal
from core.schemas.user import Actor
from core.store import issue_facts, issues, signals
from core.store.issue_facts import IssueFilter
from core.timeline import Timeline, timeline

router = APIRouter(prefix="/issues", tags=["issues"])
Reader = Annotated[Actor, Depends(allowed("document.read"))]
Editor = Annotated[Actor, Depends(allowed(VERB))]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Documents of an issue in one answer; the others are read with `before`.
_DOCUMENTS = 200

Version = Annotated[int, Field(strict=True, ge=0, le=2**31 - 1, description="`version` of the issue as you saw it.")]
Reason = Annotated[Words, Field(min_length=1, max_length=MAX_REASON)]
Id = Annotated[int, Field(strict=True, ge=1, le=2**63 - 1)]


class IssueRead(BaseModel):
    """An issue with its documents, when they came and from where, and its signals within your region."""

    issue: Issue
    facts: IssueFacts | None
    documents: list[IssueDocument] = Field(description="The newest 200, copies left out.")
    timeline: Timeline = Field(description="Hours, or days in UTC where the story is older than three days.")
    outlets: list[Outlet]
    signals: list[Signal] = Field(description="Within your region; none where your role does not read signals.")
    decisions: list[Decided]


class Merging(Body):
    """Which issue goes into this one, and why."""

    version: Version
    other: Id
    other_version: Version
    reason: Reason


class Splitting(Body):
    """Which documents leave the issue, and why; their copies go along."""

    version: Version
    documents: Annotated[list[Id], Field(min_length=1, max_length=MOST_DOCUMENTS)]
    reason: Reason


@router.get("")
def list_issues(
    running: Running,
    _actor: Reader,
    region: Annotated[RegionCode | None, Query(description="With a document about this region's subtree.")] = None,
    category: Annotated[Category | None, Query(description="With a document judged yes for it.")] = None,
    documents: Annotated[int, Query(ge=1, le=1000, description="With at least so many texts, copies too.")] = 1,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[IssueCard]:
    """List the issues with a document of a category, the one with the newest document first."""
    chosen = IssueFilter(region=known_region(region), category=category, documents=documents)
    filters = ["issues", chosen.model_dump(mode="json")]
    position = decode(cursor, filters, 2)
    after = (_EPOCH + timedelta(microseconds=position[0]), position[1]) if position else None
    with running.database.read() as connection:
        found = issue_facts.listed(connection, chosen, after, limit + 1)
    last = [one.issue for one in found[:limit][-1:]]
    place = [((last[0].changed_at or _EPOCH) - _EPOCH) // timedelta(microseconds=1), last[0].id] if last else []
    return page(found, limit, filters, place)


@router.get("/{issue_id}")
def read_issue(running: Running, actor: Reader, issue_id: Number) -> IssueRead:
    """Read one issue; one that was put into another gives that one."""
    with running.database.read() as connection:
        issue = issues.get(connection, issue_id)
        texts = issue_facts.texts(connection, issue.id)
        return IssueRead(
            issue=issue,
            facts=issue_facts.facts(connection, [issue.id]).get(issue.id),
            documents=issue_facts.of_issue(connection, issue.id, limit=_DOCUMENTS),
            timeline=timeline(texts, now()),
            outlets=issue_facts.spread(texts),
            signals=signals.of_issue(connection, actor.scope, issue.id) if may(actor, "signal.read") else [],
            decisions=issues.decisions(connection, issue.id),
        )


@router.post("/{issue_id}/merge")
def merge(running: Running, actor: Editor, issue_id: Number, wanted: Merging, key: Key = None) -> Edited:
    """Put two issues together; the older number stays. 409 when one of them has changed since you saw it."""
    request = {"merge": issue_id, **wanted.model_dump(mode="json")}
    answer = once(
        running.database,
        actor,
        key,
        request,
        lambda c: issue_edits.merge(
            c, actor, issue_id, wanted.version, wanted.other, wanted.other_version, wanted.reason
        ),
    )
    return Edited.model_validate(answer)


@router.post("/{issue_id}/split", status_code=201)
def split(running: Running, actor: Editor, issue_id: Number, wanted: Splitting, key: Key = None) -> Edited:
    """Take documents out into an issue of their own. 409 when the issue has changed since you saw it."""
    request = {"split": issue_id, **wanted.model_dump(mode="json")}
    answer = once(
        running.database,
        actor,
        key,
        request,
        lambda c: issue_edits.split(c, actor, issue_id, wanted.version, tuple(wanted.documents), wanted.reason),
    )
    return Edited.model_validate(answer)
