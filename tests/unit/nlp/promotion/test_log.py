"""Lines of the log of promotions follow one another, also when several are added at once."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest

from core.errors import StorageError
from nlp.promotion.log import NAME, append, read
from tests.limits import largest_file


def add_some(folder: Path, who: int) -> None:
    for number in range(10):
        append(folder, {"who": who, "number": number})


def test_lines_that_are_added_at_once_follow_one_another(tmp_path: Path) -> None:
    with ProcessPoolExecutor(3, get_context("spawn")) as pool:
        list(pool.map(partial(add_some, tmp_path), range(3)))
    assert sorted((line["who"], line["number"]) for line in read(tmp_path)) == [
        (who, number) for who in range(3) for number in range(10)
    ]


def test_a_line_that_was_changed_is_named(tmp_path: Path) -> None:
    add_some(tmp_path, 1)
    path = tmp_path / NAME
    path.write_text(path.read_text().replace('"number": 3', '"number": 4'))
    with pytest.raises(StorageError, match="line 5"):
        append(tmp_path, {})


def test_a_line_for_which_there_is_no_room_leaves_no_part(tmp_path: Path) -> None:
    add_some(tmp_path, 1)
    before = (tmp_path / NAME).read_bytes()
    with largest_file(len(before) + 100), pytest.raises(StorageError, match="cannot be written"):
        append(tmp_path, {"why": "x" * 200})
    assert (tmp_path / NAME).read_bytes() == before
    append(tmp_path, {"number": 10})
    assert len(read(tmp_path)) == 11
