"""Hashtags that ask for reach are no words; the same words without the mark are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.errors import ConfigError
from nlp.text import reach
from nlp.text.normalise import normalise
from nlp.text.reach import read_tokens


@pytest.fixture(autouse=True)
def _forget_the_list() -> Iterator[None]:
    reach._tags.cache_clear()
    yield
    reach._tags.cache_clear()


def forms(text: str) -> list[str]:
    return [token.form for token in read_tokens(normalise(text))]


@pytest.mark.parametrize("tags", ["#fyp #viral", "#FYP#Viral", "#f\u200byp", "#\uff56\uff49\uff52\uff41\uff4c"])
def test_tags_for_reach_are_no_words(tags: str) -> None:
    assert forms(f"doa pagi {tags}") == ["doa", "pagi"]


def test_the_word_and_other_tags_stay() -> None:
    assert forms("video itu viral #banjir") == ["video", "itu", "viral", "banjir"]
    assert forms("viral") == ["viral"]  # at the very start nothing stands before it


def test_tokens_keep_their_places() -> None:
    text = normalise("#fyp doa")
    assert [text.text[one.start : one.end] for one in read_tokens(text)] == ["doa"]


def test_a_missing_list_leaves_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "LIST", "no_such_list.txt")
    assert forms("doa #fyp") == ["doa", "fyp"]
    with pytest.raises(ConfigError):
        reach.reach_tags()
