"""Tests of what import drops: handles at the beginning of posts."""

from __future__ import annotations

import time

import pytest

from crawler.commands.imports import without_handles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@budi halo", "@pengguna halo"),
        ("@budi @sari_99: halo @joko", "@pengguna @pengguna: halo @joko"),
        ("RT @budi: awas", "RT @pengguna: awas"),
        ("halo @budi", "halo @budi"),
        ("surel@contoh.example", "surel@contoh.example"),
        ("", ""),
    ],
)
def test_without_handles(text: str, expected: str) -> None:
    assert without_handles(text) == expected


def test_quick_on_hostile_posts() -> None:
    started = time.perf_counter()
    without_handles("@a " * 100_000 + "@" * 100_000)
    assert time.perf_counter() - started < 0.5
