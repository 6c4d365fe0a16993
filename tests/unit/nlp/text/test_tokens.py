"""Tokens have one spelling for what people write in many."""

from __future__ import annotations

import time

import pytest

from nlp.text.normalise import normalise
from nlp.text.tokens import CRY, URL, USER, tokenise


def forms(text: str) -> list[str]:
    return [token.form for token in tokenise(normalise(text))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("orang2 Makassar", ["orang", "makassar"]),
        ("boooom!!!", ["bom", CRY]),
        ("b o m di b.o.m", ["bom", "di", "bom"]),
        ("PT A di Kab. B", ["pt", "a", "di", "kab", "b"]),
        ("cek https://x.id/a?b=c @siapa", ["cek", URL, USER]),
        ("USER USER lihat URL", [USER, USER, "lihat", URL]),
        (r"kata\nbaru \xf0\x9f", ["kata", "baru"]),
        ("tahun 2019", ["tahun", "<4>"]),
        ("k4f1r 4njing s4mp4h m3r3k4", ["kafir", "anjing", "sampah", "mereka"]),
        ("k@fir b@b1 c!na anj!ng $etan @njing C!N@", ["kafir", "babi", "cina", "anjing", "setan", "anjing", "cina"]),
        ("tol*l k*nt*l b*bi", ["tolol", "kontol", "b", "bi"]),  # babi or bibi: two readings are none
        ("bodoh!usir dia@contoh.id @sri satu*dua", ["bodoh", CRY, "usir", "dia", USER, "id", USER, "satu", "dua"]),
        ("c🔥i🔥n🔥a b 🐷 a 🐷 b 🐷 i", ["cina", "babi"]),
        ("c,i,n,a [b][a][b][i] k:a:f:i:r", ["cina", "babi", "kafir"]),
        ("ci.na ba🐷bi ma/du/ra si_pit ka-fir ka fir", ["cina", "babi", "madura", "sipit", "kafir", "kafir"]),
        ("si si.pit", ["si", "sipit"]),  # what a sign breaks comes before what a blank may
        ("jum'at di bapak/ibu anak-anak", ["jumat", "di", "bapak", "ibu", "anak", "anak"]),
        ("kau si a, b, c dan detik.com", ["kau", "si", "a", "b", "c", "dan", "detik", "com"]),
        (r"kata b\n\nbaru", ["kata", "b", "baru"]),
        ("harga $100 atau rp$5", ["harga", "<3>", "atau", "rp", "<1>"]),
        ("covid19 g20 h5n1 orang2nya 17an b2b", ["covid19", "g20", "h5n1", "orang2nya", "17an", "b2b"]),
        ("", []),
        ("🔥🔥", []),
    ],
)
def test_spelling(text: str, wanted: list[str]) -> None:
    assert forms(text) == wanted


def test_spans_point_at_the_words() -> None:
    normal = normalise("Bupati  LUWU")
    assert [normal.text[t.start : t.end] for t in tokenise(normal)] == ["bupati", "luwu"]


@pytest.mark.parametrize("raw", ["k🔥a🔥f🔥i🔥r", "ka.fir", "ka fir"])
def test_span_of_a_broken_word_is_all_of_it(raw: str) -> None:
    normal = normalise(f"dasar {raw} itu")
    assert [normal.text[t.start : t.end] for t in tokenise(normal)] == ["dasar", raw, "itu"]


def test_many_broken_words_cost_little() -> None:
    started = time.process_time()
    assert len(tokenise(normalise("ka.fir " * 2000, limit=12000))) < 2000
    assert time.process_time() - started < 0.5


def test_limit_holds() -> None:
    assert len(tokenise(normalise("a b c d e f"), limit=3)) <= 3
