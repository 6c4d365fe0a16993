"""Marks cut plain text at its evidence without losing, moving or inventing a character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.ui.marks import MAX_MARKS, ORDER, Piece, Span, evidence_spans, paragraphs, pieces
from core.schemas.analysis import Analysis, CategoryJudgement, Evidence, Language, RegionLink

_KINDS = st.sampled_from(ORDER)
_SPANS = st.lists(st.builds(Span, st.integers(-5, 60), st.integers(-5, 60), _KINDS), max_size=12)


def _analysis(*evidence: Evidence, places: tuple[Evidence, ...] = ()) -> Analysis:
    return Analysis(
        pipeline="test",
        language=Language(code="id", confidence=1.0),
        priority=1,
        categories={
            "klaim": CategoryJudgement(probability=0.9, decision="yes", evidence=evidence, subcategories={}),
        },
        regions=(
            RegionLink(code="73.06", name="Gowa", level="regency", role="focus", confidence=0.9, evidence=places),
        ),
    )


@given(st.text(max_size=50), _SPANS)
def test_the_pieces_are_the_text(text: str, spans: list[Span]) -> None:
    cut = pieces(text, spans)
    assert "".join(piece.text for piece in cut) == text
    assert all(piece.text for piece in cut)


@given(st.text(max_size=50), _SPANS)
def test_every_character_has_the_kinds_of_the_spans_over_it(text: str, spans: list[Span]) -> None:
    at = 0
    for piece in pieces(text, spans):
        for place in range(at, at + len(piece.text)):
            over = {span.kind for span in spans if span.start <= place < span.end}
            assert set(piece.kinds) == over
        at += len(piece.text)


def test_overlapping_spans_share_a_piece() -> None:
    assert pieces("surat suara di Gowa", [Span(0, 11, "klaim"), Span(6, 19, "region")]) == [
        Piece("surat ", ("klaim",)),
        Piece("suara", ("klaim", "region")),
        Piece(" di Gowa", ("region",)),
    ]


def test_two_spans_of_one_kind_join() -> None:
    assert pieces("abcd", [Span(0, 2, "sara"), Span(1, 4, "sara")]) == [Piece("abcd", ("sara",))]


def test_a_mark_goes_on_in_the_next_paragraph() -> None:
    lines = paragraphs("satu dua\n\ntiga", [Span(5, 14, "klaim")])
    assert lines == [[Piece("satu ", ()), Piece("dua", ("klaim",))], [Piece("tiga", ("klaim",))]]


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [(-1, 4, "surat"), (0, 99, "surat"), (5, 5, ""), (6, 2, "x"), (0, 5, "SURAT"), (40, 45, "surat")],
)
def test_evidence_that_does_not_fit_the_text_is_left_out(start: int, end: int, text: str) -> None:
    wrong = Evidence(field="text", start=start, end=end, text=text)
    assert evidence_spans(_analysis(wrong), "text", "surat suara") == []


def test_evidence_is_taken_from_its_field_with_its_kind() -> None:
    claim = Evidence(field="text", start=0, end=5, text="surat")
    place = Evidence(field="title", start=0, end=4, text="Gowa")
    found = _analysis(claim, places=(place,))
    assert evidence_spans(found, "text", "surat suara") == [Span(0, 5, "klaim")]
    assert evidence_spans(found, "title", "Gowa") == [Span(0, 4, "region")]


def test_a_flood_of_evidence_is_cut() -> None:
    text = "ab" * 2000
    flood = tuple(Evidence(field="text", start=2 * n, end=2 * n + 1, text="a") for n in range(2000))
    assert len(evidence_spans(_analysis(*flood), "text", text)) == MAX_MARKS
