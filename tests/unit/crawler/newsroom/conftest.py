"""The newsroom's content, read once for all tests here."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.newsroom.breakage import Broken, load_broken
from crawler.newsroom.content import Content, load_content
from crawler.newsroom.site import Site

#: A Friday, 13:30 in Jakarta, 14:30 in Makassar, 15:30 in Jayapura.
ANCHOR = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def content() -> Content:
    return load_content()


@pytest.fixture(scope="session")
def broken() -> tuple[Broken, ...]:
    return load_broken()


@pytest.fixture
def sites(content: Content, broken: tuple[Broken, ...]) -> list[Site]:
    return [
        Site(outlet, content.of(outlet.id), [one for one in broken if one.outlet == outlet.id], 8790, ANCHOR)
        for outlet in content.outlets
    ]
