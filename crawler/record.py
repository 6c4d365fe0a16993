"""One visit into the store: texts, records, events, frontier, and its rows of the ledger. Runs in a transaction."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from core import crash
from core.clock import now
from core.schemas.incoming import Incoming
from core.store import captures, documents, events, factchecks, frontier, polls, ways
from core.store.ledger import Entry
from core.store.polls import PollState
from crawler.archive.writer import Archive, Place
from crawler.entries import note_entries
from crawler.politeness import polling
from crawler.politeness.polling import Poll
from crawler.visits import Visit

#: Pages of older posts read behind the newest one, while nothing on them is known.
MAX_OLDER_PAGES = 4


class Recorded(NamedTuple):
    """The rows of the ledger, the visit's own first, and what the visit brought that was never seen before."""

    entries: list[Entry]
    fresh: list[str]


def record(connection: Connection, visit: Visit, run_id: int, archive: Archive | None = None) -> Recorded:
    """Store what the visit brought, and its page in the archive if it made a new state of something.

    Raises: StorageError, DiskFull.
    """
    target = visit.target
    evidence = _Evidence(connection, visit, archive)
    entry = _decide(connection, visit, evidence)
    seen_before = any(documents.find_url(connection, post.url) for post in visit.posts if post.url)
    others = [_post(connection, visit, post) for post in visit.posts]
    checked = _fact_checks(connection, visit, evidence)
    seen_before = seen_before or any(one.outcome != "stored" for one in checked)
    others += checked
    others += _parts(connection, visit, entry.document_id)
    noticed = note_entries(connection, visit) if visit.guids else ()
    for event in (*visit.events, *noticed):
        place = event.url or target.url
        events.notice(connection, event.kind, target.source.id, place, event.detail, entry.document_id, run_id)
    fresh = frontier.add_pending(connection, target.source.id, visit.links) if visit.links else []
    fresh += [one.url for one in others if one.kind in ("post", "factcheck") and one.outcome == "stored"]
    if target.entry_kind == "discovery":
        _note_way(connection, visit)
        _poll(connection, visit, len(fresh))
    fresh += [] if seen_before else _older(connection, visit, run_id)
    # as an article: tried again when it fails
    is_older = (target.channel is not None or target.kind == "claims") and target.hops > 0
    state = f"discovery:{entry.label}" if entry.kind == "discovery" and not is_older else entry.label
    frontier.note(connection, target.source.id, target.url, state, visit.etag, visit.last_modified)
    own = visit.incoming.url if visit.incoming is not None else None
    if own and own != target.url:  # the page's own address: known from now on, and looked at again under this name
        frontier.note(connection, target.source.id, own, entry.label, "", "")
    return Recorded([entry, *others], fresh)


def _older(connection: Connection, visit: Visit, run_id: int) -> list[str]:
    """Let the page of older posts wait, since nothing on this one was known: a crawl that is cut off goes on there."""
    target = visit.target
    if not visit.older:
        return []
    if target.hops < MAX_OLDER_PAGES:
        frontier.wait_for(connection, target.source.id, visit.older)
        return [visit.older]
    if target.known:  # of a channel read for the first time the past is not wanted
        detail = f"what is older than {target.hops + 1} pages is not read"
        events.notice(connection, "feed_truncated", target.source.id, target.url, detail, run_id=run_id)
    return []


def _note_way(connection: Connection, visit: Visit) -> None:
    """Remember a way that works; looking at the home page again begins anew."""
    target = visit.target
    if target.kind == "home":
        ways.forget(connection, target.source.id)
    elif target.way is not None and visit.outcome == "read" and target.kind in ("feed", "sitemap", "section"):
        found = target.way.model_copy(update={"url": target.url, "kind": target.kind})
        ways.remember(connection, target.source.id, found)


def _poll(connection: Connection, visit: Visit, new: int) -> None:
    """Note when the discovery page is asked for again; what a redirect leads to is polled instead of it."""
    target, moment = visit.target, now()
    if target.hops or visit.reason == "redirected":
        return
    known = polls.states(connection, [target.url]).get(target.url)
    before = Poll(timedelta(seconds=known.interval), known.rate, known.quiet) if known else None
    elapsed = moment - known.polled_at if known else timedelta()
    if before is not None and elapsed < timedelta():  # the clock was set back since
        elapsed = before.interval
    crash.point("record.poll")
    poll = polling.after(before, elapsed, new, visit.outcome in ("read", "unchanged"))
    polls.note(
        connection,
        PollState(
            url=target.url,
            source_id=target.source.id,
            interval=int(poll.interval.total_seconds()),
            next_at=moment + poll.interval,
            rate=poll.rate,
            quiet=poll.quiet,
            polled_at=moment,
        ),
    )


