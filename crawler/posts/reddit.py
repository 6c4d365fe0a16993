"""Reddit: the Atom feed of a subreddit's newest posts. A user's feed is none: people are not sources.

The address of a post is `<site>/comments/<id>/`, without the author and without the words that Reddit adds to it.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

from core.schemas.source import Channel
from crawler.discover.found import Found, Post
from crawler.posts.atom import NotAtom, entries, words
from crawler.posts.connector import Asked, BadChannel, LeftOut, dated, gather, with_parameters
from crawler.posts.hostile_json import MAX_MARKUP
from crawler.posts.markup import leads_to_person, plain, text_of

SERVER = "https://www.reddit.com"
_PAGE = 100
_NAME = re.compile(r"(?:r/)?([A-Za-z0-9][A-Za-z0-9_]{1,20})")
_ID = re.compile(r"t3_([a-z0-9]{1,13})")


class Reddit:
    """`name` is a subreddit."""

    accept = "application/atom+xml, text/xml"

    def address(self, channel: Channel) -> str:
        """Return the address of the feed. Raises: BadChannel."""
        found = _NAME.fullmatch(channel.name)
        if found is None or channel.name.lower().startswith("u_"):
            raise BadChannel("a reddit name is a subreddit, as in reddit.com/r/name; a user's feed is not read")
        return f"{(channel.server or SERVER).rstrip('/')}/r/{found.group(1)}/new/.rss?limit={_PAGE}"

    def read(self, body: bytes, asked: Asked) -> Found:
        """Return the posts of a feed. Raises: nothing."""
        try:
            found = entries(body)
        except NotAtom as error:
            return Found(problem=str(error))
        last = words(found[-1], "a:id") if found else ""
        older = with_parameters(asked.url, after=last) if _ID.fullmatch(last) else ""
        return gather(found, lambda one: _post(one, asked), asked, total=len(found), older=older)


def _post(entry: Any, asked: Asked) -> Post:
    own = _ID.fullmatch(words(entry, "a:id"))
    if own is None:
        raise LeftOut("unreadable")
    title = words(entry, "a:title")
    text = _body(words(entry, "a:content"))
    if not (title or text):
        raise LeftOut("no_text")
    published = dated(words(entry, "a:published") or words(entry, "a:updated"), asked.now)
    return Post(
        url=f"{asked.site}/comments/{own.group(1)}/",
        title=title,
        text=text or title,
        published_at=published.at,
        published_raw=published.raw,
    )


def _body(markup: str) -> str:
    """Return what the author wrote, or where a link leads; around it stands who submitted it."""
    if "<" not in markup:
        return plain(markup)
    try:
        root = html.fragment_fromstring(markup[:MAX_MARKUP], create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    written = root.xpath(".//div[contains(concat(' ', @class, ' '), ' md ')]")
    if written:
        return text_of(written[0])
    links = root.xpath(".//a[normalize-space(.)='[link]']/@href")
    return next((str(one) for one in links if str(one).startswith("http") and not leads_to_person(str(one))), "")
