"""An answer about groups lies no further above that for the masked text than there is room, and not below it."""

from __future__ import annotations

import pytest

from nlp.categories.bound import bound


def test_a_name_raises_an_answer_by_its_room_at_most() -> None:
    margins = {"sara": 3.0, "sara@said": -2.0, "klaim": 1.0}
    assert bound(margins, {"sara": 1.5}, named=True) == {"sara"}
    assert margins == {"sara": -0.5, "klaim": 1.0}


def test_what_the_words_say_by_themselves_stays() -> None:
    margins = {"sara": 3.0, "sara@said": 2.0}
    assert bound(margins, {"sara": 1.5}, named=True) == frozenset()
    assert margins == {"sara": 3.0}


def test_a_name_that_seldom_stands_in_quarrels_lowers_no_answer() -> None:
    margins = {"sara": -3.0, "sara@said": -0.5}
    assert bound(margins, {"sara": 1.5}, named=True) == {"sara"}
    assert margins == {"sara": -0.5}


def test_room_below_what_is_said_comes_first() -> None:
    margins = {"sara": -3.0, "sara@said": -0.5}
    assert bound(margins, {"sara": -1.0}, named=True) == {"sara"}
    assert margins == {"sara": -1.5}


def test_a_text_without_a_name_is_bounded_from_above_alone() -> None:
    margins = {"sara": -3.0, "sara@said": -0.5}
    assert bound(margins, {"sara": 1.5}, named=False) == frozenset()
    assert margins == {"sara": -3.0}


def test_without_room_nothing_is_bounded_and_without_an_answer_nothing_is_said() -> None:
    margins = {"sara": 3.0}
    assert bound(margins, {}, named=True) == frozenset()
    with pytest.raises(KeyError):
        bound(margins, {"sara": 1.0}, named=True)