def _decide(connection: Connection, visit: Visit, evidence: _Evidence) -> Entry:
    target = visit.target
    known = {"source_id": target.source.id, "url": target.url, "kind": target.entry_kind, "detail": visit.detail}
    if visit.incoming is not None:
        stored = documents.store(connection, visit.incoming)
        crash.point("record.document")
        evidence.keep(stored.outcome, document_id=stored.document_id, revision=stored.revision)
        evidence.keep_parts(stored.outcome, document_id=stored.document_id, revision=stored.revision)
        return Entry(**known, outcome=stored.outcome, document_id=stored.document_id)
    if visit.fact_checks and target.entry_kind == "article":
        kept = factchecks.store(connection, target.source.id, "crawl", visit.fact_checks[0], first_hand=True)
        evidence.keep(kept.outcome, fact_check_id=kept.fact_check_id, revision=kept.revision)
        detail = f"fact-check {kept.fact_check_id}"
        return Entry(**known | {"kind": "factcheck", "detail": detail}, outcome=kept.outcome)
    outcome = visit.outcome or "failed"
    found = documents.find_url(connection, target.url) if outcome == "unchanged" else None
    return Entry(**known, outcome=outcome, reason=visit.reason[:60], document_id=found)


class _Evidence:
    """Archives the page of a visit when it made a new state of something, once for all that it made."""

    def __init__(self, connection: Connection, visit: Visit, archive: Archive | None) -> None:
        self._connection, self._visit, self._archive = connection, visit, archive
        self._place: Place | None = None

    def keep_parts(self, outcome: str, **about: int) -> None:
        """Note where the further pages of an article lie."""
        for part in self._visit.parts:
            if self._archive is not None and part.capture is not None and outcome in ("stored", "revision"):
                place = self._archive.add(part.url, part.capture)
                row = {"url": part.url, "fetched_at": part.capture.fetched_at, **place._asdict(), **about}
                captures.add(self._connection, row)

    def keep(self, outcome: str, **about: int) -> None:
        """Note where the page lies. Posts are not archived: their pages name people."""
        capture, url = self._visit.capture, self._visit.target.url
        if self._archive is None or capture is None or outcome not in ("stored", "revision"):
            return
        self._place = self._place or self._archive.add(url, capture)
        row = {"url": url, "fetched_at": capture.fetched_at, **self._place._asdict(), **about}
        captures.add(self._connection, row)


def _parts(connection: Connection, visit: Visit, document_id: int | None) -> list[Entry]:
    """Give the further pages of an article their rows; they are known from now on and no articles of their own."""
    source_id, entries = visit.target.source.id, []
    for part in visit.parts:
        known = {"source_id": source_id, "url": part.url, "kind": "part", "document_id": document_id}
        entries.append(Entry(**known, outcome=part.outcome, reason=part.reason[:60]))
        frontier.note(connection, source_id, part.url, f"part:{entries[-1].label}", "", "")
    return entries


def _post(connection: Connection, visit: Visit, post: Incoming) -> Entry:
    stored = documents.store(connection, post)
    known = {"source_id": visit.target.source.id, "url": post.url or "", "kind": "post"}
    return Entry(**known, outcome=stored.outcome, document_id=stored.document_id)


def _fact_checks(connection: Connection, visit: Visit, evidence: _Evidence) -> list[Entry]:
    """Store the fact-checks beside the visit's own outcome: of a news page, of a feed, the further ones of a page."""
    source_id, page = visit.target.source.id, visit.target.entry_kind == "article"
    own = page and visit.incoming is None  # the first one is the outcome of the page then
    entries = []
    for check in visit.fact_checks[own:]:
        kept = factchecks.store(connection, source_id, "crawl", check, first_hand=page)
        evidence.keep(kept.outcome, fact_check_id=kept.fact_check_id, revision=kept.revision)
        known = {"source_id": source_id, "url": check.url or visit.target.url, "kind": "factcheck"}
        entries.append(Entry(**known, outcome=kept.outcome, detail=f"fact-check {kept.fact_check_id}"))
    return entries
