"""Broken-up and masked spellings are read where the word list knows the result, and left alone where it does not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.text.undisguise import are_pieces, is_known, plain_word, read_spaced


def words(run: str) -> list[str]:
    return [piece.word for piece in read_spaced(run)]


@pytest.mark.parametrize(
    ("run", "wanted"),
    [
        ("b o m", ["bom"]),
        ("b.o.m", ["bom"]),
        ("b-o.m", ["bom"]),
        ("b / o / m", ["bom"]),
        ("u s i r   m e r e k a", ["usir", "mereka"]),
        ("u.s.i.r m.e.r.e.k.a", ["usir", "mereka"]),
        ("u s i r m e r e k a", ["usir", "mereka"]),
        ("u-s.i_r m*e.r-e k.a", ["usir", "mereka"]),
        ("s a y a   m u l y o n o   d a r i", ["saya", "mulyono", "dari"]),  # wide blanks vouch for a word
        ("s a y a   s a r a n k a n", ["saya", "sarankan"]),
        ("u s i r m e r e k a   d a r i", ["usir", "mereka", "dari"]),
        ("d i u s i r n y a o r a n g k a f i r", ["diusirnya", "orang", "kafir"]),
        ("p k s", ["pks"]),
        ("a.k.a", ["aka"]),
        ("m u l y o n o", ["mulyono"]),  # a name that no list has stays one word
    ],
)
def test_letters_apart(run: str, wanted: list[str]) -> None:
    assert words(run) == wanted


@given(st.text(alphabet="abeimnrsu", min_size=3, max_size=60), st.sampled_from([" ", ".", " - "]))
def test_every_letter_is_in_one_piece(letters: str, gap: str) -> None:
    run = gap.join(letters)
    pieces = read_spaced(run)
    assert "".join(piece.word for piece in pieces) == letters
    assert all("".join(filter(str.isalpha, run[piece.start : piece.end])) == piece.word for piece in pieces)


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("54mp4h", "sampah"),
        ("53mu4", "semua"),
        ("15l4m", "islam"),
        ("4p4", "apa"),
        ("k4f1r", "kafir"),
        ("boooom", "bom"),
        ("kaafiir", "kafir"),
        ("mereekaa", "mereka"),
        ("bbuunnuuhh", "bunuh"),
    ],
)
def test_masked_words(raw: str, wanted: str) -> None:
    assert plain_word(raw) == wanted


@pytest.mark.parametrize(
    "raw",
    ["h5n1", "g20", "b2b", "17an", "covid19", "b1234cd", "2024", "k3", "4g", "10k", "maaf", "allah", "saat",
     "menegakkan", "akunnya", "menggapai", "abdullah", "soekarnoputri", "innova"],
)  # fmt: skip
def test_codes_names_and_proper_double_letters_stay(raw: str) -> None:
    assert plain_word(raw) == raw


@pytest.mark.parametrize(
    ("parts", "blank", "wanted"),
    [
        (["ka", "fir"], True, True),
        (["ka", "fir"], False, True),
        (["si", "pi", "t"], False, True),
        (["kau", "si"], True, False),  # `kausi` would be a word by its affix alone
        (["y", "g"], True, False),
        (["bapak", "ibu"], False, False),
        (["di", "bunuh"], False, False),  # both are words as they stand
        (["pres", "iden"], True, True),
        (["bit", "ly"], False, False),
        (["mahasiswa", "i"], False, False),
        (["olah", "raga"], True, False),
    ],
)
def test_pieces_of_a_word(parts: list[str], blank: bool, wanted: bool) -> None:
    assert are_pieces(parts, blank) == wanted


def test_affixes_need_no_entry() -> None:
    assert all(map(is_known, ["memukulnya", "diusirkan", "menyebarkan", "pembunuhan", "ngusir"]))
    assert not any(map(is_known, ["xyzzy", "qu", "tentunyaga"]))


def test_long_runs_cost_little() -> None:
    started = time.process_time()
    read_spaced(" ".join("usirmereka" * 40))
    read_spaced(" ".join("x" * 400))
    assert time.process_time() - started < 0.5
