"""ClaimReview in a page: all its forms, several of them, and what hostile ones may not do."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from core.schemas.factcheck import FactCheck
from crawler.extract.document import read_page
from crawler.factchecks.claimreview import Setting
from crawler.factchecks.page import MOST_REVIEWS, with_fact_checks
from tests.unit.crawler.factchecks.pages import CLAIM, NEWS, review, script

NOW = datetime(2026, 11, 28, tzinfo=UTC)
URL = "https://cek.example/pajak-sepeda"


def checks(*blocks: Any, url: str = URL) -> tuple[FactCheck, ...]:
    markup = "".join(script(block) for block in blocks)
    return checks_of_body(NEWS.replace(b"</head>", markup.encode("utf-8", "surrogatepass") + b"</head>"), url)


def checks_of_body(body: bytes, url: str = URL) -> tuple[FactCheck, ...]:
    page = read_page(body, url, "utf-8", "WIB", NOW)
    return with_fact_checks(page, body, Setting(url, NOW), "utf-8", outlet=False).fact_checks


@pytest.mark.parametrize(
    "block",
    [
        review(),
        [review()],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, review()]},
        {"@type": "NewsArticle", "review": review()},
        review(**{"@type": ["ClaimReview", "Article"]}),
        review(**{"@type": "http://schema.org/ClaimReview"}),
        review(claimReviewed=None, itemReviewed={"@type": "Claim", "name": CLAIM}),
        review(claimReviewed="", itemReviewed=[{"@type": "CreativeWork", "headline": CLAIM}]),
        review(claimReviewed="", itemReviewed={"@type": "Claim", "appearance": [{"url": "x"}, {"text": CLAIM}]}),
        review(claimReviewed=f"<p>{CLAIM.replace(' ', '&nbsp;', 1)}</p>").copy(),
        f"//<![CDATA[\n{json.dumps(review())}\n//]]>",
        f"<!-- {json.dumps(review())} -->",
        json.dumps(review())[:-1] + ",}",
        json.dumps(review()) + ";",
        json.dumps(review()).replace('"', "&quot;"),
        json.dumps(review())[:-1] + ', "wordCount": NaN}',
        "\ufeff" + json.dumps(review()),
        '{"claimReviewed": "yang lama",' + json.dumps(review())[1:],
    ],
)
def test_review_is_found_in_every_wrapping(block: Any) -> None:
    (check,) = checks(block)
    assert check.claim.replace("\xa0", " ") == CLAIM
    assert (check.publisher, check.verdict, check.verdict_raw) == ("Cek Randu", "false", "Salah")
    assert (check.url, check.published_on, check.published_at) == (URL, "2026-11-20", None)


def test_microdata_is_read() -> None:
    markup = f"""<div itemscope itemtype="https://schema.org/ClaimReview">
      <span itemprop="claimReviewed">{CLAIM}</span><meta itemprop="datePublished" content="2026-11-20">
      <div itemprop="author" itemscope itemtype="https://schema.org/Organization"><b itemprop="name">Cek Randu</b></div>
      <div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating">
        <meta itemprop="ratingValue" content="1"><span itemprop="alternateName">Keliru</span></div></div>"""
    (check,) = checks_of_body(NEWS.replace(b"</article>", markup.encode() + b"</article>"))
    assert (check.claim, check.publisher, check.verdict_raw) == (CLAIM, "Cek Randu", "Keliru")
    assert check.published_on == "2026-11-20"


def test_several_reviews_of_a_page_have_addresses_of_their_own() -> None:
    found = checks([review(), review(claimReviewed="Jalan raya Randu ditutup"), review()])
    assert [check.url for check in found] == [URL, f"{URL}#2"]
    assert len(checks([review(claimReviewed=f"Klaim nomor {n}") for n in range(500)])) == MOST_REVIEWS


@pytest.mark.parametrize(
    ("rating", "verdict", "raw"),
    [
        ({"ratingValue": 1, "worstRating": 1, "bestRating": 5}, "false", "1/5"),
        ({"ratingValue": "4"}, "missing_context", "4"),
        ({"ratingValue": "1e999", "bestRating": 5}, "other", "1e999/5"),
        ({"ratingValue": 10**400, "bestRating": 5}, "other", ""),
        ({"ratingValue": 5, "worstRating": 1, "bestRating": 10**400}, "true", "5"),
        ({"ratingValue": -(10**39), "bestRating": 10**39}, "other", f"-{10**39}/{10**39}"),
        ({"ratingValue": [[1]], "bestRating": True}, "other", ""),
        ({"alternateName": "Tiga Tomat", "ratingValue": 1}, "other", "Tiga Tomat"),
        ({"alternateName": {"@value": "Menyesatkan", "@language": "id"}}, "misleading", "Menyesatkan"),
        ([{"alternateName": "Benar"}], "true", "Benar"),
        ("buruk", "other", ""),
        (None, "other", ""),
    ],
)
def test_rating_is_words_first_then_a_number_on_its_scale(rating: Any, verdict: str, raw: str) -> None:
    (check,) = checks(review(reviewRating=rating))
    assert (check.verdict, check.verdict_raw) == (verdict, raw)


def test_headline_that_takes_it_back_goes_before_the_rating() -> None:
    (check,) = checks(review(headline="[DICABUT] Pajak sepeda naik"))
    assert (check.title, check.verdict, check.verdict_raw) == ("Pajak sepeda naik", "retracted", "DICABUT")


@pytest.mark.parametrize("digits", [309, 401, 5_000])
def test_whole_number_of_any_length_costs_only_its_field(digits: int) -> None:
    (check,) = checks(json.dumps(review(headline=0)).replace('"headline": 0', f'"headline": {"9" * digits}'))
    assert (check.claim, check.title) == (CLAIM, "")


def test_number_is_text_with_all_its_digits() -> None:
    assert checks(review(headline=20261120))[0].title == "20261120"
    assert checks(review(headline=1234567.5))[0].title == "1234567.5"


def test_no_person_is_kept() -> None:
    (check,) = checks(review(author={"@type": "Person", "name": "Warga Biasa"}))
    assert "Warga Biasa" not in check.model_dump_json()
    (check,) = checks(review(author={"name": "Warga Biasa"}))
    assert "Warga Biasa" not in check.model_dump_json()


@pytest.mark.parametrize(
    "there",
    [
        "https://lain.example/pajak-sepeda",
        "javascript:alert(1)",
        "https://cek.example/",
        "//[",
        "",
        None,
        7,
        {"@id": 3},
    ],
)
def test_page_speaks_for_its_own_address_only(there: Any) -> None:
    (check,) = checks(review(url=there))
    assert check.url == URL


@pytest.mark.parametrize(
    "block",
    [
        "[" * 200_000 + '"ClaimReview"',
        '{"@graph":' * 50_000 + '"ClaimReview"',
        '{"@type":"ClaimReview","claimReviewed":"' + "x" * 1_500_000 + '"}',
        '{"@type":"ClaimReview","claimReviewed":' + "9" * 20_000 + "}",
        json.dumps({"@type": "ClaimReview", "claimReviewed": {"@value": {"@value": "x"}}, "headline": [[["x"]]]}),
        '{"@type":"ClaimReview"' + ',"a":1' * 60_000,
        "ClaimReview" + " ," * 100_000,
        json.dumps({"@graph": [{"@graph": [{"name": "ClaimReview"}] * 100}] * 3_000}),
    ],
)
def test_hostile_block_ends_soon_and_gives_nothing(block: str) -> None:
    begin = time.perf_counter()
    assert checks(block) == ()
    assert time.perf_counter() - begin < 4


def test_hostile_text_is_cleaned() -> None:
    text = json.dumps(review(claimReviewed="Pajak\u0000 naik \\ud800 <b onclick=x>tajam</b>")).replace(
        "\\\\ud800", "\\ud800"
    )
    (check,) = checks(text)
    assert check.claim.split() == ["Pajak", "naik", "tajam"]


def test_page_without_the_word_costs_nothing() -> None:
    assert checks_of_body(NEWS) == ()
