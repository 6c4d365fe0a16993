"""The network is asked again without the places that it names itself, and masked tokens hand their share on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from nlp.categories.precise.network import Answer, Logits
from nlp.categories.precise.occlusion import WIDTH, WINDOWS, Occlusion, occlude, spread, strongest, token_parts, without
from nlp.categories.precise.reading import Reading, read
from nlp.text.normalise import normalise
from nlp.text.tokens import tokenise


class Counting:
    """Its one logit is how often `kunci` stands in the text."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def logits(self, texts: list[str]) -> Logits:
        self.asked += texts
        return np.array([[text.split().count("kunci")] for text in texts], np.float32)


def occlusion(text: str, named: Sequence[int] = ()) -> Occlusion:
    """Return the occlusion of a text whose pieces are its words; the network names the places `named`."""
    reading = read("post", (), tokenise(normalise(text)))
    places = [(0, 0), (0, 7), (8, 9), *reading.spans, (0, 0)]  # the marks around, and what kind of text it is
    parts = np.zeros((len(places), 1), np.float32)
    parts[[3 + place for place in named]] = 0.5
    whole = np.array([reading.text.split().count("kunci")], np.float32)
    return Occlusion(reading, [0], Answer(whole, parts, places))


@pytest.mark.parametrize("place", [0, 7, 15])
def test_the_word_that_counts_gets_the_share(place: int) -> None:
    words = ["biasa"] * 16
    words[place] = "kunci"
    one, network = occlusion(" ".join(words), [place, 4]), Counting()
    occlude(network, [one])  # type: ignore[arg-type]
    assert one.shares()[0, place] == pytest.approx(1.0, abs=1e-4)
    assert one.shares().sum() == pytest.approx(1.0)
    assert len(network.asked) == WINDOWS


def test_a_named_place_that_changes_nothing_has_no_share() -> None:
    one = occlusion("biasa " * 20 + "kunci", [3])
    occlude(Counting(), [one])  # type: ignore[arg-type]
    assert one.shares()[0, 3] == 0


def test_where_no_word_is_named_all_of_a_window_share() -> None:
    one = occlusion("kunci biasa biasa")
    occlude(Counting(), [one])  # type: ignore[arg-type]
    assert one.shares()[0].tolist() == pytest.approx([1 / WIDTH] * WIDTH)


def test_documents_are_asked_together_and_do_not_mix() -> None:
    several = [
        occlusion("kunci"),
        occlusion("biasa kunci biasa", [1]),
        occlusion("satu dua tiga empat lima kunci", [5]),
    ]
    network = Counting()
    occlude(network, several)  # type: ignore[arg-type]
    assert [one.shares()[0].sum() > 0 for one in several] == [True] * 3
    assert len(network.asked) == 1 + 1 + 2


def test_a_cut_text_is_searched_where_it_was_read() -> None:
    one = occlusion("satu dua tiga empat lima enam")
    cut = Occlusion(one.reading, [0], Answer(one.answer.logits, one.answer.parts[:5], one.answer.places[:5]))
    assert token_parts(cut.reading, cut.answer).shape == (2, 1)
    assert cut.windows() == [(0, 2)]


def test_outputs_take_turns() -> None:
    one = occlusion(" ".join(["biasa"] * 30))
    parts = np.zeros((len(one.answer.places), 2), np.float32)
    parts[[5, 10, 15, 20, 25], 0] = 5, 4, 3, 2, 1
    parts[28, 1] = 1
    both = Occlusion(one.reading, [0, 1], Answer(np.zeros(2, np.float32), parts, one.answer.places))
    windows = both.windows()
    assert len(windows) == WINDOWS
    assert any(start <= 25 < end for start, end in windows[:2])


@pytest.mark.parametrize("count", [0, 1, 2, 5, 90])
def test_windows_do_not_overlap(count: int) -> None:
    windows = sorted(strongest(np.random.default_rng(count).normal(size=count).astype(np.float32)))
    assert all(before[1] <= after[0] for before, after in pairwise(windows))
    assert all(0 <= start < end <= count for start, end in windows)
    assert bool(windows) is bool(count)


def test_leaving_out_leaves_the_rest() -> None:
    reading = read("post", (), tokenise(normalise("satu dua tiga empat")))
    assert without(reading, 1, 3) == "kiriman : satu empat"
    assert without(reading, 0, 4).strip() == "kiriman :"


def test_the_share_of_a_group_goes_to_the_words_that_name_it() -> None:
    tokens = tokenise(normalise("usir umat hindu itu"))
    reading: Reading = read("post", (), tokens)
    assert len(reading.body) == 3
    shares = spread(np.array([1.0, 4.0, 0.5], np.float32), reading, 0, [(t.start, t.end) for t in tokens])
    assert shares.tolist() == [1.0, 2.0, 2.0, 0.5]
