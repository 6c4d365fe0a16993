"""Marks lie on the original text, by stem."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.search.highlight import EXCERPT, MAX_MARKS, excerpt, find
from core.search.query import Term, parse


def _marked(text: str, query: str) -> list[str]:
    marks = find("text", text, parse(query).wanted)
    assert all(text[mark.start : mark.end] == mark.text for mark in marks)
    return [mark.text for mark in marks]


def test_marks_every_form_of_the_word() -> None:
    assert _marked("Warga membangun pos. Pembangunan itu cepat.", "pembangunan") == ["membangun", "Pembangunan"]


def test_marks_a_phrase_only_as_a_whole() -> None:
    assert _marked("Kota itu punya wali. Wali Kota hadir.", '"wali kota"') == ["Wali Kota"]


def test_marks_the_longer_phrase_where_two_begin_alike() -> None:
    assert _marked("Wali Kota hadir", 'wali "wali kota"') == ["Wali Kota"]


def test_offsets_count_code_points() -> None:
    assert _marked("🙂🙂 banjir 🌊 Banjir", "banjir") == ["banjir", "Banjir"]


def test_marks_are_limited() -> None:
    assert len(_marked("banjir " * 500, "banjir")) == MAX_MARKS


def test_the_excerpt_holds_the_first_mark() -> None:
    text = "kata " * 200 + "banjir " + "kata " * 200
    marks = find("text", text, parse("banjir").wanted)
    shown = excerpt(text, marks)
    assert len(shown.text) <= EXCERPT
    assert text[shown.start : shown.start + len(shown.text)] == shown.text
    assert "banjir" in shown.text


def test_the_excerpt_of_a_text_without_marks_is_its_beginning() -> None:
    assert excerpt("pendek", []) == excerpt("pendek", ())
    assert excerpt("pendek", []).text == "pendek"


@given(st.text(max_size=300), st.lists(st.sampled_from(["a", "b", "banjir"]), min_size=1, max_size=3))
def test_spans_are_ordered_and_true_to_any_text(text: str, stems: list[str]) -> None:
    marks = find("text", f"{text} banjir a b {text}", [Term(tuple(stems))])
    ends = [0]
    for mark in marks:
        assert ends[-1] <= mark.start < mark.end
        ends.append(mark.end)
    shown = excerpt(f"{text} banjir a b {text}", marks)
    assert len(shown.text) <= EXCERPT
