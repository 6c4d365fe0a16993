"""Regions in titles: the longest name, which of two of one name, and what lies within what."""

from __future__ import annotations

import pytest

from core.regions.tree import load_tree
from nlp.claims.located import elsewhere, regions_in
from nlp.claims.shortened import written_out
from nlp.claims.words import words_of


def named(text: str) -> list[set[str]]:
    tree = load_tree()
    return [{tree.display(code) for code in one.codes} for one in regions_in(written_out(words_of(text, 400)), text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pilkada Papua Barat Daya ditunda", [{"Papua Barat Daya"}]),
        ("Bupati Bandung Barat", [{"Kab. Bandung Barat"}]),
        ("banjir di Malang", [{"Kab. Malang", "Kota Malang"}]),
        ("banjir di Kota Malang", [{"Kota Malang"}]),
        ("Pemkab Malang", [{"Kab. Malang"}]),
        ("Wali Kota Jember", [{"Kab. Jember"}]),
        ("gempa di Kalsel", [{"Kalimantan Selatan"}]),
        ("Israel menyerang Iran", []),
    ],
)
def test_regions_are_read(text: str, expected: list[set[str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ("Papua Barat", "Papua Barat Daya", True),
        ("Kota Malang", "Kabupaten Malang", True),
        ("Bandung", "Bandung Barat", True),
        ("Maluku", "Maluku Utara", True),
        ("Medan", "Surabaya", True),
        ("Malang", "Kabupaten Malang", False),
        ("Lampung", "Lampung Utara", False),
        ("Papua", "Papua Tengah", False),
        ("Surabaya, Jawa Timur", "Surabaya", False),
        ("Jatim", "Jawa Timur", False),
    ],
)
def test_what_cannot_be_one_region(first: str, second: str, apart: bool) -> None:
    sides = [regions_in(written_out(words_of(text, 400)), text) for text in (first, second)]
    assert [bool(one) for one in elsewhere(*sides)] == [apart, apart]
    assert [bool(one) for one in elsewhere(*sides[::-1])] == [apart, apart]
