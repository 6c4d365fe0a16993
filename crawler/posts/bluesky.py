"""Bluesky (AT Protocol): searches, custom feeds, and the feed of an institution's account, through the public AppView.

A post's own address names its author (`at://<did>/…`), so a keyed mark stands in its place. It leads nowhere; the
search of the platform finds the post by its words.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from core.schemas.incoming import NO_NAME
from core.schemas.source import Channel
from crawler.discover.found import Found, Post
from crawler.posts.connector import Asked, BadChannel, Dated, LeftOut, dated, gather, language_of, with_parameters
from crawler.posts.hostile_json import NotJson, load, record, rows, words
from crawler.posts.marks import mark
from crawler.posts.markup import tidy

SERVER = "https://public.api.bsky.app"
_PAGE = 100
_FEED = re.compile(r"at://did:[a-z]+:[\w.:%-]{1,100}/app\.bsky\.feed\.generator/[\w.~-]{1,100}")
_ACCOUNT = re.compile(r"@[a-z0-9][a-z0-9-]{0,62}(\.[a-z0-9][a-z0-9-]{0,62}){1,8}")
_POST = re.compile(r"at://did:[a-z]+:[\w.:%-]{1,200}/app\.bsky\.feed\.post/[\w.:~-]{1,512}")
#: Labels by which an author asks not to be shown to those without an account, or a moderator takes a post away.
_HIDDEN = {"!no-unauthenticated", "!hide", "!takedown"}
_REPOST, _MENTION, _LINK = (
    "app.bsky.feed.defs#reasonRepost",
    "app.bsky.richtext.facet#mention",
    "app.bsky.richtext.facet#link",
)


class Bluesky:
    """`name` is a search (`#banjir`, words), a feed (`at://…/app.bsky.feed.generator/…`) or an account (`@kpu.id`)."""

    accept = "application/json"

    def address(self, channel: Channel) -> str:
        """Return the address of the query. Raises: BadChannel."""
        name, method = channel.name, "searchPosts"
        if not name.strip():
            raise BadChannel("a bluesky name is a search, a feed (at://…) or an account (@kpu.go.id)")
        query = {"q": name, "sort": "latest"}
        if name.startswith("at://"):
            if not _FEED.fullmatch(name):
                raise BadChannel("a bluesky feed is at://did:…/app.bsky.feed.generator/…")
            method, query = "getFeed", {"feed": name}
        elif name.startswith("@"):
            if not _ACCOUNT.fullmatch(name):
                raise BadChannel("a bluesky account is @ and a host name, e.g. @kpu.go.id")
            method, query = "getAuthorFeed", {"actor": name[1:], "filter": "posts_no_replies"}
        server = (channel.server or SERVER).rstrip("/")
        return f"{server}/xrpc/app.bsky.feed.{method}?{urlencode({**query, 'limit': str(_PAGE)})}"

    def read(self, body: bytes, asked: Asked) -> Found:
        """Return the posts of a search or feed. Raises: nothing."""
        try:
            answer = record(load(body))
        except NotJson:
            return Found(problem="not_json")
        items = answer.get("posts") if "posts" in answer else answer.get("feed")
        if not isinstance(items, list):
            return Found(problem="not_a_channel")
        cursor = words(answer.get("cursor"))[:500]
        if "did:" in cursor:  # some feeds put an account into it, and cursors are kept
            cursor = ""
        older = with_parameters(asked.url, cursor=cursor) if cursor and items else ""
        return gather(items, lambda one: _post(one, asked), asked, total=len(items), older=older)


def _post(item: Any, asked: Asked) -> Post:
    if record(item.get("reason")).get("$type") == _REPOST:
        raise LeftOut("repost")
    view = item.get("post", item)
    if _HIDDEN & {words(record(one).get("val")) for one in _labels(view)}:
        raise LeftOut("opted_out")
    said = record(view["record"])
    text = tidy(_spelled(words(said.get("text")), rows(said.get("facets"))))
    if not text:
        raise LeftOut("no_text")
    published = _published(words(said.get("createdAt")), words(view.get("indexedAt")), asked)
    address = view["uri"]
    if not _POST.fullmatch(address):
        raise LeftOut("unreadable")
    return Post(
        url=f"at://{mark(asked.key, published.at, address)}/app.bsky.feed.post",
        text=text,
        published_at=published.at,
        published_raw=published.raw,
        language=language_of(next(iter(rows(said.get("langs"))), "")),
    )


def _labels(view: dict[str, Any]) -> list[Any]:
    own = rows(record(record(view["record"]).get("labels")).get("values"))
    return rows(view.get("labels")) + rows(record(view.get("author")).get("labels")) + own


def _published(created: str, indexed: str, asked: Asked) -> Dated:
    """The author's clock says when; where it is wrong or later than the server saw the post, the server's does."""
    claimed, seen = dated(created, asked.now), dated(indexed, asked.now)
    if claimed.at is None or (seen.at is not None and claimed.at > seen.at):
        return seen if seen.at is not None else claimed
    return claimed


def _spelled(text: str, facets: list[Any]) -> str:
    """Return the text with mentioned people replaced and shortened links spelled out.

    Facets count bytes of UTF-8; one that lies outside, overlaps another, or cuts a character is passed over.
    """
    raw, parts, at = text.encode("utf-8", "replace"), [], 0
    for start, end, instead in sorted(_spans(facets)):
        if not at <= start < end <= len(raw) or _cuts(raw, start) or _cuts(raw, end):
            continue
        parts += [raw[at:start], instead.encode("utf-8", "replace")]
        at = end
    return b"".join([*parts, raw[at:]]).decode("utf-8", "replace")


def _spans(facets: list[Any]) -> list[tuple[int, int, str]]:
    found = []
    for facet in facets[:1000]:
        index = record(record(facet).get("index"))
        start, end = index.get("byteStart"), index.get("byteEnd")
        if type(start) is not int or type(end) is not int:
            continue
        for feature in map(record, rows(record(facet).get("features"))[:1]):
            kind, address = feature.get("$type"), words(feature.get("uri"))[:2000]
            if kind == _MENTION:
                found.append((start, end, NO_NAME))
            elif kind == _LINK and address.startswith(("http://", "https://")):
                found.append((start, end, address))
    return found


def _cuts(raw: bytes, at: int) -> bool:
    return at < len(raw) and raw[at] & 0xC0 == 0x80
