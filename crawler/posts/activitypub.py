"""ActivityPub collections as JSON-LD: the outbox of an account, or whatever else lists public notes in order."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from crawler.discover.found import Found, Post
from crawler.posts.connector import Asked, LeftOut, dated, gather, language_of
from crawler.posts.hostile_json import NotJson, load, record, rows, words
from crawler.posts.marks import mark
from crawler.posts.markup import plain

_COLLECTIONS = {"OrderedCollection", "OrderedCollectionPage", "Collection", "CollectionPage"}
_PUBLIC = {"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"}
_NOTES = {"Note", "Article", "Page", "Question"}
_NUMBERED = re.compile(r"/statuses/(\d{1,25})$")


def read(body: bytes, asked: Asked) -> Found:
    """Return the public notes of a collection or of one of its pages. Raises: nothing."""
    try:
        collection = record(load(body))
    except NotJson:
        return Found(problem="not_json")
    if collection.get("type") not in _COLLECTIONS:
        return Found(problem="not_a_channel")
    items = rows(collection.get("orderedItems")) or rows(collection.get("items"))
    older = words(collection.get("next")) or ("" if items else words(collection.get("first")))
    return gather(items, lambda one: _post(one, asked), asked, total=len(items), older=older)


def _post(item: Any, asked: Asked) -> Post:
    if not isinstance(item, dict):
        raise LeftOut("reference")
    if item.get("type") == "Announce":
        raise LeftOut("repost")
    note = item.get("object") if item.get("type") in ("Create", "Update") else item
    if not isinstance(note, dict):
        raise LeftOut("reference")
    if note.get("type") not in _NOTES:
        raise LeftOut("not_a_post")
    if not _PUBLIC & set(_addressed(note)):
        raise LeftOut("not_public")
    language, content = _content(note)
    said = [plain(words(note.get("summary"))), plain(content), *_choices(note)]
    title, text = plain(words(note.get("name"))), "\n\n".join(part for part in said if part)
    if not (text or title):
        raise LeftOut("no_text")
    published = dated(words(note.get("published")), asked.now)
    return Post(
        url=_address(words(note["id"]), asked, published.at),
        title=title,
        text=text or title,
        published_at=published.at,
        published_raw=published.raw,
        language=language,
    )


def _addressed(note: dict[str, Any]) -> list[str]:
    """To whom it is said: a note that has the public only in copy is not on public timelines either."""
    to = note.get("to")
    return [one for one in (to if isinstance(to, list) else [to]) if isinstance(one, str)]


def _content(note: dict[str, Any]) -> tuple[str, str]:
    by_language = record(note.get("contentMap"))
    code = next(iter(by_language), "") if len(by_language) == 1 else ""
    content = words(note.get("content")) or next((words(one) for one in by_language.values()), "")
    return language_of(code), content


def _choices(note: dict[str, Any]) -> list[str]:
    titles = (words(record(one).get("name")) for one in rows(note.get("oneOf")) + rows(note.get("anyOf")))
    offered = [plain(title) for title in titles if title]
    return ["\n".join(f"- {title}" for title in offered)] if offered else []


def _address(own: str, asked: Asked, published: Any) -> str:
    """Return an address without the account's name; one on a foreign host is not believed."""
    if not own:
        raise LeftOut("unreadable")
    parts = urlsplit(own)
    number = _NUMBERED.search(parts.path)
    if number and f"{parts.scheme}://{parts.netloc}" == asked.site:
        return f"{asked.site}/web/statuses/{number.group(1)}"
    return f"{asked.site}/web/statuses/{mark(asked.key, published, own)}"
