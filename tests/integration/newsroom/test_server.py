"""The newsroom answers on its loopback addresses as a small news site would, and ends cleanly."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import ConfigError
from crawler.newsroom.content import load_content
from crawler.newsroom.server import Newsroom, parse_edits
from crawler.newsroom.site import path_of

FIRST = "127.0.1.1"


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom(port=0, edits="later") as running:
        yield running


def get(
    newsroom: Newsroom, path: str, address: str = FIRST, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(address, newsroom.port, timeout=10)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
    finally:
        connection.close()


def edited(newsroom: Newsroom) -> tuple[str, str]:
    article = next(article for article in newsroom.content.articles if article.later)
    outlet = next(outlet for outlet in newsroom.content.outlets if outlet.id == article.outlet)
    return outlet.address, path_of(outlet, article)


def test_every_outlet_answers_on_its_own_address_and_nowhere_else(newsroom: Newsroom) -> None:
    for outlet in newsroom.content.outlets:
        status, headers, body = get(newsroom, "/", outlet.address)
        assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert outlet.name.encode() in body
    for address in ("127.0.0.1", "127.0.1.9"):
        with pytest.raises(ConnectionRefusedError):
            get(newsroom, "/", address)


def test_an_unchanged_page_is_not_sent_again(newsroom: Newsroom) -> None:
    address, path = edited(newsroom)
    status, headers, body = get(newsroom, path, address)
    assert (status, len(body)) == (200, int(headers["content-length"]))
    assert get(newsroom, path, address, If_None_Match=headers["etag"])[0] == 304
    assert get(newsroom, path, address, If_Modified_Since=headers["last-modified"])[::2] == (304, b"")
    assert get(newsroom, path, address, If_None_Match='"other"', If_Modified_Since=headers["last-modified"])[0] == 200
    assert get(newsroom, path, address, If_Modified_Since="nonsense")[0] == 200


def test_the_corrected_version_is_served_after_advance(newsroom: Newsroom) -> None:
    address, path = edited(newsroom)
    _, headers, before = get(newsroom, path, address)
    assert newsroom.advance() == newsroom.edited >= 4
    status, fresh, after = get(newsroom, path, address, If_None_Match=headers["etag"])
    assert status == 200
    assert after != before
    assert fresh["last-modified"] != headers["last-modified"]
    newsroom.advance()
    assert get(newsroom, path, address)[1]["etag"] == fresh["etag"]


@pytest.mark.parametrize(("edits", "is_corrected"), [("now", True), ("later", False), (3600.0, False)])
def test_edits_now_and_later(edits: object, is_corrected: bool) -> None:
    with Newsroom(port=0, edits=edits) as running:  # type: ignore[arg-type]
        assert running.corrected is is_corrected


def test_edits_after_seconds() -> None:
    with Newsroom(port=0, edits=0.2) as running:
        until = time.monotonic() + 5
        while not running.corrected and time.monotonic() < until:
            time.sleep(0.02)
        assert running.corrected


def test_the_log_holds_every_request_in_memory_and_in_the_file(tmp_path: Path) -> None:
    log = tmp_path / "access.jsonl"
    with Newsroom(port=0, edits="later", log_path=log) as running:
        get(running, "/robots.txt", User_Agent="uji/1")
        get(running, "/tidak-ada?x=1")
        get(running, "/", method="HEAD")
        rows = running.access_log
        assert running.answered == 3
    assert [(row.outlet, row.method, row.path, row.status) for row in rows] == [
        ("lentera-selatan", "GET", "/robots.txt", 200),
        ("lentera-selatan", "GET", "/tidak-ada?x=1", 404),
        ("lentera-selatan", "HEAD", "/", 200),
    ]
    assert (rows[0].agent, rows[2].size) == ("uji/1", 0)
    written = [json.loads(line) for line in log.read_text().splitlines()]
    assert [row["path"] for row in written] == [row.path for row in rows]


def test_a_truncated_page_breaks_off(newsroom: Newsroom) -> None:
    thing = next(one for one in newsroom.broken if one.kind == "truncated")
    outlet = next(outlet for outlet in newsroom.content.outlets if outlet.id == thing.outlet)
    with pytest.raises(http.client.IncompleteRead):
        get(newsroom, path_of(outlet, thing), outlet.address)


def test_other_methods_are_refused(newsroom: Newsroom) -> None:
    assert get(newsroom, "/", method="POST")[0] == 501


def test_stopping_ends_threads_and_frees_the_port_although_a_client_holds_a_connection() -> None:
    running = Newsroom(port=0, edits="later").start()
    port = running.port
    held = socket.create_connection((FIRST, port), timeout=5)
    held.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert held.recv(100)
    started = time.monotonic()
    running.stop()
    running.stop()
    assert time.monotonic() - started < 3
    held.close()
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("newsroom-")]
    with Newsroom(port=port, edits="later"):
        pass


def test_a_taken_port_is_named_and_nothing_stays_bound(newsroom: Newsroom) -> None:
    with pytest.raises(ConfigError, match=f"127.0.1.1:{newsroom.port}"):
        Newsroom(port=newsroom.port).start()
    assert get(newsroom, "/")[0] == 200


def test_a_later_outlet_that_cannot_be_bound_frees_the_earlier_ones() -> None:
    content = load_content()
    with socket.create_server((content.outlets[-1].address, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=content.outlets[-1].address):
            Newsroom(content, port=port).start()
    with Newsroom(content, port=port, edits="later") as running:
        assert get(running, "/")[0] == 200


@pytest.mark.parametrize("text", ["soon", "-1", "nan", "100000", ""])
def test_unusable_edits_are_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="--edits"):
        parse_edits(text)


def test_usable_edits() -> None:
    assert (parse_edits("now"), parse_edits("later"), parse_edits("20")) == ("now", "later", 20.0)
