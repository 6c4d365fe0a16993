"""Average linkage over the pairs that are likely at all."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from nlp.groups.issues.final import group_all, linked
from nlp.groups.issues.view import DocumentView
from nlp.groups.issues.window import CANDIDATES


def test_the_likeliest_are_joined_first_and_a_chain_is_not() -> None:
    pairs = [(0, 1, 0.9), (1, 2, 0.6), (2, 3, 0.8)]
    assert linked(5, pairs, 0.5) == [0, 0, 2, 2, 4]
    assert linked(5, pairs, 0.1) == [0, 0, 0, 0, 4]


def test_nothing_hangs_on_the_order_of_the_pairs() -> None:
    draw = random.Random(1)
    pairs = [(one, other, draw.random()) for one in range(30) for other in range(one)]
    once = linked(30, pairs, 0.5)
    draw.shuffle(pairs)
    assert linked(30, [(other, one, value) for one, other, value in pairs], 0.5) == once
    assert len(set(once)) < 30


def test_a_pair_that_was_compared_twice_counts_once() -> None:
    assert linked(3, [(0, 1, 0.6), (1, 0, 0.6), (0, 2, 0.3), (1, 2, 0.3)], 0.4) == [0, 0, 2]


def test_copies_stay_with_the_first_document() -> None:
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    views = [
        DocumentView(0, "Banjir merendam rumah di Bungoro", "", moment),
        DocumentView(1, "Harga cabai naik di pasar", "", moment),
        DocumentView(2, "Judul lain", "", moment, copy_of=0),
        DocumentView(3, "Rumah di Bungoro terendam banjir", "", moment, copy_of=None),
    ]
    assert group_all(views) == [0, 1, 0, 0]
    assert group_all([]) == []


def test_what_is_outside_the_window_does_not_keep_two_reports_apart() -> None:
    """More reports in the same words came later, each in another month, than are compared closely."""
    moment = datetime(2026, 1, 10, tzinfo=UTC)
    title = "Banjir rob rendam Pekalongan Utara, ribuan warga mengungsi"
    first = [DocumentView(number, title, "", moment + timedelta(hours=number)) for number in range(2)]
    later = [DocumentView(2 + n, title, "", moment + timedelta(days=30 + 8 * n)) for n in range(2 * CANDIDATES)]
    assert group_all([*first, *later])[:3] == [0, 0, 2]
