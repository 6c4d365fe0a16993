"""What is shown of an issue comes out of its own documents."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from nlp.groups.issues.summary import SENTENCES, summarise
from nlp.groups.issues.view import DocumentView

START = datetime(2026, 11, 1, 6, tzinfo=UTC)
TEXTS = (
    "Banjir merendam ratusan rumah di Kecamatan Bungoro sejak Sabtu malam. Warga mengungsi ke masjid dan sekolah. "
    "Hujan turun selama dua hari di hulu sungai. Bupati meninjau lokasi dan menyerahkan bantuan makanan.",
    "Ratusan rumah di Kecamatan Bungoro terendam banjir sejak Sabtu malam. Sungai meluap setelah hujan dua hari.",
    "Warga korban banjir di Bungoro mengungsi ke sekolah dasar. Harga cabai di pasar naik karena pasokan terlambat.",
)


def documents() -> list[DocumentView]:
    titles = ("Banjir di Bungoro, ratusan rumah terendam", "Bungoro banjir", "Cerita warga")
    return [
        DocumentView(number, title, text, START + timedelta(hours=number), source=f"s{number % 2}", regions=("73.10",))
        for number, (title, text) in enumerate(zip(titles, TEXTS, strict=True))
    ]


def test_title_and_sentences_stand_in_the_documents() -> None:
    found = summarise(documents(), START + timedelta(hours=3))
    assert found.title in {one.title for one in documents()}
    assert len(found.sentences) == SENTENCES
    by_key = {one.key: one for one in documents()}
    for sentence in found.sentences:
        assert by_key[sentence.document].text[sentence.start : sentence.end] == sentence.text


def test_sentences_say_what_the_documents_share_and_nothing_twice() -> None:
    shown = [sentence.text for sentence in summarise(documents(), START).sentences]
    assert not any("cabai" in text for text in shown)
    assert sum("rumah" in text for text in shown) == 1


def test_what_stands_around_a_text_is_not_shown_and_titles_of_people_cut_nothing() -> None:
    text = (
        "ADVERTISEMENT\nSCROLL TO CONTINUE WITH CONTENT\nBaca juga: Bupati Luwu Andi Basri diperiksa soal dana hibah\n"
        "Bupati Luwu H. Andi Basri, S.H., M.Si. diperiksa soal dana hibah sebesar Rp. 20 miliar, Senin. Editor: Budi"
    )
    shown = summarise([DocumentView(1, "Bupati Luwu diperiksa soal dana hibah", text, START)], START).sentences
    assert [one.text for one in shown] == [
        "Bupati Luwu H. Andi Basri, S.H., M.Si. diperiksa soal dana hibah sebesar Rp. 20 miliar, Senin."
    ]
    assert text[shown[0].start : shown[0].end] == shown[0].text


def test_times_sources_and_regions_are_counted() -> None:
    found = summarise(documents(), START)
    assert (found.first_seen, found.last_seen) == (START, START + timedelta(hours=2))
    assert found.sources == (("s0", 2), ("s1", 1))
    assert found.regions == (("73.10", 3),)


def test_ten_copies_by_one_source_count_once_in_the_velocity() -> None:
    first = documents()[0]
    copies = [DocumentView(10 + number, first.title, first.text, START, source="s0", copy_of=0) for number in range(10)]
    found = summarise([*documents(), *copies], START + timedelta(hours=3))
    assert found.velocity == 3 / 6
    assert (found.documents, found.copies) == (13, 10)
    elsewhere = DocumentView(30, first.title, first.text, START, source="other", copy_of=0)
    assert summarise([*documents(), elsewhere], START + timedelta(hours=3)).velocity == 4 / 6


def test_a_post_without_title_is_named_by_its_beginning() -> None:
    found = summarise([DocumentView(1, " ", "Kata " * 60, START)], START)
    assert found.title.startswith("Kata Kata")
    assert found.title.endswith(" …")
    assert len(found.title) < 130


def test_an_issue_has_documents() -> None:
    with pytest.raises(ValueError, match="documents"):
        summarise([], START)
