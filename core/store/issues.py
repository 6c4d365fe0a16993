"""Issues: documents about the same story. Which document is in which, and the writes that keep them apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from core.clock import now
from core.db.tables import document_copies, documents, issue_decisions, issue_documents, issues, signals, users
from core.errors import NotFound
from core.schemas.issue import Decided, Issue
from core.store.came import came
from core.store.copies import FOLDED

#: Characters of a text that stand for the title it does not have.
_TITLE = 120


def of_document(connection: Connection, document_id: int) -> int | None:
    """Return the issue of the document."""
    query = select(issue_documents.c.issue_id).where(issue_documents.c.document_id == document_id)
    found = connection.execute(query).scalar()
    return None if found is None else int(found)


def ensure_for(connection: Connection, document_id: int, title: str, join: int | None = None) -> int:
    """Return the issue of the document; one that has none joins the given issue, or opens its own."""
    found = of_document(connection, document_id)
    if found is not None:
        return found
    issue_id = _open(connection, title or _beginning(connection, document_id)) if join is None else join
    connection.execute(insert(issue_documents).values(issue_id=issue_id, document_id=document_id, added_at=now()))
    touch(connection, issue_id, [document_id])
    return issue_id


def get(connection: Connection, issue_id: int) -> Issue:
    """Return the issue, or the one it was put into.

    Raises: NotFound.
    """
    row = connection.execute(select(issues).where(issues.c.id == issue_id)).mappings().first()
    if row is not None and row["merged_into"] is not None:
        row = connection.execute(select(issues).where(issues.c.id == row["merged_into"])).mappings().first()
    if row is None:
        raise NotFound(f"There is no issue {issue_id}.")
    return Issue(**row)


def members(connection: Connection, issue_id: int) -> list[int]:
    """Return the documents of the issue, in the order in which they came."""
    query = select(issue_documents.c.document_id).where(issue_documents.c.issue_id == issue_id)
    return list(connection.execute(query.order_by(issue_documents.c.document_id)).scalars())


def move(connection: Connection, document_ids: Collection[int], issue_id: int) -> None:
    """Put documents into another issue; what they leave is as new as the newest that stays."""
    chosen = issue_documents.c.document_id.in_(document_ids)
    left = set(connection.execute(select(issue_documents.c.issue_id).where(chosen)).scalars()) - {issue_id}
    connection.execute(update(issue_documents).where(chosen).values(issue_id=issue_id))
    touch(connection, issue_id, document_ids)
    for one in sorted(left):
        _date_again(connection, one)


def open_from(connection: Connection, document_ids: Collection[int], title: str) -> int:
    """Open an issue with these documents, which leave theirs; return its id."""
    issue_id = _open(connection, title)
    move(connection, document_ids, issue_id)
    return issue_id


def absorb(connection: Connection, issue_id: int, absorbed: int) -> None:
    """Put one issue into another: its documents, and what was put into it before. Its own signals keep its number."""
    move(connection, members(connection, absorbed), issue_id)
    into = update(issues).where(or_(issues.c.id == absorbed, issues.c.merged_into == absorbed))
    connection.execute(into.values(merged_into=issue_id))


def family(issue_id: int) -> Any:
    """Return the query of all numbers under which the issue's signals stand: its own, and of those put into it."""
    return select(issues.c.id).where(or_(issues.c.id == issue_id, issues.c.merged_into == issue_id))


def take_signals_along(connection: Connection, document_ids: Collection[int], issue_id: int) -> None:
    """Move the signals that these documents opened to their new issue.

    A number holds one signal of a category and region. Two of a kind come from issues that were merged; the second one
    stands under a number of its own that leads to the new issue, as it stood under the one that was put into the old.
    """
    mine = select(signals.c.id, signals.c.category, signals.c.region).where(signals.c.document_id.in_(document_ids))
    present = select(signals.c.category, signals.c.region).where(signals.c.issue_id == issue_id)
    held = {issue_id: {(row.category, row.region) for row in connection.execute(present)}}
    for row in connection.execute(mine.order_by(signals.c.id)).all():
        kind = (row.category, row.region)
        number = next((one for one, kinds in held.items() if kind not in kinds), None)
        if number is None:
            number = _open_within(connection, issue_id)
        held.setdefault(number, set()).add(kind)
        connection.execute(update(signals).where(signals.c.id == row.id).values(issue_id=number))


