"""Ids of a feed's entries into the store: an entry that moved takes its document along, one used again is told of."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection

from core.schemas.event import Noticed
from core.store import documents, guids
from core.store.guids import Guid
from crawler.discover.same_story import SAME_STORY, likeness
from crawler.visits import Visit


def note_entries(connection: Connection, visit: Visit) -> tuple[Noticed, ...]:
    """Compare the entries of a feed with what their ids stood for before; return what a person should look at.

    Judged by headlines: the text behind a new address is not fetched yet. The same address under the same id is
    no news here, its page tells what changed.
    """
    entries, twice = _unambiguous(visit)
    before = guids.known(connection, visit.target.source.id, list(entries))
    reused = [f"one poll gives id {guid[:80]!r} to several addresses" for guid in twice]
    for key, entry in entries.items():
        old = before.get(key)
        if old is None or old.url == entry.url:
            continue
        if likeness(old.title, entry.title) < SAME_STORY:
            reused.append(f"{old.title!r} → {entry.title!r}")
        else:
            documents.move(connection, old.url, entry.url)
    guids.remember(connection, visit.target.source.id, before, list(entries.values()))
    return (Noticed(kind="guid_reused", detail="; ".join(reused[:3])),) if reused else ()


def _unambiguous(visit: Visit) -> tuple[dict[str, Guid], list[str]]:
    """Return the entries whose id names one address in this poll, and the ids that name several."""
    places: defaultdict[str, set[str]] = defaultdict(set)
    for guid, url, _ in visit.guids:
        places[guid].add(url)
    entries: dict[str, Guid] = {}
    for guid, url, title in visit.guids:
        if len(places[guid]) == 1:
            key = guids.key_of(visit.target.url, guid)
            entries.setdefault(key, Guid(guid_hash=key, url=url, title=title))
    return entries, [guid for guid, urls in places.items() if len(urls) > 1]
