"""The words by which stories are told apart."""

from __future__ import annotations

from nlp.groups.issues.words import BUCKETS, MOST, bucket, heading_and_lead, read_words


def test_function_words_and_the_outlet_s_name_do_not_count() -> None:
    assert set(read_words("Banjir di Bungoro - Suara Daerah", "").title.tolist()) == {
        bucket("banjir"),
        bucket("bungoro"),
    }
    assert heading_and_lead("Debat hari ini ...", "")[0] == "Debat hari ini"


def test_a_post_s_first_words_are_its_title() -> None:
    words = read_words("", "Banjir " + "air " * 60 + "mengungsi")
    assert bucket("banjir") in words.title
    assert bucket("ungsi") not in words.title
    assert bucket("ungsi") in words.whole
    assert words.has_lead


def test_numbers_are_kept_but_years_are_not() -> None:
    assert read_words("Hari ke-16 kampanye Pemilu 2024, 53 persen, 1 putaran", "").numbers == {"16", "53"}


def test_an_empty_document_has_no_words() -> None:
    words = read_words("", " ")
    assert not len(words.title)
    assert not len(words.whole)
    assert not words.has_lead


def test_a_long_message_is_read_at_its_beginning() -> None:
    words = read_words("", "kata lain " * 20 + " ".join(f"kata{number}" for number in range(10_000)))
    assert len(words.whole) <= MOST
    assert words.whole.max() < BUCKETS
