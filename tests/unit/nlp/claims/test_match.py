"""Matching: the right fact-check first, another instance of the template no match, and odd input."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.schemas.factcheck import FactCheck
from nlp.claims.match import Matcher
from nlp.claims.model import ClaimModel
from tests.unit.nlp.claims.conftest import linear, matcher_of


def sure_matcher(model: ClaimModel, *checks: FactCheck) -> Matcher:
    """Return fact-checks with weights under which whatever is found is a match."""
    sure = {f"{name}.plain": linear(model.functions[f"{name}.plain"].columns, 9.0) for name in ("match", "related")}
    return matcher_of(checks, replace(model, functions={**model.functions, **sure}))


def test_the_right_instance_is_first_and_a_match(matcher: Matcher) -> None:
    first, *others = matcher.rank("Lowongan kerja! PT Semen Tonasa buka 500 posisi, daftar di tautan ini", 5)
    assert (first.row, first.relation) == (1, "match")
    assert first.probability > 0.5
    assert "match" not in [other.relation for other in others]
    assert others[0].row == 0
    assert others[0].differs == ("Pertamina",)


def test_another_place_is_no_match(matcher: Matcher) -> None:
    ranking = matcher.rank("Waspada, gempa magnitudo 8 akan guncang Kendari", 2)
    assert {one.row for one in ranking} == {2, 3}
    assert "match" not in [one.relation for one in ranking]


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("Siswa SMPN 1 Sleman keracunan makanan gratis", "Siswa SMPN 2 Sleman keracunan makanan gratis"),
        ("Vaksin polio sebabkan anak lumpuh di Aceh", "Vaksin polio sebabkan anak lumpuh di Riau"),
        ("Bantuan Rp 5 juta dari Kemensos untuk lansia", "Bantuan Rp50 juta dari Kemensos untuk lansia"),
        ("Diskon listrik 50 persen bulan Maret", "Diskon listrik 50 persen bulan Juli"),
    ],
)
def test_another_instance_is_related_at_most_however_sure_the_weights_are(
    model: ClaimModel, title: str, message: str
) -> None:
    matcher = sure_matcher(model, FactCheck(title=title))
    (own,), (other,) = matcher.rank(title, 1), matcher.rank(message, 1)
    assert (own.relation, own.differs) == ("match", ())
    assert other.relation == "related"
    assert other.probability == pytest.approx(0.49)
    assert other.differs


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("Gempa 7 di Jawa Tengah", "gempa 7 di Jateng"),
        ("Bantuan Rp1.500.000 untuk lansia", "bantuan 1,5 juta untuk lansia"),
        ("Video banjir di Manado 2026", "banjir di manado parah sekali"),
        ("Rusia menyerang Polandia", "rusia serang polandia dari Serang"),
    ],
)
def test_what_is_written_otherwise_or_not_said_is_no_other_instance(
    model: ClaimModel, title: str, message: str
) -> None:
    matcher = sure_matcher(model, FactCheck(title=title))
    assert matcher.rank(message, 1)[0].relation == "match"


def test_what_a_checker_added_to_the_title_is_no_other_instance(model: ClaimModel) -> None:
    claim = "Segera daftar bantuan sosial tunai lewat tautan ini, kuota 200 orang"
    title = "Tautan pendaftaran bantuan sosial tunai di Kudus 2025"
    matcher = sure_matcher(model, FactCheck(title=title, claim=claim), FactCheck(title=title))
    relations = {one.row: one.relation for one in matcher.rank(f"{claim} di Garut", 2)}
    assert relations == {0: "match", 1: "related"}


def test_the_ranking_is_filled_up(matcher: Matcher) -> None:
    for text in ("daun sirsak", "", "🤷", "qwxz"):
        ranking = matcher.rank(text, 4)
        assert len({one.row for one in ranking}) == 4
        assert [one.score for one in ranking] == sorted((one.score for one in ranking), reverse=True)
    assert {one.relation for one in matcher.rank("", 5)} == {"none"}


def test_an_empty_store_answers_nothing(model: ClaimModel) -> None:
    assert matcher_of([], model).rank("gempa", 10) == []


def test_a_record_without_title_is_found_by_its_claim(model: ClaimModel) -> None:
    checks = [FactCheck(title="Gempa di Ambon"), FactCheck(claim="Vaksin berisi cip pelacak dari satelit")]
    assert matcher_of(checks, model).rank("katanya vaksin ada cip pelacak satelit", 1)[0].row == 1


def test_a_record_without_words_harms_nobody(model: ClaimModel) -> None:
    checks = [FactCheck(title="🤷"), FactCheck(title="Gempa di Ambon")]
    assert [one.row for one in matcher_of(checks, model).rank("gempa ambon", 2)] == [1, 0]


@pytest.mark.parametrize("text", ["a" * 50_000, "gempa " * 10_000, "g\u200b" * 25_000, "Ａ" * 50_000])
def test_a_flood_is_answered_soon(matcher: Matcher, text: str) -> None:
    begun = time.process_time()
    matcher.rank(text, 5)
    assert time.process_time() - begun < 1.0


def test_a_thousand_identical_messages_are_answered_once_and_alike(matcher: Matcher) -> None:
    text = "Lowongan kerja! PT Semen Tonasa buka 500 posisi, daftar di tautan ini"
    first = matcher.rank(text, 3)
    matcher.rank(text, 3).clear()  # what a caller does with its answer is its own
    assert all(matcher.rank(text, 3) == first for _ in range(1_000))
    assert matcher._remembered.cache_info()[:2] == (1_001, 1)


def test_a_flood_of_different_messages_is_not_kept(matcher: Matcher) -> None:
    for number in range(100):
        matcher.rank(f"gempa {number} " + "a" * 200_000, 1)
    assert matcher._remembered.cache_info().currsize == 64


def test_messages_that_differ_behind_what_is_read_are_one(matcher: Matcher) -> None:
    long = "gempa " * 20_000
    assert matcher.rank(long + "satu", 2) == matcher.rank(long + "dua", 2)
    assert matcher._remembered.cache_info().misses == 1


@pytest.mark.parametrize("hide", [lambda one: one + "\u200b", lambda one: {"a": "а", "o": "о"}.get(one, one)])
def test_a_disguise_hides_nothing_from_the_encoders(matcher: Matcher, hide: Callable[[str], str]) -> None:
    text = "Lowongan kerja! PT Semen Tonasa buka 500 posisi, daftar di tautan ini"
    plain, hidden = matcher._searcher.look(text), matcher._searcher.look("".join(map(hide, text)))
    assert np.array_equal(plain.vector, hidden.vector)
    assert plain.vector.any()
    one, other = matcher.rank(text, 1)[0], matcher.rank("".join(map(hide, text)), 1)[0]
    assert (one.row, one.probability, one.relation) == (other.row, other.probability, "match")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_any_text_is_answered(matcher: Matcher, text: str) -> None:
    ranking = matcher.rank(text, 3)
    assert len(ranking) == 3
    assert all(0 <= one.probability <= 1 for one in ranking)
    for one in ranking:
        assert all(text[phrase.other_start : phrase.other_end] == phrase.other for phrase in one.phrases)


@pytest.mark.parametrize(
    ("title", "message", "named"),
    [
        ("Camat Wagir ditangkap KPK", "Camat Wagir tidak ditangkap KPK", ["tidak"]),
        ("Pertalite dihapus mulai besok", "info grup: Pertalite tidak jadi dihapus mulai besok", ["tidak"]),
        ("Rano Karnaen meninggal dunia", "katanya Rano Karnaen batal meninggal dunia", ["batal"]),
        ("Camat Wagir mundur", "Camat Wagir menolak mundur", ["menolak"]),
        ("Iran menyerang kapal Israel", "Israel menyerang kapal Iran", ["Iran menyerang kapal Israel"]),
        ("Israel menyerang kapal bantuan", "Iran menyerang kapal bantuan", ["Israel", "Iran"]),
        ("Masjid di Poso dibakar massa", "Gereja di Poso dibakar massa", ["Masjid", "Gereja"]),
        ("Tiga polisi gugur di Poso", "lima polisi gugur di Poso", ["Tiga", "lima"]),
        ("Pasar Klewer ditutup besok", "Pasar Klewer dibuka besok", ["ditutup", "dibuka"]),
    ],
)
def test_the_opposite_is_related_at_most_and_named(
    model: ClaimModel, title: str, message: str, named: list[str]
) -> None:
    matcher = sure_matcher(model, FactCheck(title=title))
    assert matcher.rank(title, 1)[0].relation == "match"
    for text in (message, f"Assalamualaikum, bukan menakuti.\n{message}\nJangan berhenti di kamu, tidak ada salahnya."):
        found = matcher.rank(text, 1)[0]
        assert (found.relation, found.probability) == ("related", pytest.approx(0.49)), text
        assert set(named) <= set(found.differs)


@pytest.mark.parametrize(
    "message",
    [
        "Maaf, bukan menakuti, saya tidak tahu benar atau tidak.\nPertalite dihapus mulai besok.\nJangan tidak dibaca!",
        "Bukan hoaks: Pertalite dihapus mulai besok, rakyat tidak didengar",
        "tidak hanya naik, Pertalite dihapus mulai besok",
        "Tidak benar Pertalite dihapus mulai besok?",
    ],
)
def test_a_denial_of_something_else_is_no_denial(model: ClaimModel, message: str) -> None:
    found = sure_matcher(model, FactCheck(title="Pertalite dihapus mulai besok")).rank(message, 1)[0]
    assert (found.relation, found.differs) == ("match", ())


def test_a_copy_of_the_claim_matches_a_title_that_says_what_is_true(model: ClaimModel) -> None:
    claim = "Siap-siap antre, Pertalite dihapus mulai besok di semua SPBU"
    check = FactCheck(title="Pertalite tidak dihapus mulai besok", claim=claim)
    matcher = sure_matcher(model, check)
    assert matcher.rank(claim, 1)[0].relation == "match"
    assert matcher.rank(claim.replace("dihapus", "naik"), 1)[0].relation == "match"
    assert sure_matcher(model, FactCheck(title=check.title)).rank(claim, 1)[0].relation == "related"
