from __future__ import annotations

import pytest

from nlp.categories.portion import TEXT_TOKENS
from nlp.categories.precise.reading import Reading, plain_word, read
from nlp.text.normalise import normalise
from nlp.text.tokens import tokenise


def _read(kind: str, title: str, text: str) -> Reading:
    return read(kind, tokenise(normalise(title)), tokenise(normalise(text)))


def test_title_and_text_are_joined_with_the_kind_in_front() -> None:
    assert _read("news", "Banjir di Demak", "Warga mengungsi").text == "berita : banjir di demak . warga mengungsi"
    assert _read("post", "", "Jalan rusak!").text == "kiriman : jalan rusak !"
    assert _read("news", "Banjir di Demak", "").text == "berita : banjir di demak"


def test_marks_and_numbers_become_plain_words() -> None:
    read_ = _read("post", "", "@anwar cek https://contoh.example 12 1234567 kenapa?! hebat!!")
    assert read_.text == "kiriman : pengguna cek tautan 99 999999 kenapa ? hebat !"


@pytest.mark.parametrize("form", ["<later>", "<x>"])
def test_a_mark_of_another_version_is_read_by_its_name(form: str) -> None:
    assert plain_word(form) == form[1:-1]


def test_every_group_is_read_alike() -> None:
    texts = {_read("post", "", f"Semua {name} harus diusir").text for name in ("umat Hindu", "orang Dayak", "Kristen")}
    assert texts == {"kiriman : semua golongan harus diusir"}


def test_spans_lead_back_to_the_tokens() -> None:
    found = _read("news", "Umat Hindu di 12 desa", "Warga desa, 2024")
    words = [found.text[start:end] for start, end in found.spans]
    assert words == ["golongan", "di", "99", "desa", "warga", "desa", "9999"]
    assert len(words) == len(found.title) + len(found.body)


def test_an_article_is_read_as_far_as_the_linear_models_read_it() -> None:
    assert len(_read("news", "", "kata " * 500).body) == TEXT_TOKENS["news"]
