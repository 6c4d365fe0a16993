"""YouTube: the Atom feed of a channel or playlist, its 15 newest videos with title and description; no older pages."""

from __future__ import annotations

import re
from typing import Any

from core.schemas.source import Channel
from crawler.discover.found import Found, Post
from crawler.posts.atom import NotAtom, entries, words
from crawler.posts.connector import Asked, BadChannel, LeftOut, dated, gather
from crawler.posts.markup import tidy

SERVER = "https://www.youtube.com"
_CHANNEL = re.compile(r"UC[\w-]{22}", re.ASCII)
_PLAYLIST = re.compile(r"(PL|UU|OL)[\w-]{10,60}", re.ASCII)
_VIDEO = re.compile(r"[\w-]{11}", re.ASCII)


class YouTube:
    """`name` is the id of a channel (UC…) or playlist (PL…)."""

    accept = "application/atom+xml, text/xml"

    def address(self, channel: Channel) -> str:
        """Return the address of the feed. Raises: BadChannel."""
        server = (channel.server or SERVER).rstrip("/")
        if _CHANNEL.fullmatch(channel.name):
            return f"{server}/feeds/videos.xml?channel_id={channel.name}"
        if _PLAYLIST.fullmatch(channel.name):
            return f"{server}/feeds/videos.xml?playlist_id={channel.name}"
        raise BadChannel("a youtube name is the id of a channel (UC and 22 characters) or of a playlist (PL…)")

    def read(self, body: bytes, asked: Asked) -> Found:
        """Return the videos of a feed. Raises: nothing."""
        try:
            found = entries(body)
        except NotAtom as error:
            return Found(problem=str(error))
        return gather(found, lambda one: _post(one, asked), asked, total=len(found))


def _post(entry: Any, asked: Asked) -> Post:
    video = words(entry, "yt:videoId")
    if not _VIDEO.fullmatch(video):
        raise LeftOut("unreadable")
    title = words(entry, "a:title") or words(entry, "media:group/media:title")
    text = tidy(words(entry, "media:group/media:description"))
    if not (title or text):
        raise LeftOut("no_text")
    published = dated(words(entry, "a:published"), asked.now)
    return Post(
        url=f"{asked.site}/watch?v={video}",
        title=title,
        text=text or title,
        published_at=published.at,
        published_raw=published.raw,
    )
