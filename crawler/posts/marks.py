"""Marks that stand for a post where its own address would name a person: keyed, so that nobody can try names out.

A mark covers one post, not its author: two posts of one author have nothing in common. The key belongs to one source
and to the 30 days in which the post was published, so that the same post has the same mark in every poll.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

_PERIOD = timedelta(days=30)


def source_key(secret: bytes, source_id: str) -> str:
    """Return the key of a source; the extraction child gets this one and never the secret itself."""
    return hmac.digest(secret, f"posts:{source_id}".encode(), hashlib.sha256).hex()


def mark(key: str, published: datetime | None, *parts: str) -> str:
    """Return 32 hexadecimal digits that stand for these parts of an address."""
    period = 0 if published is None else int(published.timestamp() // _PERIOD.total_seconds())
    of_period = hmac.digest(key.encode(), str(period).encode(), hashlib.sha256)
    said = "\0".join(parts).encode("utf-8", "replace")
    return hmac.digest(of_period, said, hashlib.sha256).hex()[:32]
