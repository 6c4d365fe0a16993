"""Tests that crawling is off, with a clear error, when the library is not the one that was hooked."""

from __future__ import annotations

from typing import Any

import pytest
import scrapy
from scrapy.core.downloader.handlers import http11
from scrapy.settings import default_settings

from core.errors import ConfigError
from core.settings import Settings
from crawler.engine import Engine
from crawler.fetch import connection
from crawler.fetch.guard import Guard
from crawler.fetch.hooks import check_hooks
from crawler.politeness.hosts import HostBook


def test_the_installed_scrapy_can_be_guarded() -> None:
    check_hooks()
    check_hooks()


def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scrapy, "__version__", "2.20.0")
    with pytest.raises(ConfigError, match=r"version 2\.20\.0.*Install scrapy 2\.19"):
        check_hooks()


@pytest.mark.parametrize(
    "name",
    ["_LenientHTTPClientParser", "_LenientHTTP11ClientProtocol", "_LenientHTTP11ClientFactory", "_ScrapyAgent"],
)
def test_a_missing_class_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delattr(http11, name)
    with pytest.raises(ConfigError, match=f"{name}.* is missing"):
        check_hooks()


def test_other_parameters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http11._ScrapyAgent, "_get_agent", lambda self, request: None)
    with pytest.raises(ConfigError, match="takes other parameters"):
        check_hooks()


def test_a_scrapy_without_our_resolver_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(default_settings, "TWISTED_DNS_RESOLVER")
    with pytest.raises(ConfigError, match="resolver"):
        check_hooks()


def test_a_cap_that_does_not_cap_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    received = http11._LenientHTTPClientParser.lineReceived

    def uncounted(self: Any, line: bytes) -> None:
        received(self, line)

    monkeypatch.setattr(connection.CappedParser, "lineReceived", uncounted)
    with pytest.raises(ConfigError, match="cap on response headers"):
        check_hooks()


def test_the_engine_does_not_start_without_the_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(http11, "_LenientHTTPClientParser")
    with pytest.raises(ConfigError, match="does not crawl"):
        Engine(Settings(), [], Guard(), HostBook({}, 10), 1.0, lambda: None)
