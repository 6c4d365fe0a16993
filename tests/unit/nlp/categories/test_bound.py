"""An answer about groups lies no further above that for the masked text than there is room."""

from __future__ import annotations

import pytest

from nlp.categories.bound import bound


def test_a_name_raises_an_answer_by_its_room_at_most() -> None:
    margins = {"sara": 3.0, "sara@said": -2.0, "klaim": 1.0}
    assert bound(margins, {"sara": 1.5}) == {"sara"}
    assert margins == {"sara": -0.5, "klaim": 1.0}


def test_what_the_words_say_by_themselves_stays() -> None:
    margins = {"sara": 3.0, "sara@said": 2.0}
    assert bound(margins, {"sara": 1.5}) == frozenset()
    assert margins == {"sara": 3.0}


def test_without_room_nothing_is_bounded_and_without_an_answer_nothing_is_said() -> None:
    margins = {"sara": 3.0}
    assert bound(margins, {}) == frozenset()
    with pytest.raises(KeyError):
        bound(margins, {"sara": 1.0})
