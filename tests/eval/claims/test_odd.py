"""The shipped claim model on messages in other languages and registers, all written for this test."""

from __future__ import annotations

import pytest

from core.schemas.factcheck import FactCheck
from nlp.claims.encoded import encode_checks
from nlp.claims.kinds import choose
from nlp.claims.match import Matcher
from nlp.claims.model import load_model

TITLES = [
    "[SALAH] Minum Air Garam Hangat Menyembuhkan Demam Berdarah",
    "[SALAH] PT Kereta Api Indonesia Buka Lowongan 2.000 Masinis lewat WhatsApp",
    "[SALAH] Gempa Magnitudo 9 Akan Mengguncang Banyuwangi Malam Ini",
    "[SALAH] Uang Rp100.000 Emisi 2016 Ditarik dari Peredaran Mulai Senin",
    "[SALAH] Video Banjir Bandang di Manado pada Maret 2026",
]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    model, checks = load_model(), [FactCheck(title=title) for title in TITLES]
    chosen = choose(model, "static")
    return Matcher(checks, model, chosen.kind, encode_checks(chosen.encoder, checks))


@pytest.mark.parametrize(
    "text",
    [
        "Dulur-dulur, sesuk esuk ana kerja bakti ing bale desa, aja lali nggawa arit lan pacul dhewe-dhewe ya.",
        "Wilujeng enjing sadayana, dinten ieu pasar caket alun-alun ditutup samentawis kumargi nuju dibenerkeun.",
        "Breaking: the new library downtown opens its doors to visitors next week, with free coffee for everyone!",
        "Selamat pagi, jangan lupa nanti sore latihan paduan suara di aula sekolah.",
        "😂😂😂 wkwkwk",
        "今日はとても良い天気ですね",
    ],
)
def test_what_no_fact_check_is_about_matches_none(matcher: Matcher, text: str) -> None:
    assert {one.relation for one in matcher.rank(text, 5)} == {"none"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Awas lur, mengko bengi arep ana gempa magnitudo 9 ing Banyuwangi, siyaga kabeh!", 2),
        ("Please share: strong earthquake magnitude 9 will hit Banyuwangi tonight", 2),
        ("info A1 minum air garam hangat bs sembuhkn demam berdarah, tlg sebarkan k grup keluarga", 0),
    ],
)
def test_a_claim_in_a_mixed_tongue_is_found_first(matcher: Matcher, text: str, place: int) -> None:
    assert matcher.rank(text, 1)[0].row == place
