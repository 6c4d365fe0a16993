"""Tests of what Scrapy is told: its defaults are unsafe, so each safe value is asserted."""

from __future__ import annotations

from core.schemas.source import Source
from core.settings import Settings
from crawler.fetch.guard import Guard
from crawler.politeness.hosts import HostBook
from crawler.scrapy_settings import scrapy_settings


def test_scrapy_is_told_the_safe_values() -> None:
    source = Source(id="a", name="A", home_url="https://a.example/", feeds=("https://rss.a.example/x",), spacing=9.0)
    given = scrapy_settings(Settings(), [source], Guard(), 5.0, HostBook({}, 100))
    assert given["TELNETCONSOLE_ENABLED"] is False
    assert given["REMOTE_CONTROL_ENABLED"] is False
    assert given["COOKIES_ENABLED"] is False
    assert given["HTTPPROXY_ENABLED"] is False
    assert given["METAREFRESH_ENABLED"] is False
    assert given["DOWNLOAD_VERIFY_CERTIFICATES"] is True
    assert given["SUAR_UNVERIFIED_HOSTS"] == frozenset()
    door = "crawler.fetch.handler.GuardedHandler"
    assert given["DOWNLOAD_HANDLERS"] == {
        "http": door,
        "https": door,
        "data": None,
        "file": None,
        "ftp": None,
        "s3": None,
    }
    assert given["DOWNLOAD_DELAY"] == 5.0
    assert given["CONCURRENT_REQUESTS_PER_DOMAIN"] == 1
    assert given["DOWNLOAD_MAXSIZE"] == 10_000_000
    assert given["DOWNLOAD_TIMEOUT"] == 30.0
    assert given["REDIRECT_MAX_TIMES"] == 5
    assert given["JOBDIR"] is None
    assert given["TWISTED_DNS_RESOLVER"] == "crawler.fetch.resolver.GuardedResolver"
    assert given["DOWNLOAD_TLS_MIN_VERSION"] == "TLSv1.2"
    assert given["SUAR_CONNECT_TIMEOUT"] == 10.0
    assert given["URLLENGTH_LIMIT"] == 0  # the guard refuses long ones, with an outcome
    assert given["DOWNLOADER_MIDDLEWARES"]["scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware"] is None
    assert set(given["DOWNLOAD_SLOTS"]) == {"a.example", "rss.a.example"}
    assert {slot["delay"] for slot in given["DOWNLOAD_SLOTS"].values()} == {9.0}
