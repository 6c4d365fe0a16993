"""The word lists of configs/lexicon: what they say, and what is said when one is missing or wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core import lexicon
from core.errors import ConfigError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder in the place of configs/lexicon."""
    lists = (lexicon.slang, lexicon.protected, lexicon.known_words)
    for one in lists:
        one.cache_clear()
    monkeypatch.setattr(lexicon, "_folder", lambda: tmp_path)
    yield tmp_path
    for one in lists:
        one.cache_clear()


def test_a_list_that_was_edited_has_another_mark(folder: Path) -> None:
    (folder / "a.txt").write_text("satu\n")
    (folder / "b.txt").write_text("dua\n")
    before = lexicon.mark_of("a.txt", "b.txt")
    assert before != lexicon.mark_of("b.txt", "a.txt")
    (folder / "b.txt").write_text("dua tiga\n")
    assert lexicon.mark_of("a.txt", "b.txt") != before
    with pytest.raises(ConfigError, match=r"c\.txt"):
        lexicon.mark_of("c.txt")


def test_a_spelling_stands_for_its_word() -> None:
    assert lexicon.full_spelling("gak") == "tidak"
    assert lexicon.full_spelling("rapat") == "rapat"


def test_no_word_is_a_spelling_of_another() -> None:
    slang = lexicon.slang()
    assert len(slang) >= 500
    assert not set(slang) & set(slang.values())
    assert all(spelling == spelling.lower() and spelling.isalnum() for spelling in slang)


def test_what_is_as_often_something_else_is_no_spelling() -> None:
    assert not {"dr", "km", "pd", "bpk", "sby", "bri", "kk", "kta", "smg"} & set(lexicon.slang())


def test_protected_words_are_known() -> None:
    assert "pemilu" in lexicon.protected() <= lexicon.known_words()


@pytest.mark.parametrize("line", ["tidak gak", "tidak juga: gak", "tidak: gak\nenggan: gak"])
def test_a_wrong_line_is_named(folder: Path, line: str) -> None:
    (folder / "slang.txt").write_text(line, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"slang\.txt"):
        lexicon.slang()


def test_a_missing_list_is_named(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"protected\.txt cannot be read"):
        lexicon.protected()
