"""The message remains, the checker's words around it go; a text without a frame stays as it is."""

from __future__ import annotations

import time

import pytest

from core.factchecks.frames import message_of

MESSAGE = "PAJAK SEPEDA NAIK MULAI SENIN, warga Randu harus bayar di balai desa"


@pytest.mark.parametrize(
    "claim",
    [
        f"Akun Facebook “Warta Randu” pada Kamis (22/1/2026) mengunggah video [arsip] dengan narasi: “{MESSAGE}” "
        "Hingga Selasa (27/01/2026) unggahan tersebut disukai 1,8 ribu, menuai 845 komentar, dan dibagikan 87 kali.",
        f"Beredar unggahan foto [arsip] dari akun TikTok “randu.99” pada Senin (16/2/2026) berisi narasi: {MESSAGE} "
        "Per Senin (23/2/2026), unggahan tersebut telah mendapat 700-an tanda suka dan 25 komentar.",
        f"Pada Jumat (9/1/2026), beredar sebuah video ( arsip ) di YouTube oleh akun “Randu” (@RanduTV) dengan narasi: "
        f"“{MESSAGE}” di unggahannya. Per tangkapan layar dibuat unggahan tersebut sudah dilihat 193 ribu kali.",
        f"Akun Warta Randu (fb.com/1234) membagikan gambar dengan narasi sebagai berikut: {MESSAGE}",
        f"Beredar sebuah surat di WhatsApp. Dalam surat itu ada imbauan. [NARASI]: {MESSAGE}",
        f"NARASI: {MESSAGE} SUMBER: Facebook akun yang sudah dihapus",
        f"“{MESSAGE}” = = = Penjelasan: Beredar pesan yang mengklaim pajak sepeda naik. Faktanya tidak.",
        f"{MESSAGE} =====",
        f"Channel Youtube bernama suara randu membagikan sebuah video berdurasi 10 menit. Narasi: {MESSAGE}",
        f"(Diterjemahkan ke Bahasa Indonesia): {MESSAGE}",
        f"Sebuah akun X mengunggah tangkapan layar artikel berjudul “{MESSAGE}” yang disebarkan lagi.",
        f"Beredar tangkapan layar sebuah artikel di Facebook dengan judul {MESSAGE}",
        MESSAGE,
        f"“{MESSAGE}”",
    ],
)
def test_only_the_message_remains(claim: str) -> None:
    assert message_of(claim) == MESSAGE


def test_two_introduced_parts_are_both_kept() -> None:
    claim = f"Beredar video dari akun X dengan narasi: “{MESSAGE}” Unggahan disertai takarir: “Sebarkan ke grup warga”"
    assert message_of(claim) == f"{MESSAGE} Sebarkan ke grup warga"


def test_quotation_within_the_message_does_not_end_it() -> None:
    inner = "Lurah berkata “bayar dulu” kepada warga, lalu warga marah"
    assert (
        message_of(f"Akun X “a.b” mengunggah gambar dengan narasi: “{inner}” Hingga Rabu konten dilihat 9 kali")
        == inner
    )


def test_word_that_also_begins_the_checkers_end_does_not_cut_the_message() -> None:
    message = "Darurat di Randu, Setelah Semeru kini giliran kita semua"
    claim = (
        f"Akun X “a.b” mengunggah video dengan narasi: “{message}” Per Selasa (2/12/2025) video itu ditonton 639 kali."
    )
    assert message_of(claim) == message


def test_indirect_speech_is_the_claim() -> None:
    claim = (
        "Sebuah unggahan di media sosial Facebook mengklaim bahwa pajak sepeda naik mulai Senin di seluruh Randu. "
        "Unggahan tersebut beredar sejak pekan lalu."
    )
    assert message_of(claim) == "pajak sepeda naik mulai Senin di seluruh Randu."


@pytest.mark.parametrize(
    "text",
    [
        "Polisi membagikan postingan ini ke semua warga, mohon dibantu sebarkan 100 kali",
        "Bupati menyatakan pajak naik: “mulai Senin”",
        "Narasi tidak ditampilkan",
        "",
    ],
)
def test_text_without_a_frame_stays(text: str) -> None:
    assert message_of(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Akun X mengunggah narasi: “" * 2_000,
        "Beredar " + "narasi a b c " * 2_500,
        "Akun " + "isi " * 9_000,
        "pada senin " + "x" * 30_000,
        "x" * 29_000 + " Hingga" * 80 + " unggahan telah" * 20,
        "“" * 30_000,
        '" ' * 30_000,
        'Beredar pesan dengan narasi: "xxxxxxxxxxxxxx' + '" ' * 29_000 + "abc",
    ],
)
def test_hostile_text_takes_no_time(text: str) -> None:
    begin = time.perf_counter()
    message_of(text)
    assert time.perf_counter() - begin < 2
