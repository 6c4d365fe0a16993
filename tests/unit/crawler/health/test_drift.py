"""Tests of drift: advertising is not reporting, home languages are home, and a few good texts end nothing."""

from __future__ import annotations

import pytest

from crawler.health.drift import Drift, drifted, is_foreign, is_promo
from crawler.health.history import Text
from tests.unit.crawler.health.conftest import history

NEWS = "Bupati mengatakan warga di kecamatan itu akan menerima bantuan dari pemerintah daerah pada bulan ini. " * 3
PROMO = "Situs slot gacor hari ini dengan rtp live dan link alternatif, daftar sekarang bonus new member. "
RAID = "Polisi menangkap bandar judi online di Makassar. Pelaku memakai situs slot dan menerima taruhan warga. "
ENGLISH = "The committee announced yesterday that several delegates would travel abroad next month for talks. " * 3
CHINESE = "新闻报道称当地居民将获得政府援助" * 8


@pytest.mark.parametrize(("text", "promo"), [(PROMO, True), (RAID, False), (NEWS, False), ("", False)])
def test_advertising_is_told_from_reporting(text: str, promo: bool) -> None:
    assert is_promo(text) is promo


@pytest.mark.parametrize(
    ("text", "foreign"),
    [(NEWS, False), (ENGLISH, True), (CHINESE, True), (ENGLISH[:60], False), ("12 345 " * 60, False)],
)
def test_another_language_is_told_from_too_little(text: str, foreign: bool) -> None:
    assert is_foreign(text) is foreign


def _source(bad: int, good: int = 0, usually: bool = False) -> list[Text]:
    past = [Text(n, 900, promo=usually and n % 2 == 0) for n in range(30)]
    now = [True] * bad + [False] * good
    return past + [Text(30 + n, 900, promo=promo) for n, promo in enumerate(now)]


@pytest.mark.parametrize(("bad", "found"), [(3, None), (4, Drift("gambling", 4, 6)), (6, Drift("gambling", 6, 6))])
def test_most_of_the_last_six_must_have_drifted(bad: int, found: Drift | None) -> None:
    assert drifted(history([1] * 40, texts=_source(bad, 6 - bad)), 40) == found


def test_who_always_writes_so_has_not_drifted() -> None:
    assert drifted(history([1] * 40, texts=_source(6, usually=True)), 40) is None


def test_an_open_alarm_lasts_while_two_of_six_are_bad() -> None:
    for bad, lasts in ((3, True), (2, True), (1, False)):
        source = history([1] * 40, texts=_source(bad, 6 - bad))
        assert (drifted(source, 40, before=30, is_open=True) is not None) is lasts, bad


def test_a_language_is_named_as_such() -> None:
    texts = [Text(n, 900) for n in range(30)] + [Text(30 + n, 900, foreign=True) for n in range(6)]
    assert drifted(history([1] * 40, texts=texts), 40) == Drift("language", 6, 6)
