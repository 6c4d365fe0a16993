"""Pages in an article's place are not stored as its text, and articles about such things are."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.extract.document import read_page

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
SENTENCE = "Warga tiga desa di Kabupaten Luwu menunggu bantuan setelah air naik sejak Jumat malam, kata kepala desa. "
ARTICLE = "".join(f"<p>{SENTENCE.replace('tiga', str(n))}</p>" for n in range(9))


def _page(title: str, body: str, head: str = "") -> bytes:
    return f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{body}</body></html>".encode()


@pytest.mark.parametrize(
    "page",
    [
        _page("Just a moment...", f"<p>{SENTENCE}</p><script src='/cdn-cgi/challenge-platform/h/b'></script>"),
        _page(
            "luwu.example", f"<p>Enable JavaScript and cookies. {SENTENCE}</p><script>window._cf_chl_opt={{}}</script>"
        ),
        _page("Attention Required! | Cloudflare", f"<p>{SENTENCE}</p>"),
        _page("Maintenance", f"<p>Situs kami sedang dalam perbaikan. {SENTENCE}</p>"),
        _page("Situs sedang dalam pemeliharaan - Luwu Pagi", f"<p>{SENTENCE}</p>"),
        _page("Masuk - Luwu Pagi", f"<p>{SENTENCE}</p><form><input type='password'></form>"),
        _page("Luwu Pagi", f"<form><p>{SENTENCE}</p><input name=p type=password></form>"),
        _page("404 Not Found", f"<p>{SENTENCE}</p>"),
        _page("Halaman tidak ditemukan | Luwu Pagi", f"<p>{SENTENCE}</p>"),
        _page("Internet Positif", f"<p>{SENTENCE}</p><a href='https://lamanlabuh.aduankonten.id'>x</a>"),
        _page("luwu.example is for sale", f"<p>{SENTENCE}</p>"),
        _page("Account Suspended", f"<p>{SENTENCE}</p>"),
    ],
)
def test_notices(page: bytes) -> None:
    assert read_page(page, "https://luwu.example/a", "", "WIB", NOW).outcome == "not_article"


@pytest.mark.parametrize(
    "page",
    [
        _page("Perbaikan jalan di Luwu selesai pekan ini", ARTICLE),
        _page("Masuk musim hujan, warga Luwu bersiap", ARTICLE),
        _page("Verifikasi faktual parpol di Luwu - Luwu Pagi", ARTICLE),
        _page("404 rumah terendam di Luwu, warga mengungsi ke sekolah dan masjid terdekat", ARTICLE),
        _page("Banjir di Luwu", ARTICLE + "<form><input type='password'></form>"),
        _page("Login palsu: polisi peringatkan penipuan", ARTICLE),
        _page(
            "Banjir",
            ARTICLE + "<script src='https://x/cdn-cgi/challenge-platform/x.js'></script>",
            '<meta property="og:type" content="article">',
        ),
    ],
)
def test_articles(page: bytes) -> None:
    assert read_page(page, "https://luwu.example/a", "", "WIB", NOW).outcome == "ok"
