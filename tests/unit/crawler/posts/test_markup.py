"""The words of posts in HTML, and the marks in place of names."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from crawler.posts.marks import mark, source_key
from crawler.posts.markup import leads_to_person, plain


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("halo", "halo"),
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("<p>satu<br>dua</p><p>tiga</p>", "satu\ndua\n\ntiga"),
        ('<p><a class="u-url mention" href="https://s.example/@budi">@<span>budi</span></a> hai</p>', "@pengguna hai"),
        ('<a class="mention hashtag" href="https://s.example/tags/luwu">#<span>luwu</span></a>', "#luwu"),
        ('<a href="tg://user?id=5">Budi Santoso</a>', "@pengguna"),
        ('<a href="https://t.me/budi">Budi Santoso</a>', "@pengguna"),
        ('<a href="https://t.me/kabar/12">baca</a>', "baca (https://t.me/kabar/12)"),
        ('<a href="https://a.example/x"><span class="invisible">https://</span><span>a.example/x</span></a>',
         "https://a.example/x"),
        ('<a href="https://a.example/panjang/sekali">a.example/panjang…</a>', "a.example/panjang…"),
        ('<a href="javascript:alert(1)">klik</a>', "klik"),
        ("<script>x()</script><style>p{}</style>isi", "isi"),
        ('<p class="quote-inline">RE: https://s.example/@budi/1</p><p>isi</p>', "isi"),
        ("<div>" * 600 + "dalam" + "</div>" * 600, "dalam"),
        ("<p>" + "x" * 70_000 + "</p>", "x" * 70_000),
        ("<", "<"),
        ("<p></p>", ""),
    ],
)  # fmt: skip
def test_plain(markup: str, expected: str) -> None:
    assert plain(markup) == expected


@pytest.mark.parametrize(
    "hostile",
    ["<div>" * 200_000, "<a " + " ".join(f'a{n}="1"' for n in range(100_000)) + ">x</a>", "<" * 1_000_000,
     "&" * 1_000_000, "<!--" * 200_000, "<a href=" * 100_000, "<p>" * 300_000],
)  # fmt: skip
def test_quick_on_hostile_markup(hostile: str) -> None:
    started = time.perf_counter()
    plain(hostile)
    assert time.perf_counter() - started < 3.0


def test_whose_page_an_address_is() -> None:
    people = ["https://s.example/@budi", "https://s.example/users/budi/statuses/1", "https://bsky.app/profile/b.example",
              "https://www.reddit.com/user/budi", "https://t.me/budi"]  # fmt: skip
    others = ["https://t.me/s/kabar", "https://t.me/kabar/1", "https://t.me/+abc", "https://berita.example/nasional/x",
              "http://[", ""]  # fmt: skip
    assert [leads_to_person(url) for url in people] == [True] * len(people)
    assert [leads_to_person(url) for url in others] == [False] * len(others)


def test_a_mark_is_the_same_in_every_poll_and_tells_nothing() -> None:
    day = datetime(2026, 11, 20, tzinfo=UTC)
    key = source_key(b"s" * 32, "kanal")
    one = mark(key, day, "at://did:plc:budi/app.bsky.feed.post/1")
    assert one == mark(key, day + timedelta(hours=1), "at://did:plc:budi/app.bsky.feed.post/1")
    others = {
        mark(key, day, "at://did:plc:budi/app.bsky.feed.post/2"),
        mark(key, day + timedelta(days=31), "at://did:plc:budi/app.bsky.feed.post/1"),
        mark(source_key(b"s" * 32, "lain"), day, "at://did:plc:budi/app.bsky.feed.post/1"),
        mark(source_key(b"t" * 32, "kanal"), day, "at://did:plc:budi/app.bsky.feed.post/1"),
        mark(key, None, "at://did:plc:budi/app.bsky.feed.post/1"),
    }
    assert len(others | {one}) == 6
    assert len(one) == 32
