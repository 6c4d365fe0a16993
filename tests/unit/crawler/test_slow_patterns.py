"""Patterns that never end are told from harmless ones."""

from __future__ import annotations

import pytest

from crawler.slow_patterns import slow_part


@pytest.mark.parametrize(
    ("pattern", "part"),
    [
        ("(a+)+$", "(a+)+"),
        (r"x\.example/(?:[a-z0-9]+-?)+/\d+$", "(?:[a-z0-9]+-?)+"),
        (r"x\.example/(\w+|\d)*/$", r"(\w+|\d)*"),
        (r"^/(([a-z]+)*)*$", "([a-z]+)*"),
        (r"(?:berita|berita)*$", "(?:berita|berita)*"),
        (r"[](](?:\d+){2,}x", r"(?:\d+){2,}"),
    ],
)
def test_a_pattern_that_never_ends_is_found(pattern: str, part: str) -> None:
    assert slow_part(pattern) == part


@pytest.mark.parametrize(
    "pattern",
    [
        r"rri\.co\.id/(?:[a-z-]+/)?daerah/\d+/",
        r"x\.example(?:/[a-z0-9-]+)+/\d+$",
        r"x\.example/(?:[a-z]+-)+\d{4,}$",
        r"x\.example/\d{4}/\d{2}/\d{2}/[\w-]+$",
        r"[(a+)+]\(b+\)+",
        "(",
        r"(a)(\1+)+",
        "",
    ],
)
def test_harmless_patterns_pass(pattern: str) -> None:
    assert slow_part(pattern) is None
