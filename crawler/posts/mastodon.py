"""Mastodon and what speaks its client interface: public and hashtag timelines; an account's outbox as ActivityPub.

The address of a post is `<server>/web/statuses/<number>`: it leads to the post and names nobody.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from core.schemas.source import Channel
from crawler.discover.found import Found, Post
from crawler.posts import activitypub
from crawler.posts.connector import Asked, BadChannel, LeftOut, dated, gather, language_of, with_parameters
from crawler.posts.hostile_json import NotJson, load, record, rows, words
from crawler.posts.marks import mark
from crawler.posts.markup import plain

#: The most that a server gives at once.
_PAGE = 40
_NUMBER = re.compile(r"\d{1,25}")
_ACCOUNT = re.compile(r"@[A-Za-z0-9_.-]{1,60}")
_TAG = re.compile(r"#?[^\W\d_]\w{0,99}|#?\d*[^\W\d]\w{0,99}")


class Mastodon:
    """`name` is a hashtag; `@account` is the outbox of an institution's account; empty is the public timeline."""

    accept = "application/json, application/activity+json;q=0.9"

    def address(self, channel: Channel) -> str:
        """Return the address of the timeline. Raises: BadChannel."""
        if not channel.server:
            raise BadChannel("mastodon needs 'server', e.g. server = \"https://mastodon.example\"")
        server = channel.server.rstrip("/")
        if not channel.name:
            return f"{server}/api/v1/timelines/public?limit={_PAGE}"
        if _ACCOUNT.fullmatch(channel.name):
            return f"{server}/users/{channel.name[1:]}/outbox?page=true"
        if _TAG.fullmatch(channel.name):
            return f"{server}/api/v1/timelines/tag/{quote(channel.name.lstrip('#'), safe='')}?limit={_PAGE}"
        raise BadChannel("a mastodon name is a hashtag (#banjir), an account (@kpu), or empty for the public timeline")

    def read(self, body: bytes, asked: Asked) -> Found:
        """Return the posts of a timeline. Raises: nothing."""
        if asked.channel.name.startswith("@"):
            return activitypub.read(body, asked)
        try:
            statuses = load(body)
        except NotJson:
            return Found(problem="not_json")
        if not isinstance(statuses, list):
            return Found(problem="not_a_channel")
        older = asked.next_link or _before(statuses, asked.url)
        return gather(statuses, lambda one: _post(one, asked), asked, total=len(statuses), older=older)


def _post(status: Any, asked: Asked) -> Post:
    if status["reblog"] is not None:
        raise LeftOut("repost")
    if status["visibility"] != "public":
        raise LeftOut("not_public")
    account = record(status["account"])
    if account.get("noindex") is True or account.get("discoverable") is False:
        raise LeftOut("opted_out")
    said = [plain(words(status.get("spoiler_text"))), plain(words(status.get("content"))), *_choices(status)]
    text = "\n\n".join(part for part in said if part)
    if not text:
        raise LeftOut("no_text")
    published = dated(words(status.get("created_at")), asked.now)
    number = words(status["id"])
    shown = number if _NUMBER.fullmatch(number) else mark(asked.key, published.at, number)
    return Post(
        url=f"{asked.site}/web/statuses/{shown}",
        text=text,
        published_at=published.at,
        published_raw=published.raw,
        language=language_of(status.get("language")),
    )


def _choices(status: dict[str, Any]) -> list[str]:
    """What a poll offers is part of what its author says."""
    titles = (words(record(one).get("title")) for one in rows(record(status.get("poll")).get("options")))
    offered = [plain(title) for title in titles if title]
    return ["\n".join(f"- {title}" for title in offered)] if offered else []


def _before(statuses: list[Any], url: str) -> str:
    """Return the address of what is older than these, for a server that does not say."""
    last = words(record(statuses[-1]).get("id")) if statuses else ""
    return with_parameters(url, max_id=last) if _NUMBER.fullmatch(last) else ""
