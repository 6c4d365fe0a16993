"""A denial is told from the claim that it denies, and from the boast of being no hoax. All sentences are ours."""

from __future__ import annotations

import pytest

from tests.unit.nlp.claims.test_checkworthy import worth


@pytest.mark.parametrize(
    "text",
    [
        "Tidak benar kabar yang menyebut 12 rumah di Randu ambruk",
        "tidak benar kalau 12 orang tewas di Randu",
        "[HOAKS] 12 kotak suara di Randu dibakar",
        "[SALAH] 12 orang tewas di Randu",
        "HOAKS! 12 orang tewas di Randu",
        "Hoax ya guys, pasar Randu gak jadi ditutup 12 Mei",
        "Cek fakta: video 12 rumah terbakar di Randu itu video lama",
        "Pihak klinik membantah kabar 12 pasien ditolak",
        "Kabar 12 orang tewas di Randu dipastikan bohong",
        "Jangan percaya pesan soal 12 anak diculik, itu hoax lama",
        "Ora bener kabar pasar Randu kobong, 12 toko slamet",
    ],
)
def test_denial(text: str) -> None:
    judged = worth(text)
    assert judged.verdict == "denial", judged.grounds
    assert any(one.kind == "denial" for one in judged.grounds)
    assert worth(text, "news").verdict == "denial"


@pytest.mark.parametrize(
    "text",
    [
        "Ini bukan hoax, 12 orang tewas di Randu",
        "Bukan hoax! 12 orang tewas di Randu",
        "HOAX atau bukan? 12 orang tewas di Randu",
        "Kabar 12 orang tewas itu bukan hoaks",
        "Siapa bilang berita 12 orang tewas itu hoaks? Itu nyata",
        "Berita hoax dan fitnah membuat 12 orang ditangkap",
        "Salah! 12 orang tewas di Randu",
        "tidak benar-benar aman, 12 rumah di Randu ambruk",
        "warga tidak membantah kabar 12 orang tewas",
        "Kabar 12 orang tewas itu hoaks, sebarkan",
    ],
)
def test_no_denial(text: str) -> None:
    judged = worth(text)
    assert judged.verdict == "checkable", judged.grounds
