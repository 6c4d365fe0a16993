"""The connectors by platform, and which channel an address belongs to."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from core.schemas.source import Channel, Platform, Source
from crawler.posts.bluesky import Bluesky
from crawler.posts.connector import BadChannel, Connector, without_paging
from crawler.posts.mastodon import Mastodon
from crawler.posts.reddit import Reddit
from crawler.posts.telegram import Telegram
from crawler.posts.youtube import YouTube

CONNECTORS: dict[Platform, Connector] = {
    "mastodon": Mastodon(),
    "bluesky": Bluesky(),
    "telegram": Telegram(),
    "youtube": YouTube(),
    "reddit": Reddit(),
}
_TIMELINE = re.compile(r"/api/v1/timelines/(?:public|tag/([^/]+))$")
_OUTBOX = re.compile(r"/users/([^/]+)/outbox$")
_SUBREDDIT = re.compile(r"/r/([^/]+)/new/\.rss$")


def address_of(channel: Channel) -> str:
    """Return where the newest posts of the channel are.

    Raises: BadChannel.
    """
    return CONNECTORS[channel.platform].address(channel)


def hosts_of(source: Source) -> set[str]:
    """Return the hosts of the source's channels. They belong to the platforms, so the source does not own them."""
    return {urlsplit(address_of(channel)).hostname or "" for channel in source.channels}


def is_page_of(channel: Channel, url: str) -> bool:
    """Return whether the address is that of the channel or of an older page of it."""
    return without_paging(url) == without_paging(address_of(channel))


def channel_at(source: Source, url: str) -> Channel | None:
    """Return the channel of the source that the address is a page of."""
    return next((channel for channel in source.channels if is_page_of(channel, url)), None)


def recognise(url: str) -> Channel | None:
    """Return the channel that an address reads, by its form alone, for a person who tries one out."""
    parts = urlsplit(url)
    server, query = f"{parts.scheme}://{parts.netloc}", parse_qs(parts.query)
    found = next((one for one in _guesses(parts.path, server, query) if one is not None), None)
    try:
        return found if found is not None and is_page_of(found, url) else None
    except BadChannel:
        return None


def _guesses(path: str, server: str, query: dict[str, list[str]]) -> list[Channel | None]:
    def named(platform: Platform, name: str | None) -> Channel | None:
        return None if name is None else Channel(platform=platform, server=server, name=unquote(name)[:200])

    def given(*keys: str) -> str | None:
        return next((query[key][0] for key in keys if key in query), None)

    timeline, outbox, subreddit = _TIMELINE.match(path), _OUTBOX.match(path), _SUBREDDIT.match(path)
    actor = given("actor")
    return [
        named("mastodon", timeline.group(1) or "") if timeline else None,
        named("mastodon", f"@{outbox.group(1)}") if outbox else None,
        named("bluesky", given("q", "feed") or (f"@{actor}" if actor else None)) if "/xrpc/" in path else None,
        named("telegram", path.removeprefix("/s/")) if path.startswith("/s/") else None,
        named("youtube", given("channel_id", "playlist_id")) if path == "/feeds/videos.xml" else None,
        named("reddit", subreddit.group(1)) if subreddit else None,
    ]
