"""Words by which two texts say different things, and what only looks so."""

from __future__ import annotations

import pytest

from core.lexicon import listed_lines
from nlp.claims.opposed import opposed
from nlp.claims.sides import beside
from nlp.claims.words import word_form


def told(first: str, second: str) -> list[str]:
    return opposed(beside(first, second, ()), (first, second))


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("Pertalite tidak jadi dihapus", "Pertalite dihapus", ["tidak"]),
        ("Rano tidak pernah mendaftar ke UGM", "Rano mendaftar ke UGM", ["tidak"]),
        ("Camat bantah hapus bansos", "Camat hapus bansos", ["bantah"]),
        ("Rano menolak masuk kabinet", "Rano masuk kabinet", ["menolak"]),
        ("KPU gagal umumkan hasil", "KPU umumkan hasil", ["gagal"]),
        ("SIM mati tanpa bisa diperpanjang", "SIM mati bisa diperpanjang", ["tanpa"]),
        ("Warga tidak dilarang mudik", "Warga dilarang mudik", ["tidak"]),
        ("Air keran tidak bisa diminum tanpa dimasak", "Air keran bisa diminum tanpa dimasak", ["tidak"]),
        ("Tiga polisi gugur di Poso", "Lima polisi gugur di Poso", ["Tiga", "Lima"]),
        ("KPU Kota Malang coret calon", "KPU Kabupaten Malang coret calon", ["Kota Malang", "Kabupaten Malang"]),
        ("Bupati Bandung mundur", "Bupati Bandung Barat mundur", ["Bupati Bandung", "Bupati Bandung Barat"]),
        ("MUI haramkan kopi luwak", "MUI halalkan kopi luwak", ["haramkan", "halalkan"]),
        ("Pasar Klewer ditutup", "Pasar Klewer dibuka", ["ditutup", "dibuka"]),
        ("Harga cabai menurun", "Harga cabai naik", ["menurun", "naik"]),
        ("Gereja di Poso dibakar", "Masjid di Poso dibakar", ["Gereja", "Masjid"]),
        ("Susanto ditangkap", "Susanti ditangkap", ["Susanto", "Susanti"]),
        ("Prabowo pecat Luhut", "Luhut pecat Prabowo", ["Prabowo pecat Luhut", "Luhut pecat Prabowo"]),
    ],
)
def test_what_says_different_things_is_named(first: str, second: str, words: list[str]) -> None:
    assert sorted(told(first, second)) == sorted(words)
    assert sorted(told(second, first)) == sorted(words)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("China tolak turis Israel", "China tutup pintu bagi turis Israel"),
        ("Penolakan warga atas tambang di Wadas", "Warga di Wadas tolak tambang"),
        ("Bukan cuma Rano ditangkap", "Rano ditangkap"),
        ("Tidak benar air keran beracun", "Air keran beracun"),
        ("Warga tidak boleh mudik", "Warga dilarang mudik"),
        ("Harga cabai tak pernah mau turun", "Harga cabai naik"),
        ("Masjid dan gereja dibakar", "Gereja dibakar"),
        ("Listrik padam tiga hari", "Listrik padam 3 hari"),
        ("Banjir di Malang", "Banjir di Kota Malang"),
        ("Banjir di Kota Malang", "Banjir besar"),
        ("Ramadhan telah tiba", "Ramadan telah tiba"),
    ],
)
def test_what_is_said_otherwise_is_not_named(first: str, second: str) -> None:
    assert told(first, second) == told(second, first) == []


def test_no_word_of_the_list_excludes_itself() -> None:
    for line in listed_lines("opposites.txt"):
        sides = [{word_form(word)[0] for word in side.split()} for side in line.split("|")]
        assert len(sides) > 1, line
        assert sum(map(len, sides)) == len(set.union(*sides)), line
