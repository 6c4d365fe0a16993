"""What the gate asks is never learned, in whatever file it stands."""

from __future__ import annotations

import pytest

pytest.importorskip("sklearn")

from nlp.evaluation import suite
from nlp.training.apart import apart_from_suite
from nlp.training.contrast import read_contrast
from nlp.training.corpus import Example, make_example


def feedback(text: str, title: str = "") -> Example:
    return make_example("feedback", "feedback", "news" if title else "post", title, text, {"sara": False}, 0)


@pytest.mark.parametrize(
    "text",
    [
        suite.cases()[0].text,
        suite.cases()[-1].text.upper(),
        suite.swaps()[0].text,
        suite.mirrors()[0].criticism + " !!",
        suite.mirrors()[0].praise,
    ],
)
def test_a_sentence_of_the_suite_is_left_out(text: str) -> None:
    own = feedback("Bupati meresmikan pasar baru.")
    assert apart_from_suite([feedback(text), own]) == [own]


def test_a_headline_of_the_suite_is_left_out_as_title_or_text() -> None:
    headline = suite.headlines()[0]
    assert apart_from_suite([feedback("", title=headline), feedback(headline)]) == []


def test_the_sentences_that_ship_are_all_learned() -> None:
    contrast = read_contrast()
    assert apart_from_suite(contrast) == contrast
