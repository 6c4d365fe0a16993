"""Names of groups disappear before the hostility model looks; everything else stays, with its place in the text."""

from __future__ import annotations

import pytest

from nlp.categories.identities import group_names, mask, named
from nlp.text.normalise import normalise
from nlp.text.tokens import tokenise


def masked(text: str) -> list[str]:
    return [token.form for token in mask(tokenise(normalise(text)))]


@pytest.mark.parametrize(
    "group",
    [
        "Muslim",
        "Kristen",
        "Tionghoa",
        "cina",
        "Papua",
        "Batak Toba",
        "Syiah",
        "Ahmadiyah",
        "waria",
        "tuna netra",
        "Jawa",
    ],
)
def test_every_group_reads_alike(group: str) -> None:
    assert masked(f"tetangga {group} itu ramah") == ["tetangga", "<id>", "itu", "ramah"]


def test_endings_and_camps() -> None:
    assert masked("bataknya") == ["<id>"]
    assert masked("dasar cebong") == ["dasar", "<camp>"]


@pytest.mark.parametrize(
    "said",
    [
        "jawaban bupati itu benar",
        "apa alasan mereka",
        "munas golkar dibuka",
        "kubu prabowo menang",
        "sabu dua kilogram disita",
        "perlindungan anak dalam kasus ini",
        "surat itu cacat hukum",
        "film seram itu diputar di kerinci",
        "rusia menyerang ukraina lagi",
        "kami buru pelaku sampai sorong",
        "tka itu pulang",
    ],
)
def test_other_words_stay(said: str) -> None:
    assert masked(said) == said.split()


@pytest.mark.parametrize(
    "group",
    ["orang Syi'ah", "kaum Baha'i", "umat Kong Hu Cu", "suku Anak Dalam", "orang Rimba", "suku Kubu", "Batak Karo",
     "orang tuli", "penyandang cacat", "tuna wicara", "warga NU", "Jawa Barat", "umat Hindu",
     "penghayat kepercayaan", "perempuan bercadar", "jemaat HKBP", "Tionghoa Benteng", "eks-Syiah Sampang", "TKA China",
     "orang asli Papua", "orang dengan HIV", "ODHA", "orang Kerinci", "warga Wamena", "suku Polahi",
     "orang Talang Mamak", "keturunan Ba'alawi", "kaum sarungan", "pengungsi Suriah", "wong Madura"],
)  # fmt: skip
def test_names_of_several_words_and_those_that_need_a_carrier(group: str) -> None:
    assert masked(f"kemarin {group} datang") == ["kemarin", "<id>", "datang"]
    assert masked(group) == ["<id>"]


def test_every_listed_name_is_found_in_a_text() -> None:
    lost = [name for name in group_names() if masked(name) != ["<id>"]]
    assert lost == []


def test_names_are_told_without_endings() -> None:
    assert named(tokenise(normalise("bataknya di kubu sebelah, warga syi'ah dan cebong"))) == {"batak", "syiah"}


@pytest.mark.parametrize("carried", ["umat Hindu", "warga Dayak", "orang-orang Batak", "seorang waria", "para difabel"])
def test_what_carries_a_name_goes_with_it(carried: str) -> None:
    assert masked(f"kemarin {carried} datang") == ["kemarin", "<id>", "datang"]


def test_carriers_without_a_name_stay() -> None:
    assert masked("para warga datang") == ["para", "warga", "datang"]


def test_mark_covers_the_name_and_what_carries_it() -> None:
    normal = normalise("ada orang tuna netra datang")
    token = next(t for t in mask(tokenise(normal)) if t.form == "<id>")
    assert normal.text[token.start : token.end] == "orang tuna netra"
