"""People put issues together or take them apart: kept for ever, audited, and refused on a state nobody looks at."""

from __future__ import annotations

from sqlalchemy import Connection

from core.errors import BadInput, Conflict, Forbidden, NotFound
from core.permissions import require
from core.review.intake import open_missing
from core.review.record import record_thing
from core.schemas.document import Frozen
from core.schemas.incoming import clean
from core.schemas.issue import Issue
from core.schemas.user import Actor
from core.store import copies, documents, issue_facts, issues

VERB = "issue.edit"
#: Longest reason, and most documents that are taken out at once.
MAX_REASON, MOST_DOCUMENTS = 2000, 500


class Edited(Frozen):
    """What became of the issues: the one that goes on, and the one that went into it or was made."""

    issue_id: int
    other_id: int
    decision_id: int


def merge(
    connection: Connection, actor: Actor, issue_id: int, version: int, other_id: int, other_version: int, reason: str
) -> Edited:
    """Put the other issue into this one; the older number stays.

    Both versions are those that the person saw. The signals of both stay in the queue, each for itself.

    Raises: Forbidden; NotFound; Conflict when one of them has changed meanwhile; BadInput without a reason.
    """
    require(actor, VERB)
    reason = _checked(reason)
    seen = {issue_id: version, other_id: other_version}
    if len(seen) < 2:
        raise BadInput("An issue cannot be put into itself.")
    into, absorbed = (issues.get(connection, one) for one in sorted(seen))
    for one in (into, absorbed):
        if one.id not in seen:
            raise Conflict(f"One of these issues went into issue {one.id} meanwhile. Look at that one first.")
        _check_region(connection, actor, one)
    for one in (into, absorbed):
        _count(connection, one, seen[one.id])
    stayed, moved = issues.members(connection, into.id), issues.members(connection, absorbed.id)
    issues.absorb(connection, into.id, absorbed.id)
    return _decided(connection, actor, "merge", into.id, absorbed.id, moved, stayed, reason)


def split(
    connection: Connection, actor: Actor, issue_id: int, version: int, document_ids: tuple[int, ...], reason: str
) -> Edited:
    """Take documents with their copies out of the issue, into one of their own.

    Signals follow the document that opened them; both issues then have those that the policy calls for.

    Raises: Forbidden; NotFound; Conflict when the issue has changed meanwhile; BadInput when nothing or everything is
    taken out, or without a reason.
    """
    require(actor, VERB)
    reason = _checked(reason)
    issue = issues.get(connection, issue_id)
    if issue.id != issue_id:
        raise Conflict(f"Issue {issue_id} went into issue {issue.id} meanwhile. Look at that one first.")
    _check_region(connection, actor, issue)
    everything = issues.members(connection, issue_id)
    moved = _with_copies(connection, everything, document_ids)
    stayed = [one for one in everything if one not in set(moved)]
    if not moved or not stayed:
        raise BadInput("Choose some of the issue's documents, not none and not all of them.")
    _count(connection, issue, version)
    first = documents.get(connection, moved[0])
    other_id = issues.open_from(connection, moved, first.title or " ".join(first.text.split())[:120])
    issues.take_signals_along(connection, moved, other_id)
    edited = _decided(connection, actor, "split", issue_id, other_id, moved, stayed, reason)
    for one in (issue_id, other_id):
        open_missing(connection, one)
    return edited


def may_edit(connection: Connection, actor: Actor, issue: Issue) -> bool:
    """Tell whether the issue is about a place of the person's region; the centre may edit every one."""
    if not actor.region:
        return True
    return issue_facts.inside(connection, issue.id, actor.scope)


def _check_region(connection: Connection, actor: Actor, issue: Issue) -> None:
    """Raises: Forbidden when the issue is about no place of the person's region."""
    if not may_edit(connection, actor, issue):
        raise Forbidden(f"Issue {issue.id} is about no place within your region: the offices there decide on it.")


def _count(connection: Connection, issue: Issue, version: int) -> None:
    """Count the issue's state up. Raises: Conflict when it is another one than the person saw."""
    if not issues.next_version(connection, issue.id, version):
        raise Conflict(f"Issue {issue.id} was changed by somebody else meanwhile. Look at it again.")


def _with_copies(connection: Connection, members: list[int], chosen: tuple[int, ...]) -> list[int]:
    """Return the chosen documents and their copies, in the order in which they came."""
    if len(set(chosen)) > MOST_DOCUMENTS:
        raise BadInput(f"Take out at most {MOST_DOCUMENTS} documents at once.")
    foreign = set(chosen) - set(members)
    if foreign:
        raise NotFound(f"Document {min(foreign)} is not in this issue.")
    told = copies.of_documents(connection, members)
    roots = {told[one].folded_into or one if one in told else one for one in chosen}
    return [one for one in members if one in roots or (one in told and told[one].folded_into in roots)]


def _decided(
    connection: Connection,
    actor: Actor,
    kind: str,
    issue_id: int,
    other_id: int,
    moved: list[int],
    stayed: list[int],
    reason: str,
) -> Edited:
    values = {"kind": kind, "issue_id": issue_id, "other_id": other_id, "moved": moved, "stayed": stayed}
    decision_id = issues.decide(connection, {**values, "reason": reason, "user_id": actor.id})
    detail = {"decision": decision_id, "other": other_id, "documents": len(moved), "reason": reason}
    record_thing(connection, actor, f"issue.{kind}", f"issue:{issue_id}", actor.region, detail)
    return Edited(issue_id=issue_id, other_id=other_id, decision_id=decision_id)


def _checked(reason: str) -> str:
    reason = " ".join(clean(reason).split())
    if not reason:
        raise BadInput("Say why: the reason stays with the issue.")
    if len(reason) > MAX_REASON:
        raise BadInput(f"The reason is longer than {MAX_REASON} characters.")
    return reason
