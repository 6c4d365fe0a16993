"""No handle is stored with a post, whichever way it comes in."""

from __future__ import annotations

import time

import pytest

from core.schemas.incoming import Incoming, without_handles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@budi halo", "@pengguna halo"),
        ("@budi @sari_99: halo @joko", "@pengguna @pengguna: halo @pengguna"),
        ("RT @budi: awas", "RT @pengguna: awas"),
        ("halo (@budi.santoso)", "halo (@pengguna)"),
        ("halo @budi@sosial.example.id, awas", "halo @pengguna, awas"),
        ("kata @budi. Lalu pulang", "kata @pengguna. Lalu pulang"),
        ("surel@contoh.example", "surel@contoh.example"),
        (".@budi halo", ".@pengguna halo"),
        ("@budi-santoso.bsky.social halo", "@pengguna halo"),
        ("\uff20budi @\u200bsari", "@pengguna @pengguna"),
        ("https://s.example/@budi/12", "https://s.example/@pengguna/12"),
        ("https://s.example/users/budi/statuses/1", "https://s.example/users/pengguna/statuses/1"),
        ("https://bsky.app/profile/did:plc:abc/post/3k", "https://bsky.app/profile/pengguna/post/3k"),
        ("https://x.com/budi/status/1 u/budi_1", "https://x.com/pengguna/status/1 u/pengguna"),
        ("https://t.me/budi https://t.me/s/kabar", "https://t.me/pengguna https://t.me/s/kabar"),
        ("facebook.com/groups/luwu instagram.com/p/Ab1", "facebook.com/groups/luwu instagram.com/p/Ab1"),
        ("https://berita.example/nasional/users-guide", "https://berita.example/nasional/users-guide"),
        ("Rp 5 @ kilo", "Rp 5 @ kilo"),
        ("", ""),
    ],
)
def test_without_handles(text: str, expected: str) -> None:
    assert without_handles(text) == expected


def test_posts_lose_their_handles_and_articles_keep_theirs() -> None:
    post = Incoming(kind="post", source_id="a", title="dari @budi", text="kata @sari")
    news = Incoming(kind="news", source_id="a", title="Akun @kpu", text="Akun @kpu diretas.")
    assert (post.title, post.text) == ("dari @pengguna", "kata @pengguna")
    assert (news.title, news.text) == ("Akun @kpu", "Akun @kpu diretas.")


@pytest.mark.parametrize(
    "hostile",
    [
        "@a " * 100_000,
        "@" * 300_000,
        "@a." * 100_000,
        "@a@b." * 60_000,
        "a@" * 100_000,
        "/users/" * 50_000,
        "x.com/" * 50_000,
        "@" + "a-" * 150_000,
        "t.me/" + "." * 300_000,
    ],
)
def test_quick_on_hostile_posts(hostile: str) -> None:
    started = time.perf_counter()
    without_handles(hostile)
    assert time.perf_counter() - started < 1.0
