"""Tests of the lines that are taken out of an extracted text."""

from __future__ import annotations

import time

import pytest

from crawler.extract.lines import article_lines

LONG = "Ketua KPU Kabupaten Luwu mengatakan logistik pemilihan sudah tiba di seluruh kecamatan sejak Jumat pagi." * 2
TITLE = "Logistik tiba di Luwu"


@pytest.mark.parametrize(
    "line", ["Baca juga: KPU Bantah Video", "Read more: Tencent falls", "Artikel terkait: Pemilu", "[Simak pula: x]"]
)
def test_a_line_that_leads_elsewhere_goes(line: str) -> None:
    assert article_lines(f"{LONG}\n{line}\n{LONG}", TITLE) == f"{LONG}\n{LONG}"


@pytest.mark.parametrize("line", ["Baca doa bersama", "Related to the party is nobody.", "Berita itu bohong."])
def test_a_line_of_the_article_stays(line: str) -> None:
    assert line in article_lines(f"{LONG}\n{line}\n{LONG}", TITLE)


def test_headline_and_date_line_go_from_the_head_only() -> None:
    text = f"{TITLE.upper()}\nJumat, 20 November 2026 | 14.05 WIB\n{LONG}\n{TITLE}\n{LONG}"
    assert article_lines(text, TITLE) == f"{LONG}\n{TITLE}\n{LONG}"


def test_more_articles_at_the_end_go() -> None:
    assert article_lines(f"{LONG}\nBerita terkait:\nKPU Bantah\nLogistik", TITLE) == LONG
    assert "KPU" in article_lines(f"{LONG}\nBerita terkait\nKPU\n{LONG}", TITLE)


def test_a_menu_goes_and_a_table_stays() -> None:
    menu, table = "\n".join(["Profil Daerah", "Layanan"] * 40), "\n".join(f"| {n} | Luwu | 5 |" for n in range(80))
    assert article_lines(f"{menu}\n{LONG}\nKontak", TITLE) == LONG
    assert article_lines(f"{table}\n{LONG}", TITLE) == f"{table}\n{LONG}"
    assert article_lines(menu, TITLE) == menu


@pytest.mark.parametrize("pump", ["2026 ", "baca juga ", "\n", "Berita terkait\n", "2026 1.1", "a\n"])
def test_quick_on_hostile_texts(pump: str) -> None:
    started = time.perf_counter()
    article_lines(pump * (1_000_000 // len(pump)), TITLE)
    assert time.perf_counter() - started < 2
