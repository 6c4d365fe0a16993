"""What neighbours write to each other is no claim: greetings, condolences, dues and payments for something shared.

7 of these 20 were (2026-11-30); scams that ask for money by the same words still are. Sentences of our own, none taught
(`configs/lexicon/contrast.tsv` has others).
"""

from __future__ import annotations

import pytest

from tests.eval.functional import suite

FEASTS = (
    "Natal", "Idul Fitri", "hari raya Nyepi", "hari raya Waisak", "Imlek", "Paskah", "Idul Adha", "tahun baru Islam",
    "Galungan", "tahun baru",
)  # fmt: skip
GREETINGS = (
    *(f"Selamat {feast} bagi yang merayakan" for feast in FEASTS),
    "Minal aidin wal faizin ya teman-teman semua",
    "Selamat Natal dan tahun baru untuk keluarga di Manado",
    "Turut berduka cita atas wafatnya ibu Siti semoga husnul khotimah",
)
PAYMENTS = (
    "Bapak ibu, iuran sampah bulan ini 20 ribu ya, transfer ke bu Tini paling lambat Minggu",
    "Patungan kado bu guru, 15 ribu per anak, bisa transfer ke rekening saya",
    "Iuran keamanan RT naik jadi 25 ribu mulai bulan depan",
    "Uang kas arisan tolong ditransfer ke bendahara sebelum Jumat",
    "Donasi untuk korban banjir bisa lewat masjid Al Ikhlas",
    "Bayar SPP paling lambat tanggal 10",
    "Kumpulkan 50 ribu buat sewa bus ziarah ya",
)
SCAMS = (
    "Selamat! Nomor WA Anda menang undian 150 juta, transfer biaya administrasi 500 ribu ke rekening ini",
    "Bantuan sosial 3 juta per keluarga cair hari ini, klik link berikut dan isi nomor rekening serta PIN ATM Anda",
    "Akun bank Anda diblokir, segera kirim kode OTP ke nomor ini agar uang Anda tidak hangus",
    "Daftar sekarang, gaji 5 juta per minggu tanpa modal, cukup like video dan transfer deposit 200 ribu",
)


def test_greetings_and_condolences_are_no_claim() -> None:
    assert [text for text in GREETINGS if suite.shipped(text).categories["klaim"].decision == "yes"] == []


def test_payments_among_neighbours_are_hardly_claims() -> None:
    said = [text for text in PAYMENTS if suite.shipped(text).categories["klaim"].decision == "yes"]
    assert len(said) <= 2, said  # two ask for a transfer, as scams do


@pytest.mark.parametrize("text", SCAMS)
def test_a_scam_in_the_same_words_is_not_passed_over(text: str) -> None:
    assert suite.shipped(text).categories["klaim"].decision != "no"
