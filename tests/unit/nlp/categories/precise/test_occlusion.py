"""Windows cover what was read, the second round looks closer, and masked tokens hand their share on."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.categories.precise.network import Logits
from nlp.categories.precise.occlusion import WINDOWS, Occlusion, occlude, split, spread, without
from nlp.categories.precise.reading import read
from nlp.text.normalise import normalise
from nlp.text.tokens import tokenise


class Counting:
    """Its one logit is how often `kunci` stands in the text."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def logits(self, texts: list[str]) -> Logits:
        self.asked += texts
        return np.array([[text.split().count("kunci")] for text in texts], np.float32)


def occlusion(text: str, visible: int | None = None) -> Occlusion:
    reading = read("post", (), tokenise(normalise(text)))
    whole = np.array([reading.text.split().count("kunci")], np.float32)
    return Occlusion(reading, [0], [1.0], whole, len(reading.spans) if visible is None else visible)


@pytest.mark.parametrize("place", [0, 7, 15])
def test_the_word_that_counts_gets_the_share(place: int) -> None:
    words = ["biasa"] * 16
    words[place] = "kunci"
    one, network = occlusion(" ".join(words)), Counting()
    occlude(network, [one])  # type: ignore[arg-type]
    assert one.shares()[0].argmax() == place
    assert one.shares().sum() == pytest.approx(1.0)
    assert len(network.asked) == 2 * WINDOWS


def test_documents_are_asked_together_and_do_not_mix() -> None:
    several = [occlusion("kunci"), occlusion("biasa kunci biasa"), occlusion("satu dua tiga empat lima kunci")]
    occlude(Counting(), several)  # type: ignore[arg-type]
    assert [int(one.shares()[0].argmax()) for one in several] == [0, 1, 5]


def test_only_what_was_read_is_left_out() -> None:
    one = occlusion("kunci biasa biasa biasa kunci", visible=4)
    occlude(Counting(), [one])  # type: ignore[arg-type]
    assert one.shares()[0].tolist() == [1.0, 0.0, 0.0, 0.0, 0.0]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (0, 1), (3, 6), (0, 90)])
def test_windows_cover_everything_once(start: int, end: int) -> None:
    windows = split(start, end)
    assert [token for a, b in windows for token in range(a, b)] == list(range(start, end))
    assert len(windows) <= WINDOWS


def test_leaving_out_leaves_the_rest() -> None:
    reading = read("post", (), tokenise(normalise("satu dua tiga empat")))
    assert without(reading, 1, 3) == "kiriman : satu empat"
    assert without(reading, 0, 4).strip() == "kiriman :"


def test_the_share_of_a_group_goes_to_the_words_that_name_it() -> None:
    tokens = tokenise(normalise("usir umat hindu itu"))
    reading = read("post", (), tokens)
    assert len(reading.body) == 3
    shares = spread(np.array([1.0, 4.0, 0.5], np.float32), reading, 0, [(t.start, t.end) for t in tokens])
    assert shares.tolist() == [1.0, 2.0, 2.0, 0.5]
