"""Writes the fictional public posts as a file that `suar import documents` reads. No handle exists to be written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from core.clock import iso
from crawler.newsroom.content import Post
from crawler.newsroom.dates import instant

#: The source under which the posts are stored.
SOURCE_ID = "demo-posts"


def posts_file(path: Path, posts: Iterable[Post], anchor: datetime) -> int:
    """Write the posts, oldest first, with dates relative to the anchor; return how many there are.

    Raises: OSError when the file cannot be written; an older file then stands unchanged.
    """
    rows = sorted((_row(post, anchor) for post in posts), key=lambda row: (str(row["published_at"]), str(row["id"])))
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    draft.replace(path)
    return len(rows)


def _row(post: Post, anchor: datetime) -> dict[str, str | None]:
    return {
        "id": post.id,
        "kind": "post",
        "title": "",
        "text": post.text,
        "published_at": iso(instant(post.days, post.time, post.zone, anchor)),
        "source_region": post.region_hint,
    }
