"""Where sentences end, and which of them belong to the page."""

from __future__ import annotations

import pytest

from nlp.groups.issues.sentences import of_the_page, sentences


def told(text: str) -> list[str]:
    return [text[begin:end] for begin, end in sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Bupati Luwu H. Andi Basri, S.H., M.Si. diperiksa soal dana hibah sebesar Rp. 20 miliar, Senin (3/11).",
        "Kapolres AKBP Dr. Budi A. Santoso, S.I.K. dan dr. Hj. Siti meninjau Jl. R.A. Kartini No. 17, Kel. Tompotika.",
        "Drs. Ahmad dari Kab. Luwu Utara menolak!",
        "“Kami menolak.”",
    ],
)
def test_an_abbreviation_ends_no_sentence(sentence: str) -> None:
    assert told(f"{sentence} Warga pulang pada 2025. Ya.") == [sentence, "Warga pulang pada 2025.", "Ya."]


def test_a_line_ends_a_sentence_whatever_stands_before_it() -> None:
    assert told("\n  Oleh H.\n\nWarga mengungsi…  Hujan turun\n") == ["Oleh H.", "Warga mengungsi…", "Hujan turun"]
    assert told("") == told(" \n ") == []


@pytest.mark.parametrize(
    "line",
    [
        "Baca juga: Bupati Luwu diperiksa soal dana hibah",
        "BACA  JUGA : Bupati",
        "[Gambas: Video 20detik]",
        "ADVERTISEMENT",
        "SCROLL TO CONTINUE WITH CONTENT",
        "Iklan SCROLL TO CONTINUE WITH CONTENT Warga",
        "Simak Video 'Bupati diperiksa'",
        "Editor: Budi",
        "(Foto: Budi/SD)",
        "Artikel ini telah tayang di Suara Daerah dengan judul lain",
    ],
)
def test_what_belongs_to_the_page_is_no_sentence(line: str) -> None:
    assert told(f"Warga mengungsi.\n{line}\nHujan turun.") == ["Warga mengungsi.", "Hujan turun."]


@pytest.mark.parametrize("line", ["Baca Alquran bersama warga.", "Editorial itu dibantah.", "Sumber air tercemar."])
def test_words_that_begin_alike_are_the_texts_own(line: str) -> None:
    assert not of_the_page(line)
