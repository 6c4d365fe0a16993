"""The pieces of a word are the same numbers whether one vocabulary asks for them or two together."""

from __future__ import annotations

import pytest

from nlp.categories import pieces as module
from nlp.categories.pieces import bare_pieces, piece_ids

ONE = ("K:post", "luwu", "# l", "#lu", "#uwu")
OTHER = ("# l", "#uwu", "#wu ", "#zz")


def test_each_vocabulary_gets_its_own_numbers() -> None:
    one, other = piece_ids(ONE, OTHER)
    assert (one.first, other.first) == (2, 0)
    assert [ONE[i] for i in one["luwu"]] == ["# l", "#lu", "#uwu"]
    assert [OTHER[i] for i in other["luwu"]] == ["# l", "#uwu", "#wu "]


@pytest.mark.parametrize("word", ["luwu", "wuluwuluwu", "zzz", "tidak", "<url>"])
def test_together_is_as_alone(word: str) -> None:
    for alone, together in zip((piece_ids(ONE)[0], piece_ids(OTHER)[0]), piece_ids(ONE, OTHER), strict=True):
        assert together[word].tolist() == alone[word].tolist()
        assert together[word].dtype == "int32"


def test_a_piece_counts_as_often_as_it_stands_there() -> None:
    (ids,) = piece_ids(("#ha",))
    assert ids["haha"].tolist() == [0, 0]


def test_a_word_is_cut_once_for_both(monkeypatch: pytest.MonkeyPatch) -> None:
    cut: list[str] = []

    def watched(word: str) -> list[str]:
        cut.append(word)
        return bare_pieces(word)

    monkeypatch.setattr(module, "bare_pieces", watched)
    one, other = piece_ids(ONE, OTHER)
    assert len(one["luwu"]) == len(other["luwu"]) == len(one["luwu"]) == 3
    assert cut == ["luwu"]


def test_no_more_words_are_kept_than_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT_TOKENS", 2)
    one, other = piece_ids(ONE, OTHER)
    for word in ("luwu", "palu", "gowa", "luwu"):
        assert one[word].tolist() == piece_ids(ONE)[0][word].tolist()
        assert len(one) <= 2
        assert len(other) <= 2


def test_a_vocabulary_may_have_no_pieces_and_no_words() -> None:
    assert [ids["luwu"].tolist() for ids in piece_ids(("luwu",), ())] == [[], []]
