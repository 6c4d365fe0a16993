"""Headlines of the press in posts are told from rumours that put a body in front. All sentences are ours."""

from __future__ import annotations

import pytest

from tests.unit.nlp.claims.test_checkworthy import worth


@pytest.mark.parametrize(
    "text",
    [
        "BMKG: Gempa M 4,2 guncang Randu, tidak memicu tsunami",
        "Kapolres Randu: Mulai 3 Mei jalan Melati ditutup",
        "Polda Randu bongkar 12 gudang uang palsu di Melati",
        "BNPB catat 14 rumah rusak akibat longsor di Randu",
        "Detik.com: 12 gudang di Randu digerebek",
        "(Antara) - Sebanyak 14 rumah terbakar di Randu",
        "RANDU, KOMPAS.com - Sebanyak 14 rumah terbakar",
        "14 rumah di Randu terbakar semalam, kata Kapolres Randu",
        "Menurut BPBD, 14 rumah di Randu rusak",
        "14 rumah di Randu rusak, ujar Kepala BPBD Randu Wira Santosa",
        "Jubir KPK: 14 rumah di Randu disita",
        "Polda Randu Tetapkan 12 Tersangka Kerusuhan",
    ],
)
def test_press_in_a_post(text: str) -> None:
    judged = worth(text)
    assert judged.verdict == "attributed", judged.grounds
    assert worth(text, "news").verdict == "attributed"


@pytest.mark.parametrize(
    "text",
    [
        "BMKG: AWAS gempa susulan 8,1 malam ini!",
        "BMKG: gempa 8,1 malam ini, segera mengungsi",
        "Kemenkes: mi merek Randu mengandung racun, sebarkan",
        "Kemenkes: katanya mi merek Randu mengandung racun",
        "Info BMKG: gempa 9,0 di Randu malam ini",
        "KAPOLRI: MULAI MALAM INI SEMUA MOTOR DI RANDU DISITA",
        "Presiden Wirania: kami hancurkan 12 kota",
        "KPU curang: 12 kotak suara hilang di Randu",
        "polda randu bongkar 12 gudang",
        "14 rumah rusak, kata profesor Wira",
        "14 rumah rusak menurut saksi di depan Polda",
        "Menurut Kapolres Randu 14 rumah rusak, katanya sih",
        "BPOM: mi merek Randu mengandung 12 racun. " + "Dan begini panjang ceritanya. " * 10,
    ],
)
def test_rumour_with_a_body_in_front(text: str) -> None:
    judged = worth(text)
    assert judged.verdict == "checkable", judged.grounds


def test_a_view_of_ones_own_is_no_source() -> None:
    assert [one.kind for one in worth("Menurut saya KPU curang").grounds] == ["opinion", "organisation"]
