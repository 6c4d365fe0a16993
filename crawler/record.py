"""One visit into the store: texts, records, events, frontier, and its rows of the ledger. Runs in a transaction."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from core.schemas.incoming import Incoming
from core.store import documents, events, factchecks, frontier
from core.store.ledger import Entry
from crawler.visits import Visit


class Recorded(NamedTuple):
    """The rows of the ledger, the visit's own first, and what the visit brought that was never seen before."""

    entries: list[Entry]
    fresh: list[str]


def record(connection: Connection, visit: Visit, run_id: int) -> Recorded:
    """Store what the visit brought."""
    target = visit.target
    entry = _decide(connection, visit)
    others = [_post(connection, visit, post) for post in visit.posts]
    if visit.incoming is not None or target.entry_kind == "discovery":
        others += _fact_checks(connection, visit)
    for event in visit.events:
        place = event.url or target.url
        events.notice(connection, event.kind, target.source.id, place, event.detail, entry.document_id, run_id)
    fresh = frontier.add_pending(connection, target.source.id, visit.links) if visit.links else []
    fresh += [one.url for one in others if one.kind == "post" and one.outcome == "stored"]
    state = entry.label if entry.kind == "article" else f"discovery:{entry.label}"
    frontier.note(connection, target.source.id, target.url, state, visit.etag, visit.last_modified)
    own = visit.incoming.url if visit.incoming is not None else None
    if own and own != target.url:  # the page's own address: known from now on, and looked at again under this name
        frontier.note(connection, target.source.id, own, entry.label, "", "")
    return Recorded([entry, *others], fresh)


def _decide(connection: Connection, visit: Visit) -> Entry:
    target = visit.target
    known = {"source_id": target.source.id, "url": target.url, "kind": target.entry_kind, "detail": visit.detail}
    if visit.incoming is not None:
        stored = documents.store(connection, visit.incoming)
        return Entry(**known, outcome=stored.outcome, document_id=stored.document_id)
    if visit.fact_checks and target.entry_kind == "article":
        kept = factchecks.store(connection, target.source.id, "crawl", visit.fact_checks[0])
        detail = f"fact-check {kept.fact_check_id}"
        return Entry(**known | {"kind": "factcheck", "detail": detail}, outcome=kept.outcome)
    outcome = visit.outcome or "failed"
    found = documents.find_url(connection, target.url) if outcome == "unchanged" else None
    return Entry(**known, outcome=outcome, reason=visit.reason[:60], document_id=found)


def _post(connection: Connection, visit: Visit, post: Incoming) -> Entry:
    stored = documents.store(connection, post)
    known = {"source_id": visit.target.source.id, "url": post.url or "", "kind": "post"}
    return Entry(**known, outcome=stored.outcome, document_id=stored.document_id)


def _fact_checks(connection: Connection, visit: Visit) -> list[Entry]:
    source_id, entries = visit.target.source.id, []
    for check in visit.fact_checks:
        kept = factchecks.store(connection, source_id, "crawl", check)
        known = {"source_id": source_id, "url": check.url or visit.target.url, "kind": "factcheck"}
        entries.append(Entry(**known, outcome=kept.outcome, detail=f"fact-check {kept.fact_check_id}"))
    return entries
