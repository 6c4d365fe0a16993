"""Issues in numbers: lists of them, how many texts, which sources and regions, when. Documents are public: no scope."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, literal, not_, or_, select, union_all

from core.clock import now
from core.db.tables import (
    document_categories,
    document_copies,
    document_regions,
    documents,
    issue_documents,
    issues,
    sightings,
    signals,
    sources,
)
from core.regions.scope import Scope, within
from core.schemas.document import Frozen
from core.schemas.issue import Issue, IssueCard, IssueDocument, IssueFacts, IssueText, Outlet
from core.schemas.signal import Category
from core.store.came import came
from core.store.copies import FOLDED, ORIGINAL, folded
from core.store.issues import family

_DAY = timedelta(days=1)
#: Sources and regions that are named; the others are counted.
_NAMED = 8
#: Characters of a text that a list shows.
_EXCERPT = 240
#: Texts of an issue that are read: the newest, besides the first one and those that are no copies. More change no
#: picture.
MOST_TEXTS = 20_000


class IssueFilter(Frozen):
    """What a list of issues is restricted to; a region means its whole subtree."""

    category: Category | None = None
    region: str | None = None
    #: At least so many texts: documents, and other addresses at which they stand.
    documents: int = 1


def listed(
    connection: Connection,
    chosen: IssueFilter,
    after: tuple[datetime, int] | None = None,
    limit: int = 30,
    moment: datetime | None = None,
) -> list[IssueCard]:
    """Return issues with a document of a category, the one with the newest document first; `after` is the last seen."""
    query = select(issues).where(issues.c.merged_into.is_(None), *_conditions(chosen))
    if after is not None:
        changed_at, issue_id = after
        same = and_(issues.c.changed_at == changed_at, issues.c.id < issue_id)
        query = query.where(or_(issues.c.changed_at < changed_at, same))
    order = (issues.c.changed_at.desc(), issues.c.id.desc())
    found = [Issue(**row) for row in connection.execute(query.order_by(*order).limit(limit)).mappings()]
    known = facts(connection, [one.id for one in found], moment)
    return [IssueCard(issue=one, facts=known[one.id]) for one in found if one.id in known]


def facts(connection: Connection, issue_ids: Collection[int], moment: datetime | None = None) -> dict[int, IssueFacts]:
    """Return the numbers of issues by id; the last 24 hours are those before `moment`."""
    places, categories = _regions(connection, issue_ids), _categories(connection, issue_ids)
    by_issue: dict[int, list[IssueText]] = defaultdict(list)
    for issue_id, text in _texts(connection, issue_ids):
        by_issue[issue_id].append(text)
    present = moment or now()
    return {
        issue_id: _counted(texts, places.get(issue_id, []), categories.get(issue_id, ()), present)
        for issue_id, texts in by_issue.items()
    }


def texts(connection: Connection, issue_id: int) -> list[IssueText]:
    """Return every text of the issue, copies and other addresses too, in the order of their time."""
    return [text for _, text in _texts(connection, [issue_id])]


def of_issue(
    connection: Connection, issue_id: int, before: tuple[datetime, int] | None = None, limit: int = 60
) -> list[IssueDocument]:
    """Return the documents of the issue, the newest first; copies stand with their original."""
    here = issue_documents.alias("here")
    beside = select(here.c.document_id).where(here.c.issue_id == issue_id)
    excerpt = func.substr(documents.c.text, 1, _EXCERPT).label("excerpt")
    own = ("id", "kind", "title", "source_id", "url")
    query = (
        select(
            *(documents.c[name] for name in own),
            excerpt,
            sources.c.name.label("source_name"),
            sources.c.fictional,
            came.label("at"),
        )
        .join(issue_documents, issue_documents.c.document_id == documents.c.id)
        .join(sources, sources.c.id == documents.c.source_id)
        .where(issue_documents.c.issue_id == issue_id, not_(folded(documents.c.id, ORIGINAL.c.id.in_(beside))))
    )
    if before is not None:
        query = query.where(or_(came < before[0], and_(came == before[0], documents.c.id < before[1])))
    rows = connection.execute(query.order_by(came.desc(), documents.c.id.desc()).limit(limit)).mappings()
    return [IssueDocument(**row) for row in rows]


def spread(texts: Iterable[IssueText]) -> list[Outlet]:
    """Return what each source brought, first the one that was first; the texts are in the order of their time."""
    found: dict[str, list[IssueText]] = defaultdict(list)
    for text in texts:
        found[text.source].append(text)
    return [
        Outlet(
            name=name,
            first_at=mine[0].at,
            texts=len(mine),
            copies=sum(text.original_id is not None for text in mine),
        )
        for name, mine in found.items()
    ]


def inside(connection: Connection, issue_id: int, scope: Scope) -> bool:
    """Tell whether one of the issue's documents is about a place in the scope, or one of its signals is there."""
    signal = select(1).where(signals.c.issue_id.in_(family(issue_id)), within(signals.c.owner, scope)).limit(1)
    if connection.execute(signal).first() is not None:
        return True
    joined = issue_documents.join(document_regions, document_regions.c.document_id == issue_documents.c.document_id)
    focus = (
        select(1).select_from(joined).where(issue_documents.c.issue_id == issue_id, document_regions.c.role == "focus")
    )
    here = focus.where(within(document_regions.c.region, scope)).limit(1)
    return connection.execute(here).first() is not None


