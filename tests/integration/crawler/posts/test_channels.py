"""Public channels through `suar crawl`: outcomes, paging, edits, limits, hostile bodies, and no name of anybody."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from core.clock import now
from core.db.tables import fetch_state, host_states, polls
from core.store import documents, events, hosts, ledger
from core.store.documents import DocumentFilter, StoredDocument
from tests.integration.crawler.conftest import Desk
from tests.integration.crawler.outlet import Answer, Outlet
from tests.integration.crawler.posts.platforms import (
    CANARY,
    Bluesky,
    Mastodon,
    Outbox,
    Platform,
    Reddit,
    Telegram,
    YouTube,
)

CHANNEL_ID = "UC" + "a1B2" * 5 + "zz"
SECRET = {"SUAR_SECRET": "s" * 40}
FEED = "at://did:plc:umpan2345/app.bsky.feed.generator/luwu"

#: platform key, its class, the channel's name, the path that answers.
WIRES: dict[str, tuple[str, type[Platform], str, str]] = {
    "mastodon": ("mastodon", Mastodon, "#luwu", "/api/v1/timelines/tag/luwu"),
    "outbox": ("mastodon", Outbox, "@kpu_luwu", "/users/kpu_luwu/outbox"),
    "bluesky": ("bluesky", Bluesky, "#luwu", "/xrpc/app.bsky.feed.searchPosts"),
    "feed": ("bluesky", Bluesky, FEED, "/xrpc/app.bsky.feed.getFeed"),
    "telegram": ("telegram", Telegram, "kabarluwu", "/s/kabarluwu"),
    "youtube": ("youtube", YouTube, CHANNEL_ID, "/feeds/videos.xml"),
    "reddit": ("reddit", Reddit, "luwu", "/r/luwu/new/.rss"),
}
PAGED = ["mastodon", "outbox", "bluesky", "telegram", "reddit"]


def open_channel(desk: Desk, outlet: Outlet, wire: str, size: int = 3, name: str = "kanal") -> Any:
    """Serve a platform and write the source that reads it."""
    platform, kind, own, path = WIRES[wire]
    served = kind(outlet, size)
    if wire == "feed":
        served.feed = True  # type: ignore[attr-defined]
    served.serve(path)
    channel = {"platform": platform, "server": outlet.home, "name": own}
    desk.source(name, "https://kanal.example", kind="social", channels=[channel], home_region="73.17")
    return served


def stored(desk: Desk, source: str | None = None) -> list[StoredDocument]:
    with desk.database.read() as connection:
        return documents.recent(connection, DocumentFilter(source_id=source), limit=200)


def host_of(outlet: Outlet) -> str:
    return outlet.home.removeprefix("http://").partition(":")[0]


def crawl(desk: Desk, *arguments: str) -> dict[str, int]:
    found: dict[str, int] = desk.crawl(*arguments, **SECRET)["outcomes"]
    return found


def everything_written(folder: Path) -> bytes:
    """Every byte below the data directory but the source files, which a person wrote."""
    files = [path for path in folder.rglob("*") if path.is_file() and "sources" not in path.parts]
    return b"".join(path.read_bytes() for path in files)


@pytest.fixture
def servers() -> Iterator[dict[str, Outlet]]:
    """A server for each wire, since no two platforms share a host."""
    made = {wire: Outlet(f"127.0.1.{230 + number}") for number, wire in enumerate(WIRES)}
    yield made
    for outlet in made.values():
        outlet.close()


def posts_by_source(desk: Desk) -> dict[str, dict[str, int]]:
    """Crawl, and return for each source how its posts ended; how often its pages were read is left out."""
    done = desk.crawl(**SECRET)
    assert all("failed" not in label for label in done["outcomes"]), done
    return {name: {k: v for k, v in counts.items() if k != "read"} for name, counts in done["sources"].items()}


def test_posts_are_stored_once_with_revisions_and_without_anybody(desk: Desk, servers: dict[str, Outlet]) -> None:
    served = {wire: open_channel(desk, outlet, wire, name=f"k-{wire}") for wire, outlet in servers.items()}
    first = {wire: one.say(1, f"Banjir di Belopa ({wire}), warga mengungsi.") for wire, one in served.items()}
    for wire, one in served.items():
        one.say(2, f"Jalan di Luwu putus ({wire}).")
    assert posts_by_source(desk) == {f"k-{wire}": {"stored": 2} for wire in WIRES}
    for wire in WIRES:
        older, newer = sorted(stored(desk, f"k-{wire}"), key=lambda one: str(one.published_at))
        assert (older.kind, older.origin, older.source_region) == ("post", "crawl", "73.17")
        assert (f"Banjir di Belopa ({wire})" in older.text, f"putus ({wire})" in newer.text) == (True, True)
        assert [str(one.published_at)[:16] for one in (older, newer)] == ["2026-11-20 00:01", "2026-11-20 00:02"]
        assert "Kutipan orang lain" not in older.text  # what is quoted or answered was said by others
        assert "Kalimat yang dijawab" not in older.text
    assert posts_by_source(desk) == {f"k-{wire}": {"unchanged": 2} for wire in WIRES}

    for wire, one in served.items():
        first[wire].text, first[wire].edited = f"Banjir di Belopa surut ({wire}).", True
        one.say(3, f"Posko dibuka di Luwu ({wire}).")
    expected = {"unchanged": 1, "revision": 1, "stored": 1}
    assert posts_by_source(desk) == {f"k-{wire}": expected for wire in WIRES}
    with desk.database.read() as connection:
        edited = [one for one in stored(desk) if one.revision == 2]
        assert len(edited) == len(WIRES)
        assert all("mengungsi" in documents.revisions_of(connection, one.id)[0].text for one in edited)
    written = everything_written(desk.data)
    assert b"Posko dibuka" in written
    assert CANARY.encode() not in written.lower()
    assert not list((desk.data / "archive").glob("*"))


def test_older_pages_are_read_until_something_is_known(desk: Desk, servers: dict[str, Outlet]) -> None:
    served = {wire: open_channel(desk, servers[wire], wire, name=f"k-{wire}") for wire in PAGED}

    def say(numbers: range) -> None:
        for wire, one in served.items():
            for number in numbers:
                one.say(number, f"Kabar nomor {number} dari Luwu ({wire}).")

    say(range(1, 8))
    assert posts_by_source(desk) == {f"k-{wire}": {"stored": 7} for wire in PAGED}
    asked = {wire: len(servers[wire].log) for wire in PAGED}
    say(range(8, 9))
    assert posts_by_source(desk) == {f"k-{wire}": {"stored": 1, "unchanged": 2} for wire in PAGED}
    assert {wire: len(servers[wire].log) - asked[wire] for wire in PAGED} == dict.fromkeys(PAGED, 2)  # robots.txt too
    say(range(9, 13))
    assert {name: counts["stored"] for name, counts in posts_by_source(desk).items()} == {
        f"k-{wire}": 4 for wire in PAGED
    }
    assert len(stored(desk)) == 12 * len(PAGED)
    assert not [one for one in _events(desk) if one[0] == "feed_truncated"]


def test_a_channel_that_ran_ahead_is_told(desk: Desk, outlet: Outlet) -> None:
    served = open_channel(desk, outlet, "mastodon")
    served.say(1, "Kabar pertama.")
    crawl(desk)
    for number in range(2, 30):
        served.say(number, f"Kabar nomor {number} dari Luwu.")
    assert crawl(desk) == {"read": 5, "stored": 15}
    assert [one for one in _events(desk) if one[0] == "feed_truncated"] == [
        ("feed_truncated", "what is older than 5 pages is not read")
    ]


def test_a_crawl_that_is_cut_off_goes_on_with_the_older_page(desk: Desk, outlet: Outlet) -> None:
    served = open_channel(desk, outlet, "mastodon")
    for number in range(1, 7):
        served.say(number, f"Kabar nomor {number} dari Luwu.")
    older = "/api/v1/timelines/tag/luwu?limit=40&max_id=4"
    outlet.page(older, b"slow down", status=429, headers={"Retry-After": "90"})
    assert crawl(desk) == {"read": 1, "stored": 3, "failed:http_429": 1}
    with desk.database.read() as connection:
        assert hosts.states(connection)[host_of(outlet)].rest_reason == "http_429"
        left = connection.execute(
            select(fetch_state.c.outcome).where(fetch_state.c.url == outlet.home + older)
        ).scalar()
    assert left == "failed:http_429"
    assert crawl(desk) == {}  # the host rests
    del outlet.paths[older]
    later = now() - timedelta(hours=1)
    with desk.database.write() as connection:
        connection.execute(update(host_states).values(rest_until=later))
        connection.execute(update(fetch_state).values(fetched_at=later))
    assert crawl(desk) == {"read": 3, "unchanged": 3, "stored": 3}  # behind the last one an empty page


def test_a_used_up_limit_is_respected(desk: Desk, outlet: Outlet) -> None:
    served = open_channel(desk, outlet, "mastodon")
    for number in range(1, 7):
        served.say(number, f"Kabar nomor {number} dari Luwu.")
    reset = (now() + timedelta(seconds=600)).isoformat().replace("+00:00", "Z")
    served.headers = {"X-RateLimit-Limit": "300", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset}
    assert crawl(desk) == {"read": 1, "stored": 3}
    with desk.database.write() as connection:
        state = hosts.states(connection)[host_of(outlet)]
        connection.execute(update(host_states).values(rest_until=now()))
    assert state.rest_until is not None
    assert 550 <= (state.rest_until - now()).total_seconds() <= 601
    served.headers = {}
    assert crawl(desk)["stored"] == 3  # the page that was postponed


def test_what_is_left_out_joined_and_masked(desk: Desk, servers: dict[str, Outlet]) -> None:
    served = {
        wire: open_channel(desk, servers[wire], wire, size=20, name=wire)
        for wire in ("mastodon", "bluesky", "telegram")
    }
    one = served["mastodon"]
    one.say(1, "Terbuka.", spoiler_text="Awas", poll={"options": [{"title": "ya"}, {"title": "tidak"}]})
    one.say(2, "Diteruskan.", reblog={"id": "9"})
    one.say(3, "Pengikut saja.", visibility="private")
    one.say(4, "Tak terdaftar.", visibility="unlisted")
    one.say(5, "Tanpa indeks.", account={"noindex": True})
    one.say(6, "Tak ingin ditemukan.", account={"discoverable": False})
    one.say(7, "", content="")
    one.say(8, "Rusak.", id=None, created_at=17, language=["id"], content={"a": 1})
    hidden = {"did": "did:plc:x", "handle": "x.example", "labels": [{"val": "!no-unauthenticated"}]}
    served["bluesky"].say(1, "Terbuka di Luwu.")
    served["bluesky"].say(2, "Tertutup.", author=hidden)
    for number in (1, 2):  # the same words of two people are one document
        served["telegram"].say(number, "Sebarkan: air keran diracun!")

    assert posts_by_source(desk) == {
        "mastodon": {"stored": 1},
        "bluesky": {"stored": 1},
        "telegram": {"stored": 1, "duplicate": 1},
    }
    (toot,), (skeet,), (message,) = (stored(desk, wire) for wire in served)
    assert toot.text == "Awas\n\nTerbuka. @pengguna\nbaris dua\n\n- ya\n- tidak"
    assert toot.url == f"{servers['mastodon'].home}/web/statuses/1"
    assert skeet.text == "🔥 Terbuka di Luwu. @pengguna https://berita.example/luwu-banjir"
    assert skeet.language == "id"
    assert re.fullmatch(r"at://[0-9a-f]{32}/app\.bsky\.feed\.post", skeet.url or "")
    with desk.database.read() as connection:
        pages = ledger.entries(connection, desk.last_run().id, source_id="mastodon")
        (copy,) = documents.sightings_of(connection, message.id)
    assert [row.detail for row in pages if row.kind == "discovery"][-1] == (
        "8 entries, 2 left out: no_text, 2 left out: not_public, 2 left out: opted_out, 1 left out: repost"
    )
    assert copy.url == f"{servers['telegram'].home}/kabarluwu/1"
    assert posts_by_source(desk)["telegram"] == {"unchanged": 1, "duplicate": 1}
    with desk.database.read() as connection:
        assert len(documents.sightings_of(connection, message.id)) == 1


ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom" '
STATUS = b'[{"id":"1","reblog":null,"visibility":"public","account":null,"content":"a\\ud800b\\u0000c"}]'
MENTION = {"$type": "app.bsky.richtext.facet#mention"}
ODD_FACETS = [
    {"index": {"byteStart": start, "byteEnd": end}, "features": [MENTION]}
    for start, end in ((1, 2), (-1, 3), (0, 99), (3, 1), (2**70, 0), (True, 2))
]
ODD_POST = {"uri": "at://did:plc:a/app.bsky.feed.post/3k", "record": {"text": "é hal", "facets": ODD_FACETS}}
#: What it is, the wire, the body, and how the source's rows end.
HOSTILE: list[tuple[str, str, bytes, dict[str, int]]] = [
    ("deep", "mastodon", b"[" * 200_000, {"failed:not_json": 1}),
    ("nan", "mastodon", b'[{"id": NaN, "reblog": null, "visibility": "public", "account": {}}]', {"read": 1}),
    ("surrogate", "mastodon", STATUS, {"read": 2, "stored": 1, "unchanged": 1}),
    ("twice", "mastodon", b'[{"visibility":"private","visibility":"public"}]', {"failed:not_json": 1}),
    ("error", "mastodon", b'{"error":"This method requires an authenticated user"}', {"failed:not_a_channel": 1}),
    ("huge number", "mastodon", b"[" + b"9" * 9_000 + b"]", {"failed:not_json": 1}),
    ("many", "bluesky", b'{"posts":[' + b",".join([b"{}"] * 50_000) + b'],"cursor":7}', {"read": 1}),
    ("odd facets", "bluesky", json.dumps({"posts": [ODD_POST]}).encode(), {"read": 1, "stored": 1}),
    ("login page", "telegram", b"<html><body><h1>Masuk</h1></body></html>", {"failed:not_a_channel": 1}),
    ("empty", "telegram", b"", {"failed:not_a_channel": 1}),
    ("deep html", "telegram", b'<div class="tgme_channel_info"></div>' + b"<div>" * 100_000, {"read": 1}),
    ("entities", "youtube", b'<!DOCTYPE f [<!ENTITY a "b">]>' + ATOM + b"/>", {"rejected:xml_dtd": 1}),
    ("html", "reddit", b"<!doctype html><p>blocked</p>", {"failed:not_a_channel": 1}),
    ("attributes", "reddit", ATOM + b" ".join(b'a%d="1"' % n for n in range(50_000)) + b"/>", {"read": 1}),
]


def test_hostile_bodies_end_in_a_named_outcome_and_the_next_is_read(desk: Desk, outlet: Outlet) -> None:
    channels = []
    for number, (_, wire, body, _outcomes) in enumerate(HOSTILE):
        platform, _, name, path = WIRES[wire]
        server = f"{outlet.home}/{number}"
        outlet.prefixes[f"/{number}{path}"] = lambda _asked, body=body: Answer(body, kind="application/json")
        channel = {"platform": platform, "server": server, "name": name}
        desk.source(f"kanal-{number}", "https://kanal.example", kind="social", channels=[channel])
        channels.append(channel)
    done = desk.crawl(**SECRET)
    wrong = {
        case: done["sources"].get(f"kanal-{number}")
        for number, (case, _, _, outcomes) in enumerate(HOSTILE)
        if done["sources"].get(f"kanal-{number}") != outcomes
    }
    assert wrong == {}
    texts = {one.text for one in stored(desk)}
    assert texts == {"abc", "é hal"}


def test_posts_are_polled_as_often_as_they_come(desk: Desk, outlet: Outlet) -> None:
    served = open_channel(desk, outlet, "telegram")
    served.say(1, "Kabar pertama.")
    assert crawl(desk, "--due")["stored"] == 1
    assert crawl(desk, "--due") == {}
    with desk.database.write() as connection:
        connection.execute(update(polls).values(next_at=now(), polled_at=now() - timedelta(hours=1)))
    served.say(2, "Kabar kedua.")
    served.say(3, "Kabar ketiga.")
    assert crawl(desk, "--due")["stored"] == 2
    with desk.database.read() as connection:
        (poll,) = connection.execute(select(polls)).all()
    assert poll.url == f"{outlet.home}/s/kabarluwu"
    assert 1.9 < poll.rate < 2.1
    assert poll.interval == pytest.approx(450, abs=5)


def test_a_channel_is_tried_without_storing_anything(desk: Desk, outlet: Outlet) -> None:
    served = open_channel(desk, outlet, "telegram")
    served.say(1, "Banjir di Belopa.")
    folder = ["--demo", "--sources", str(desk.sources)]
    for arguments in (folder, ["--demo"]):  # with its source file, and by the form of the address alone
        tried = desk.suar("sources", "try", *arguments, f"{outlet.home}/s/kabarluwu")
        assert tried.returncode == 0, tried.stderr
        assert "Banjir di Belopa. Hubungi @pengguna" in tried.stdout
        assert f"{outlet.home}/kabarluwu/1" in tried.stdout
        assert CANARY not in tried.stdout + tried.stderr
    assert stored(desk) == []


def test_without_a_secret_nothing_is_read(desk: Desk, outlet: Outlet) -> None:
    open_channel(desk, outlet, "bluesky")
    done = desk.suar("crawl", "--demo", "--sources", str(desk.sources))
    assert (done.returncode, "suar init" in done.stderr) == (4, True)


def _events(desk: Desk) -> list[tuple[str, str]]:
    with desk.database.read() as connection:
        return [(one.kind, one.detail) for one in events.listed(connection)]
