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
    started = time.process_time()
    article_lines(pump * (1_000_000 // len(pump)), TITLE)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "line",
    [
        "ADVERTISEMENT",
        "SCROLL TO CONTINUE WITH CONTENT",
        "Halaman Selanjutnya",
        "[Gambas:Video Kabar]",
        "Bagikan:",
        "Artikel ini telah tayang di Kabar.test dengan judul Jembatan Dibuka",
        "Saksikan video selengkapnya di bawah ini",
        "Baca juga:\nHarga Cabai di Pasar Induk Turun",
    ],
)
def test_an_interruption_goes(line: str) -> None:
    assert article_lines(f"{LONG}\n{line}\n{LONG}", TITLE) == f"{LONG}\n{LONG}"


@pytest.mark.parametrize(
    "line",
    [
        "Pewarta: N.N.\nEditor: N.N.\nCopyright © KANTOR BERITA 2026",
        "Copyright © KANTOR BERITA 2026\nKalimat lain dari redaksi.",
        "Dilarang keras mengambil konten tanpa izin.",
        "Ikuti berita terbaru kami di Google News dan WhatsApp Channel.",
        "Tags: pasar, desa",
        "Facebook\nTwitter\nWhatsApp",
        "Penulis: N.N. | Editor: N.N.",
        "(abc/def)",
        "Additional reporting by N.N.",
    ],
)
def test_closing_words_go_from_the_end_only(line: str) -> None:
    assert article_lines(f"{LONG}\n{line}", TITLE) == LONG
    assert article_lines(f"{LONG}\n{line}\n{LONG}\n{LONG}\n{LONG}\n{LONG}\n{LONG}", TITLE).startswith(f"{LONG}\n{line}")


@pytest.mark.parametrize(
    "line",
    [
        "Dilarang keras melintas, kata petugas.",
        "Ikuti aturan itu, ujarnya.",
        "Sumber air itu kering sejak Mei.",
        "Facebook menghapus unggahan itu.",
        "Topik rapat itu ialah logistik.",
    ],
)
def test_a_last_sentence_that_begins_like_closing_words_stays(line: str) -> None:
    assert article_lines(f"{LONG}\n{line}", TITLE) == f"{LONG}\n{line}"


def test_what_stands_before_the_headline_goes() -> None:
    assert article_lines(f"Beranda\nDaerah\nOlahraga\n{TITLE}\n{LONG}", f"{TITLE} | Kabar") == LONG
    assert article_lines(f"{LONG}\n{TITLE}\n{LONG}", TITLE) == f"{LONG}\n{TITLE}\n{LONG}"
