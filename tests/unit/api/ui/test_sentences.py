"""Every reason of a signal becomes a sentence in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from api.ui.i18n import LANGUAGES, words
from api.ui.sentences import in_one, sentence, why

CATEGORY = {
    "code": "category",
    "category": "politik",
    "decision": "yes",
    "probability": 0.97,
    "subcategories": ["pemilu", "konflik"],
    "words": ["surat suara", "100 %s"],
}
REASONS: dict[str, tuple[dict[str, Any], str]] = {
    "category": (
        CATEGORY,
        "Menyangkut politik: pemilu, konflik. Kata penanda: “surat suara”, “100 %s”.",
    ),
    "unsure": (
        {"code": "category", "category": "klaim", "decision": "unsure", "subcategories": ["klaim"], "words": []},
        "Memuat klaim yang perlu diperiksa. Mesin belum yakin.",
    ),
    "urgent": (
        {"code": "urgent"},
        "Segera: mungkin merugikan orang (permusuhan, kekerasan, klaim yang menyebar, atau penipuan).",
    ),
    "region": ({"code": "region", "region": "73.06"}, "Wilayah yang dibicarakan: Kab. Gowa."),
    "no_region": ({"code": "no_region"}, "Tidak menyebut wilayah, jadi dilihat oleh pusat."),
    "many_regions": (
        {"code": "many_regions", "regions": ["73.06", "73.71", "73.17", "73.72", "73.01", "99.99"]},
        "Menyangkut beberapa wilayah: Kab. Gowa, Kota Makassar, Kab. Luwu, Kota Parepare dan 2 lainnya.",
    ),
    "ambiguous_region": (
        {"code": "ambiguous_region", "candidates": ["73.06", "73.71"]},
        "Wilayahnya belum pasti; mungkin: Kab. Gowa dan Kota Makassar.",
    ),
    "manual": ({"code": "manual", "channel": "whatsapp"}, "Dimasukkan petugas, diterima lewat WhatsApp."),
    "unread link": (
        {"code": "manual", "channel": "x", "failure": "rejected:no_text"},
        "Dimasukkan petugas, diterima lewat cara lain. Halaman tautannya tidak terbaca: rejected:no_text.",
    ),
    "unknown": ({"code": "from_the_future"}, "Alasan lain: from_the_future."),
}


@pytest.mark.parametrize("name", REASONS)
def test_every_reason_is_an_indonesian_sentence(name: str) -> None:
    reason, expected = REASONS[name]
    assert sentence(words("id"), reason) == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REASONS)
def test_every_reason_ends_as_a_sentence(name: str, language: Any) -> None:
    assert sentence(words(language), REASONS[name][0]).endswith(".")


def test_a_reason_without_its_values_still_says_something() -> None:
    for reason, _ in REASONS.values():
        assert sentence(words("id"), {"code": reason["code"]})


def test_the_list_shows_the_category_rather_than_the_place() -> None:
    reasons = [{"code": "region", "region": "73.06"}, CATEGORY]
    assert in_one(words("id"), reasons).startswith("Menyangkut politik")
    assert in_one(words("id"), []) == ""
    assert len(why(words("id"), reasons)) == 2


@pytest.mark.parametrize(("language", "said"), [("id", "klaim yang sudah diperiksa"), ("en", "claim that was checked")])
def test_a_claim_that_was_answered_is_none_to_verify_any_more(language: Any, said: str) -> None:
    claim = {"code": "category", "category": "klaim", "decision": "yes", "subcategories": ["klaim"], "words": ["viral"]}
    for shown in (in_one(words(language), [claim], answered=True), why(words(language), [claim], answered=True)[0]):
        assert said in shown
    for shown in (in_one(words(language), [claim]), why(words(language), [claim])[0]):
        assert said not in shown
    assert in_one(words(language), [CATEGORY], answered=True) == sentence(words(language), CATEGORY)
