"""A line of a file becomes a record, or says what is wrong with it."""

from __future__ import annotations

from typing import Any

import pytest

from core.factchecks.lines import BadLine, read_line, unread


def test_fields_of_the_contract_are_read() -> None:
    check = read_line(
        {
            "id": 17,
            "title": "[SALAH] Pajak sepeda naik",
            "claim": "Beredar pesan di WhatsApp dengan narasi: “Pajak sepeda naik hari Senin”",
            "explanation": "Tidak ada aturan itu.",
            "conclusion": "Klaim keliru.",
            "publisher": "Cek Randu",
            "date": "2024-03",
            "url": "https://cek.example/17",
            "author": "tidak dibaca",
        }
    )
    assert (check.external_id, check.title, check.claim) == ("17", "Pajak sepeda naik", "Pajak sepeda naik hari Senin")
    assert (check.verdict, check.verdict_raw) == ("false", "SALAH")
    assert (check.published_on, check.published_at, check.published_raw) == ("2024-03", None, "2024-03")
    assert "tidak dibaca" not in check.model_dump_json()


def test_verdict_of_the_line_goes_before_the_headline() -> None:
    assert read_line({"title": "[SALAH] Pajak naik", "verdict": "Sebagian benar"}).verdict == "missing_context"


@pytest.mark.parametrize("title", ["[DICABUT] Pajak naik", "[SALAH] [DICABUT] Pajak naik", "Ditarik: Pajak naik"])
def test_headline_that_takes_it_back_goes_before_the_verdict_of_the_line(title: str) -> None:
    check = read_line({"title": title, "verdict": "Salah"})
    assert (check.title, check.verdict) == ("Pajak naik", "retracted")


def test_handles_in_a_claim_name_nobody() -> None:
    assert "@budi" not in read_line({"claim": "kata @budi_99 pajak naik"}).claim


@pytest.mark.parametrize("identity", [1_790_000_000_000_000_000, 2**64, 2**128, -7])
def test_whole_numbers_as_large_as_ids_are_text(identity: int) -> None:
    assert read_line({"title": "x", "id": identity}).external_id == str(identity)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({}, "no_text"),
        ({"title": "   "}, "no_text"),
        ({"title": None, "claim": None}, "no_text"),
        ({"title": "\u200b\u200b"}, "no_text"),
        ({"title": "\u200b" * 3_000 + "x"}, "no_text"),
        ({"title": "[SALAH] \u200b", "claim": "\u2060 \u0301"}, "no_text"),
        ({"title": ["x"]}, "bad_field"),
        ({"title": True}, "bad_field"),
        ({"title": "x", "url": "javascript:alert(1)"}, "bad_field"),
        ({"title": "x", "url": "https://a.example/" + "x" * 3_000}, "bad_field"),
        ({"title": "x", "id": "9" * 400}, "bad_field"),
        ({"title": "x", "language": "<b>"}, "bad_field"),
    ],
)
def test_line_that_cannot_be_used_says_why(values: dict[str, Any], reason: str) -> None:
    with pytest.raises(BadLine) as caught:
        read_line(values)
    assert caught.value.reason == reason
    assert caught.value.detail


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"url": "turnbackhoax.id/x"}, "url"),
        ({"url": "https://a.example/" + "x" * 3_000}, "url"),
        ({"language": "Indonesia"}, "language"),
        ({"verdict": [1], "rating": "Salah"}, "verdict"),
        ({"rating": 1.5}, "rating"),
        ({"verdict": "", "rating": 1.5}, "rating"),
        ({"id": "9" * 400}, "id"),
        ({"id": 10**40}, "id"),
    ],
)
def test_bad_field_is_named_as_the_line_names_it(values: dict[str, Any], field: str) -> None:
    with pytest.raises(BadLine) as caught:
        read_line({"title": "Pajak sepeda naik", **values})
    assert caught.value.field == field
    assert caught.value.detail.startswith(f"{field}: ")


def test_fields_are_read_under_their_other_names_where_the_own_is_missing() -> None:
    values = {"title": "x", "explain": "Tidak", "rating": "Salah", "published_at": "2024", "source_name": "Cek", "y": 1}
    check = read_line(values)
    assert (check.explanation, check.verdict, check.published_on, check.publisher) == ("Tidak", "false", "2024", "Cek")
    assert unread(values) == ["y"]
    assert unread({**values, "verdict": "Benar"}) == ["rating", "y"]
