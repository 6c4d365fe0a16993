"""Which entry of a feed stood for which address. The only SQL on feed_guids."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, insert, select, update

from core.clock import now
from core.db.tables import feed_guids
from core.schemas.document import Frozen

_CHUNK = 500


class Guid(Frozen):
    """What an id of a feed's entry stood for."""

    guid_hash: str
    url: str
    title: str


def key_of(feed: str, guid: str) -> str:
    """Return the key of an id; ids such as `17` are unique within their own feed at most."""
    return hashlib.sha256(f"{feed}\n{guid}".encode("utf-8", "replace")).hexdigest()


def known(connection: Connection, source_id: str, keys: Sequence[str]) -> dict[str, Guid]:
    """Return what these keys of the source stood for, by key."""
    found: dict[str, Guid] = {}
    columns = (feed_guids.c.guid_hash, feed_guids.c.url, feed_guids.c.title)
    for start in range(0, len(keys), _CHUNK):
        mine = (feed_guids.c.source_id == source_id, feed_guids.c.guid_hash.in_(keys[start : start + _CHUNK]))
        found |= {row.guid_hash: Guid(**row._mapping) for row in connection.execute(select(*columns).where(*mine))}
    return found


def remember(connection: Connection, source_id: str, before: Mapping[str, Guid], entries: Sequence[Guid]) -> None:
    """Write what the keys stand for from now on; `before` is what `known` gave for them."""
    moment, fresh = now(), []
    for one in entries:
        values = {"url": one.url, "title": one.title, "seen_at": moment}
        if one.guid_hash not in before:
            fresh.append({"source_id": source_id, "guid_hash": one.guid_hash, **values})
        elif before[one.guid_hash] != one:
            mine = (feed_guids.c.source_id == source_id, feed_guids.c.guid_hash == one.guid_hash)
            connection.execute(update(feed_guids).where(*mine).values(values))
    if fresh:
        connection.execute(insert(feed_guids), fresh)
