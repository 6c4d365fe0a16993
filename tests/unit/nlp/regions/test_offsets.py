"""Evidence points at the very words, whatever the text; hostile text stays cheap."""

from __future__ import annotations

import time
from itertools import cycle, islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.schemas.document import Document
from nlp.regions import link_regions
from nlp.regions.fold import Field

NAMES = ["Makassar", "Kota Bandung", "Bupati Luwu", "PAPUA", "jawa timur", "Kec. Manggala", "#JatimResik", "Toli-Toli"]
NOISE = st.text(alphabet=st.sampled_from(list("aZ9 .,-\n\t#@/İßﬁ…²\u200b\u00ad\u0301\u00a0😀中ا")), max_size=12)


def check(document: Document) -> None:
    for link in link_regions(document):
        assert link.evidence
        for span in link.evidence:
            field = document.title if span.field == "title" else document.text
            assert field[span.start : span.end] == span.text
            assert span.text.strip() == span.text != ""


@given(st.lists(st.one_of(NOISE, st.sampled_from(NAMES)), max_size=12), st.sampled_from(["news", "post"]))
@settings(max_examples=300, deadline=None)
def test_evidence_is_the_slice(parts: list[str], kind: str) -> None:
    text = " ".join(parts)
    check(Document.model_validate({"id": "1", "kind": kind, "title": text[:40], "text": text}))


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_answered(text: str) -> None:
    check(Document(id="1", text=text, title=text))


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_every_folded_letter_knows_its_origin(text: str) -> None:
    field = Field("text", text)
    for index in range(1, len(field.folded) - 1):
        start, end = field.span(index, index + 1)
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "-" * 1_000_000,
        "a-" * 500_000,
        "@" * 1_000_000,
        "#aA" * 300_000,
        "http://" * 140_000,
        "makassar.com" * 80_000,
        "Z\u0351\u0352\u0353" * 250_000,
        "Kota Bandung, " * 70_000,
        "Kab. " * 200_000,
        "\u200b" * 1_000_000,
        ". " * 500_000,
        ".com" * 250_000,
    ],
    ids=lambda t: t[:8],
)
def test_a_megabyte_of_nonsense_is_answered_in_time(text: str) -> None:
    begun = time.process_time()
    check(Document(id="1", text=text, title=text[:100_000]))
    assert time.process_time() - begun < 5.0


def test_a_text_that_names_hundreds_of_regions_is_bounded() -> None:
    from core.regions.tree import load_tree

    names = [region.name for region in load_tree().regencies()]
    text = ", ".join(islice(cycle(names), 2000))
    begun = time.process_time()
    links = link_regions(Document(id="1", text=text))
    assert time.process_time() - begun < 2.0
    assert 200 < len(links) <= 514


def test_unusual_values_are_answered() -> None:
    assert link_regions(Document(id="1", text="")) == ()
    assert link_regions(Document(id="1", text="\x00\ud800 Makassar"))[0].code == "73.71"
    assert link_regions(Document(id="1", text="Banjir", source_region="99.99")) == ()