def next_version(connection: Connection, issue_id: int, version: int) -> bool:
    """Count the issue's state up if it is still this one; tell whether it was."""
    still = update(issues).where(issues.c.id == issue_id, issues.c.version == version, issues.c.merged_into.is_(None))
    written = connection.execute(still.values(version=version + 1, stale=True).returning(issues.c.id)).scalar()
    return written is not None


def decide(connection: Connection, values: dict[str, Any]) -> int:
    """Write down what a person decided; return the decision's id."""
    row = {"at": now(), **values}
    return int(connection.execute(insert(issue_decisions).values(row).returning(issue_decisions.c.id)).scalar_one())


def decisions(connection: Connection, issue_id: int | None = None) -> list[Decided]:
    """Return what people decided on one issue or on all, oldest first."""
    query = select(issue_decisions, users.c.name.label("user_name")).join(
        users, users.c.id == issue_decisions.c.user_id
    )
    if issue_id is not None:
        query = query.where(or_(issue_decisions.c.issue_id == issue_id, issue_decisions.c.other_id == issue_id))
    rows = connection.execute(query.order_by(issue_decisions.c.id)).mappings()
    return [Decided(**{name: row[name] for name in Decided.model_fields}) for row in rows]


def merged(connection: Connection) -> set[int]:
    """Return the issues that people put others into."""
    query = select(issue_decisions.c.issue_id).where(issue_decisions.c.kind == "merge").distinct()
    return set(connection.execute(query).scalars())


def stale(connection: Connection, limit: int) -> list[int]:
    """Return issues whose title and sentences are to be chosen anew, the newest first."""
    waiting = (issues.c.stale, issues.c.merged_into.is_(None))
    return list(
        connection.execute(select(issues.c.id).where(*waiting).order_by(issues.c.id.desc()).limit(limit)).scalars()
    )


def describe(connection: Connection, issue_id: int, title: str | None, sentences: Iterable[dict[str, Any]]) -> None:
    """Write down what the issue is about; a title of None stays as it is."""
    values: dict[str, Any] = {"sentences": list(sentences), "stale": False}
    if title is not None:
        values["title"] = title
    connection.execute(update(issues).where(issues.c.id == issue_id).values(values))


def touch(connection: Connection, issue_id: int, document_ids: Collection[int]) -> None:
    """Note that documents came into the issue: it is to be described anew, and as new as the newest of them."""
    newest = connection.execute(select(func.max(came)).where(documents.c.id.in_(document_ids))).scalar()
    connection.execute(update(issues).where(issues.c.id == issue_id).values(stale=True))
    if newest is not None:
        older = or_(issues.c.changed_at.is_(None), issues.c.changed_at < min(newest, now()))
        connection.execute(update(issues).where(issues.c.id == issue_id, older).values(changed_at=min(newest, now())))


def came_since(connection: Connection, issue_id: int, moment: datetime) -> int:
    """Return how many documents came into the issue after the moment, copies left out."""
    joined = issue_documents.outerjoin(document_copies, document_copies.c.document_id == issue_documents.c.document_id)
    fresh = (issue_documents.c.issue_id == issue_id, issue_documents.c.added_at > moment)
    alone = or_(document_copies.c.kind.is_(None), document_copies.c.kind.not_in(FOLDED))
    return int(connection.execute(select(func.count()).select_from(joined).where(*fresh, alone)).scalar_one())


def _date_again(connection: Connection, issue_id: int) -> None:
    """Make the issue as new as the newest of its documents, and have it described anew."""
    mine = select(func.max(came)).join(issue_documents, issue_documents.c.document_id == documents.c.id)
    newest = connection.execute(mine.where(issue_documents.c.issue_id == issue_id)).scalar()
    values: dict[str, Any] = {"stale": True}
    if newest is not None:  # an issue without documents was put into another one: nobody lists it
        values["changed_at"] = min(newest, now())
    connection.execute(update(issues).where(issues.c.id == issue_id).values(values))


def _beginning(connection: Connection, document_id: int) -> str:
    """Return how the document's text begins: public posts have no title."""
    text = connection.execute(select(documents.c.text).where(documents.c.id == document_id)).scalar_one()
    return " ".join(text[:480].split())[:_TITLE]


def _open_within(connection: Connection, issue_id: int) -> int:
    """Open a number that leads to the issue, as if it had been put into it."""
    number = _open(connection, get(connection, issue_id).title)
    connection.execute(update(issues).where(issues.c.id == number).values(merged_into=issue_id))
    return number


def _open(connection: Connection, title: str) -> int:
    moment = now()
    opened = insert(issues).values(title=title, created_at=moment).returning(issues.c.id)
    return int(connection.execute(opened).scalar_one())
