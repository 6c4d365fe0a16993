"""Which issues people told apart: what was taken out of an issue and what stayed, wherever both are now."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from core.db.tables import issue_decisions, issue_documents
from core.store import issues


def told_apart(connection: Connection, issue_id: int) -> set[int]:
    """Return the issues that hold documents which people took out of this one, or out of which this one was taken.

    Also issues that were taken out of the same one. What was put together again is one issue and is not told apart.
    """
    split = issue_decisions.c.kind == "split"
    pairs = select(issue_decisions.c.id, issue_decisions.c.issue_id, issue_decisions.c.other_id).where(split)
    decided = _connected(connection.execute(issues.family(issue_id)).scalars(), connection.execute(pairs).all())
    if not decided:
        return set()
    mine, others = set(issues.members(connection, issue_id)), set[int]()
    lists = select(issue_decisions.c.moved, issue_decisions.c.stayed).where(issue_decisions.c.id.in_(sorted(decided)))
    for moved, stayed in connection.execute(lists):
        others.update(stayed if mine.intersection(moved) else ())
        others.update(moved if mine.intersection(stayed) else ())
    holds = select(issue_documents.c.issue_id).where(issue_documents.c.document_id.in_(sorted(others))).distinct()
    return set(connection.execute(holds).scalars()) - {issue_id}


def _connected(begin: Iterable[int], pairs: Iterable[tuple[int, int, int]]) -> set[int]:
    """Return the decisions that lead from these issues to others, and from those on."""
    known, found, left = set(begin), set[int](), list(pairs)
    while reached := [pair for pair in left if not known.isdisjoint(pair[1:])]:
        found.update(decision for decision, *_ in reached)
        known.update(issue for _, *both in reached for issue in both)
        left = [pair for pair in left if pair[0] not in found]
    return found
