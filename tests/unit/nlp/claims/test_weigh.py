"""What begins as a view or forecast is one, unless a fact, a day or hearsay stands beside it. Sentences are ours."""

from __future__ import annotations

import pytest

from tests.unit.nlp.claims.test_checkworthy import worth


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("opinion", "Dana desa mending dialihkan ke sekolah gratis"),
        ("opinion", "Menurut saya KPU curang"),
        ("opinion", "Menurutku vaksin itu racun, titik"),
        ("opinion", "Harusnya obat gratis untuk semua"),
        ("checkable", "Menurut saya ini keterlaluan: KPU Randu mencetak 500 surat suara ganda"),
        ("checkable", "Menurut saya kemarin KPU membakar kotak suara"),
        ("checkable", "katanya mending berobat gratis di Randu"),
        ("checkable", "obat itu mengandung racun, harusnya dilarang"),
        ("prediction", "Diprediksi gempa besar akan terjadi di Randu tahun 2041"),
        ("prediction", "Ramalan: tahun 2041 akan ada tsunami besar di Randu"),
        ("prediction", "Saya ramal lurah Randu dipecat tahun depan"),
        ("checkable", "Ramalan gempa di Randu terbukti, 12 orang tewas"),
        ("checkable", "Diprediksi gempa terjadi malam ini di Randu"),
        ("checkable", "katanya diprediksi gempa 2041 di Randu"),
        ("checkable", "Diprediksi gempa 2041 di Randu, sebarkan"),
    ],
)
def test_views_and_forecasts(expected: str, text: str) -> None:
    judged = worth(text)
    assert judged.verdict == expected, judged.grounds


def test_a_name_is_no_wish() -> None:
    assert worth("Wira Amin menegur pejabat itu").verdict == "not_checkable"
