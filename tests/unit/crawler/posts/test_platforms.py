"""Names of channels to addresses and back; what cannot be a channel is refused in words."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from core.errors import ConfigError
from core.schemas.source import Channel, Platform, Source
from crawler.posts.connector import BadChannel
from crawler.posts.platforms import address_of, channel_at, is_page_of, recognise
from crawler.sources import load_source

MASTODON = "https://sosial.example"
UC = "UC" + "a" * 22
ADDRESSES: list[tuple[Platform, str, str, str]] = [
    ("mastodon", MASTODON, "", f"{MASTODON}/api/v1/timelines/public?limit=40"),
    ("mastodon", f"{MASTODON}/", "#banjir", f"{MASTODON}/api/v1/timelines/tag/banjir?limit=40"),
    ("mastodon", MASTODON, "pemilu2029", f"{MASTODON}/api/v1/timelines/tag/pemilu2029?limit=40"),
    ("mastodon", MASTODON, "@kpu.luwu", f"{MASTODON}/users/kpu.luwu/outbox?page=true"),
    ("bluesky", "", "#banjir luwu", "https://public.api.bsky.app/xrpc/app.bsky.feed.searchPosts?q=%23banjir+luwu"),
    ("bluesky", "", "@kpu.go.id", "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed?actor=kpu.go.id"),
    ("bluesky", "", "at://did:plc:abc/app.bsky.feed.generator/x", "https://public.api.bsky.app/xrpc/app.bsky.feed.get"),
    ("telegram", "", "kabarluwu", "https://t.me/s/kabarluwu"),
    ("youtube", "", UC, f"https://www.youtube.com/feeds/videos.xml?channel_id={UC}"),
    ("youtube", "", "PL1234567890ab", "https://www.youtube.com/feeds/videos.xml?playlist_id=PL1234567890ab"),
    ("reddit", "", "indonesia", "https://www.reddit.com/r/indonesia/new/.rss?limit=100"),
    ("reddit", "", "r/indonesia", "https://www.reddit.com/r/indonesia/new/.rss?limit=100"),
]


@pytest.mark.parametrize(("platform", "server", "name", "address"), ADDRESSES)
def test_address_and_back(platform: Platform, server: str, name: str, address: str) -> None:
    channel = Channel(platform=platform, server=server, name=name)
    found = address_of(channel)
    assert found.startswith(address)
    again = recognise(found)
    assert again is not None
    assert address_of(again) == found
    source = Source(id="a", name="A", channels=(channel,))
    older = f"{found}{'&' if '?' in found else '?'}max_id=7&cursor=x&before=3&after=t3_9"
    assert channel_at(source, older) == channel
    assert not is_page_of(channel, older.replace("://", "://x"))
    assert not is_page_of(channel, f"{found}&other=1")


@pytest.mark.parametrize(
    ("platform", "server", "name"),
    [
        ("mastodon", "", "#banjir"),
        ("mastodon", MASTODON, "../admin"),
        ("mastodon", MASTODON, "@a/b"),
        ("mastodon", MASTODON, "123"),
        ("bluesky", "", " "),
        ("bluesky", "", "@budi"),
        ("bluesky", "", "at://did:plc:abc/app.bsky.feed.post/x"),
        ("telegram", "", "@kabarluwu"),
        ("telegram", "", "a/b"),
        ("youtube", "", "@kanal"),
        ("youtube", "", "UCshort"),
        ("reddit", "", "u/budi"),
        ("reddit", "", "u_budi"),
        ("reddit", "", "a.b"),
    ],
)
def test_a_name_that_is_none_is_refused(tmp_path: Path, platform: Platform, server: str, name: str) -> None:
    with pytest.raises(BadChannel):
        address_of(Channel(platform=platform, server=server, name=name))
    path = tmp_path / "x.toml"
    path.write_text(f'id="x"\nname="X"\n[[channels]]\nplatform="{platform}"\nserver="{server}"\nname="{name}"\n')
    with pytest.raises(ConfigError, match="channel '"):
        load_source(path)


@pytest.mark.parametrize("server", ["ftp://a.example", "a.example", "https://u:p@a.example"])
def test_a_server_is_a_web_address(tmp_path: Path, server: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f'id="x"\nname="X"\n[[channels]]\nplatform="mastodon"\nserver="{server}"\n')
    with pytest.raises(ConfigError, match="is not an address"):
        load_source(path)


@pytest.mark.parametrize("url", ["https://t.me/s/", "https://berita.example/rss.xml", "https://x.example/s/a/b", "x"])
def test_another_address_is_no_channel(url: str) -> None:
    assert recognise(url) is None


def test_the_example_of_the_page_is_a_source_file(tmp_path: Path) -> None:
    page = (Path(__file__).parents[4] / "docs/posts.md").read_text("utf-8")
    path = tmp_path / "posts-luwu.toml"
    path.write_text(page.partition("```toml\n")[2].partition("```")[0])
    source = load_source(path)
    assert {channel.platform for channel in source.channels} == set(get_args(Platform))
