"""A fact-check without ClaimReview is read from each outlet's layout; news of the same host is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.schemas.factcheck import FactCheck
from crawler.extract.document import read_page
from crawler.factchecks.claimreview import Setting
from crawler.factchecks.page import with_fact_checks
from tests.unit.crawler.factchecks import pages

NOW = datetime(2026, 11, 28, tzinfo=UTC)


def checks(body: bytes, url: str, *, outlet: bool = True) -> tuple[FactCheck, ...]:
    page = read_page(body, url, "utf-8", "WIB", NOW)
    return with_fact_checks(page, body, Setting(url, NOW), "utf-8", outlet=outlet).fact_checks


@pytest.mark.parametrize(
    ("body", "url", "verdict", "words"),
    [
        (pages.TURNBACKHOAX_OLD, "https://turnbackhoax.id/2022/11/20/salah-pajak-sepeda/", "false", "SALAH"),
        (pages.TURNBACKHOAX, "https://turnbackhoax.id/articles/1-salah-pajak-sepeda", "false", "SALAH"),
        (pages.TEMPO, "https://www.tempo.co/cekfakta/keliru-pajak-sepeda-1", "false", "Keliru"),
        (pages.TEMPO, "https://cekfakta.tempo.co/fakta/1/keliru-pajak-sepeda", "false", "Keliru"),
        (pages.KOMPAS, "https://www.kompas.com/cekfakta/read/2026/11/20/1/hoaks-pajak-sepeda", "false", "HOAKS"),
        (pages.LIPUTAN6, "https://www.liputan6.com/cek-fakta/read/1/pajak-sepeda", "false", "Tidak Benar"),
        (pages.KOMDIGI, "https://www.komdigi.go.id/berita/berita-hoaks/detail/pajak", "false", "DISINFORMASI"),
        (pages.GENERIC, "https://cek.example/pajak-sepeda", "false", "keliru"),
    ],
)
def test_layout_is_read_whole(body: bytes, url: str, verdict: str, words: str) -> None:
    (check,) = checks(body, url)
    assert (check.verdict, check.verdict_raw) == (verdict, words)
    assert check.claim.casefold().rstrip(".") == pages.CLAIM.casefold()
    assert "Dinas Pendapatan" in check.explanation
    assert "helm gratis" in check.explanation
    assert "randu.example" not in check.explanation + check.conclusion
    assert check.title.casefold().startswith(("pajak sepeda", "tidak benar", "benarkah"))
    assert check.url == url
    assert (check.published_on, check.published_at) == ("2026-11-20", datetime(2026, 11, 20, 2, tzinfo=UTC))


@pytest.mark.parametrize("body", [pages.TURNBACKHOAX, pages.TEMPO, pages.KOMPAS, pages.LIPUTAN6, pages.GENERIC])
def test_conclusion_is_a_field_of_its_own(body: bytes) -> None:
    (check,) = checks(body, "https://cek.example/pajak")
    assert "pajak sepeda" in check.conclusion
    assert "Kanal pemeriksa" not in check.conclusion


@pytest.mark.parametrize(
    "url",
    [
        "https://www.liputan6.com/news/read/1/pasar-tani",
        "https://www.kompas.com/cekfakta/read/1/pasar",
        "https://www.tempo.co/politik/pasar",
        "https://cek.example/tentang",
        "https://turnbackhoax.id/tentang-kami",
    ],
)
def test_news_is_no_fact_check(url: str) -> None:
    assert checks(pages.NEWS, url) == ()


def test_only_an_outlet_of_fact_checks_is_read_by_the_generic_layout() -> None:
    assert checks(pages.GENERIC, "https://kabar.example/pajak", outlet=False) == ()
    assert checks(pages.TURNBACKHOAX, "https://turnbackhoax.id/articles/1", outlet=False) != ()


def test_review_is_completed_by_the_article() -> None:
    block = pages.script(pages.review(url="https://turnbackhoax.id/articles/1-salah", reviewRating={"ratingValue": 1}))
    body = pages.TURNBACKHOAX.replace(b"</head>", block.encode() + b"</head>")
    (check,) = checks(body, "https://turnbackhoax.id/articles/1-salah")
    assert (check.publisher, check.claim) == ("Cek Randu", pages.CLAIM)
    assert "Dinas Pendapatan" in check.explanation
    assert check.verdict == "false"


def test_heading_of_the_article_takes_a_review_back() -> None:
    address = "https://turnbackhoax.id/articles/1-salah"
    body = pages.TURNBACKHOAX.replace(b"[SALAH]", b"[DICABUT]")
    body = body.replace(b"</head>", pages.script(pages.review(url=address)).encode() + b"</head>")
    (check,) = checks(body, address)
    assert (check.verdict, check.verdict_raw) == ("retracted", "DICABUT")
