"""The shipped claim model on copies of checked messages and on other instances of them, all written for this test."""

from __future__ import annotations

from functools import cache

import pytest

from core.schemas.factcheck import FactCheck
from nlp.claims.encoded import encode_checks
from nlp.claims.kinds import choose
from nlp.claims.match import Matcher, Ranked
from nlp.claims.model import load_model

#: What a checker called it, and the message that was checked.
CHECKS = [
    (
        "Tautan Pendaftaran Mudik Gratis dari PLN",
        "Pemerintah kembali menghadirkan Mudik Gratis PLN 2026. Seluruh warga dapat mendaftar lewat tautan berikut "
        "sebelum kuota habis.",
    ),
    (
        "Siswa SMPN 1 Sleman Keracunan Makanan Gratis",
        "Innalillahi, puluhan siswa SMPN 1 Sleman masuk rumah sakit sesudah makan siang gratis tadi, tolong doanya.",
    ),
    (
        "Gempa Magnitudo 7 Akan Mengguncang Cilacap Besok Malam",
        "Hati-hati besok malam akan ada gempa 7 SR di Cilacap, ini peringatan resmi, jangan tidur di dalam rumah.",
    ),
    (
        "Bantuan Tunai Rp 5 Juta untuk Lansia",
        "Alhamdulillah lansia dapat bantuan tunai Rp 5 juta tanpa syarat, cukup kirim foto KTP ke nomor ini ya bu.",
    ),
    (
        "Minum Rebusan Daun Kelor Tiap Pagi Hilangkan Diabetes",
        "Dokter kaget! Rebusan daun kelor diminum tiap pagi bikin diabetes hilang total dalam dua minggu saja.",
    ),
    (
        "Jembatan Suramadu Retak dan Ditutup Total",
        "Info A1 jembatan Suramadu retak panjang, mulai nanti malam ditutup.",
    ),
]
OTHERS = ["Undian Berhadiah Bank Mandiri", "Tautan Pendaftaran Kerja di PLN", "Makanan Gratis Berisi Ulat di Medan"]


@cache
def matcher(claims: bool) -> Matcher:
    checks = [FactCheck(title=title, claim=claim if claims else "") for title, claim in CHECKS]
    checks += [FactCheck(title=title) for title in OTHERS]
    model = load_model()
    chosen = choose(model, "static")
    return Matcher(checks, model, chosen.kind, encode_checks(chosen.encoder, checks))


def own(text: str, row: int, claims: bool) -> Ranked:
    return next(one for one in matcher(claims).rank(text, 5) if one.row == row)


@pytest.mark.parametrize("row", range(len(CHECKS)))
def test_a_copy_of_the_checked_message_is_found_first_and_a_match(row: int) -> None:
    claim = CHECKS[row][1]
    for text in (claim, f"Assalamualaikum, izin share dari grup sebelah ya.\n{claim}", " ".join(claim.split()[:-3])):
        first = matcher(True).rank(text, 1)[0]
        assert (first.row, first.relation) == (row, "match"), text


@pytest.mark.parametrize("row", range(len(CHECKS)))
def test_what_is_known_of_a_claim_never_pushes_a_fact_check_down(row: int) -> None:
    for text in CHECKS[row]:
        assert own(text, row, claims=True).score >= own(text, row, claims=False).score, text
        assert matcher(True).rank(text, 1)[0].row == row


@pytest.mark.parametrize(
    ("row", "word", "other"),
    [
        (1, "SMPN 1", "SMPN 2"),
        (1, "Sleman", "Bantul"),
        (2, "Cilacap", "Lumajang"),
        (2, "7", "9"),
        (3, "5 Juta", "50 juta"),
    ],
)
def test_another_instance_of_the_template_is_never_a_match(row: int, word: str, other: str) -> None:
    title, claim = CHECKS[row]
    assert own(title, row, claims=False).relation == "match"
    for text, claims in ((title, False), (title, True), (claim, True)):
        changed = text.replace(word, other).replace(word.lower(), other)
        assert changed != text or word not in title
        assert own(changed, row, claims).relation != "match", changed
        assert own(changed, row, claims).probability < own(text, row, claims).probability
