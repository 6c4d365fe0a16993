"""What was read of two fact-checks stands in place of what the likeness of their titles says."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import BadInput
from nlp.training.claims import twins
from nlp.training.claims.twins import correct

#: One source repeats the id `k2`.
IDS = ["b1", "k2", "k2", "k3"]


@pytest.fixture
def tables(own_configs: Path) -> tuple[Path, Path]:
    pairs, found = own_configs / twins.PAIRS, own_configs / twins.FOUND
    pairs.write_text("# head\n")
    found.write_text("# head\n")
    return pairs, found


def test_labels_of_both_tables_correct_what_likeness_says(tables: tuple[Path, Path]) -> None:
    pairs, found = tables
    pairs.write_text("b1\tk3\t0\n")
    found.write_text("b1\tk2\t1\nb9\tk3\t1\n")
    same, maybe = {0: {3}, 3: {0}}, {0: {1, 2}, 1: {0}, 2: {0}}
    correct(same, maybe, IDS)
    assert same == {0: {1, 2}, 1: {0}, 2: {0}, 3: set()}
    assert not any(maybe.values())


def test_what_was_left_undecided_counts_neither_way(tables: tuple[Path, Path]) -> None:
    tables[1].write_text("k3\tb1\t2\n")
    same, maybe = {0: {3}, 3: {0}}, dict[int, set[int]]()
    correct(same, maybe, IDS)
    assert same == {0: set(), 3: set()}
    assert maybe == {0: {3}, 3: {0}}


def test_a_line_of_another_form_is_named(tables: tuple[Path, Path]) -> None:
    tables[1].write_text("b1\tk2\tyes\n")
    with pytest.raises(BadInput, match=r"twins\.tsv, line 1"):
        correct({}, {}, IDS)