def _conditions(chosen: IssueFilter) -> list[ColumnElement[bool]]:
    mine = issue_documents.c.issue_id == issues.c.id
    judged = [document_categories.c.subcategory == "", document_categories.c.decision == "yes"]
    if chosen.category:
        judged.append(document_categories.c.category == chosen.category)
    joined = issue_documents.join(
        document_categories, document_categories.c.document_id == issue_documents.c.document_id
    )
    clauses: list[ColumnElement[bool]] = [exists(select(1).select_from(joined).where(mine, *judged))]
    if chosen.region:
        joined = issue_documents.join(document_regions, document_regions.c.document_id == issue_documents.c.document_id)
        inside = (document_regions.c.role == "focus", within(document_regions.c.region, Scope(region=chosen.region)))
        clauses.append(exists(select(1).select_from(joined).where(mine, *inside)))
    if chosen.documents > 1:
        stored = select(func.count()).select_from(issue_documents).where(mine).scalar_subquery()
        joined = issue_documents.join(sightings, sightings.c.document_id == issue_documents.c.document_id)
        seen = select(func.count()).select_from(joined).where(mine).scalar_subquery()
        clauses.append(stored + seen >= chosen.documents)
    return clauses


def _texts(connection: Connection, issue_ids: Collection[int]) -> Iterable[tuple[int, IssueText]]:
    is_copy = document_copies.c.kind.in_(FOLDED)
    beside = issue_documents.alias("beside")  # where the original is in another issue, nothing here says the same
    is_beside = (beside.c.document_id == document_copies.c.original_id, beside.c.issue_id == issue_documents.c.issue_id)
    original = beside.c.document_id.label("original_id")
    stored = (
        select(issue_documents.c.issue_id, documents.c.id, original, documents.c.source_id, came.label("at"))
        .join(documents, documents.c.id == issue_documents.c.document_id)
        .outerjoin(document_copies, and_(document_copies.c.document_id == documents.c.id, is_copy))
        .outerjoin(beside, and_(*is_beside))
        .where(issue_documents.c.issue_id.in_(issue_ids))
    )
    seen = (
        select(
            issue_documents.c.issue_id,
            literal(0).label("id"),
            sightings.c.document_id.label("original_id"),
            sightings.c.source_id,
            sightings.c.seen_at.label("at"),
        )
        .join(sightings, sightings.c.document_id == issue_documents.c.document_id)
        .where(issue_documents.c.issue_id.in_(issue_ids))
    )
    every = union_all(stored, seen).subquery()
    # Each issue has its own limit, or a large one would leave nothing for those beside it.
    whole, order = every.c.issue_id, (every.c.at, every.c.id)
    oldest = func.row_number().over(partition_by=whole, order_by=order).label("oldest")
    newest = func.row_number().over(partition_by=whole, order_by=[one.desc() for one in order]).label("newest")
    numbered = select(every, oldest, newest).subquery()
    kept = or_(numbered.c.newest <= MOST_TEXTS, numbered.c.oldest == 1, numbered.c.original_id.is_(None))
    query: Select[Any] = select(numbered, sources.c.name).join(sources, sources.c.id == numbered.c.source_id)
    for row in connection.execute(query.where(kept).order_by(numbered.c.at, numbered.c.id)):
        yield (
            int(row.issue_id),
            IssueText(document_id=row.id or None, original_id=row.original_id, source=row.name, at=row.at),
        )


def _regions(connection: Connection, issue_ids: Collection[int]) -> dict[int, list[tuple[str, int]]]:
    count = func.count().label("count")
    query = (
        select(issue_documents.c.issue_id, document_regions.c.region, count)
        .join(document_regions, document_regions.c.document_id == issue_documents.c.document_id)
        .where(issue_documents.c.issue_id.in_(issue_ids), document_regions.c.role == "focus")
        .group_by(issue_documents.c.issue_id, document_regions.c.region)
        .order_by(count.desc(), document_regions.c.region)
    )
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for issue_id, region, documents_ in connection.execute(query):
        found[issue_id].append((region, documents_))
    return found


def _categories(connection: Connection, issue_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    count = func.count().label("count")
    query = (
        select(issue_documents.c.issue_id, document_categories.c.category, count)
        .join(document_categories, document_categories.c.document_id == issue_documents.c.document_id)
        .where(
            issue_documents.c.issue_id.in_(issue_ids),
            document_categories.c.subcategory == "",
            document_categories.c.decision == "yes",
        )
        .group_by(issue_documents.c.issue_id, document_categories.c.category)
        .order_by(count.desc(), document_categories.c.category)
    )
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for issue_id, category, _ in connection.execute(query):
        found[issue_id] += (category,)
    return found


def _counted(
    texts: list[IssueText], places: list[tuple[str, int]], categories: tuple[str, ...], moment: datetime
) -> IssueFacts:
    outlets = Counter(text.source for text in texts)
    copies = sum(text.original_id is not None for text in texts)
    return IssueFacts(
        documents=len(texts) - copies,
        copies=copies,
        first_at=min(texts[0].at, moment),  # a later date is wrong
        last_at=min(texts[-1].at, moment),
        sources=tuple(name for name, _ in outlets.most_common(_NAMED)),
        source_count=len(outlets),
        regions=tuple(places[:_NAMED]),
        region_count=len(places),
        categories=categories,
        last_day=_distinct(texts, moment - _DAY, moment),
        day_before=_distinct(texts, moment - 2 * _DAY, moment - _DAY),
    )


def _distinct(texts: list[IssueText], since: datetime, until: datetime) -> int:
    """Count the texts of a time, ten copies that one source brings once."""
    return len({(text.source, text.original_id or text.document_id) for text in texts if since < text.at <= until})
