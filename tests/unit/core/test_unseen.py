from __future__ import annotations

import pytest

from core.unseen import is_readable, is_unseen


@pytest.mark.parametrize("text", ["", " \n", "\u200b\u200d", "\u0301", "\u3164\u2800", "\x00\x07", "\ue000"])
def test_nothing_is_seen(text: str) -> None:
    assert not is_readable(text)


@pytest.mark.parametrize("text", ["a", "?", "\u200bá", "e\u0301", "😀", "会", "٣"])
def test_something_is_seen(text: str) -> None:
    assert is_readable(text)


def test_white_space_parts_words_and_is_no_unseen_character() -> None:
    assert not any(map(is_unseen, " \t\n\u00a0\u2003"))
    assert all(map(is_unseen, "\u200b\u00ad\x00\u0301\u3164"))
