"""Scrapy's settings made from ours. Its defaults are unsafe in a dozen places; each is set here and tested."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from core.clock import now
from core.schemas.source import Source
from core.settings import Settings
from crawler.fetch.guard import Guard
from crawler.politeness.hosts import HostBook
from crawler.posts.platforms import hosts_of

#: Parallel requests to a host only where no spacing is asked for (benchmarks).
_CONCURRENCY_UNSPACED = 8
#: Seconds for a connection to be made; the whole request has crawl_timeout.
CONNECT_SECONDS = 10.0
_DOOR = "crawler.fetch.handler.GuardedHandler"


def scrapy_settings(
    settings: Settings, sources: Iterable[Source], guard: Guard, spacing: float, book: HostBook
) -> dict[str, Any]:
    """Return the settings for one crawl of these sources; `spacing` is the default between two requests to a host."""
    sources = tuple(sources)
    slots, today = _slots(sources, spacing), now().date()
    return {
        "SUAR_GUARD": guard,
        "SUAR_HOSTS": book,
        "DOWNLOADER": "crawler.politeness.spacing.SpacedDownloader",
        "USER_AGENT": settings.crawl_user_agent,
        "ROBOTSTXT_OBEY": False,  # our own gate obeys it, and stricter
        "DOWNLOADER_MIDDLEWARES": {
            "crawler.fetch.gate.Gate": 50,
            "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
        },
        "TWISTED_DNS_RESOLVER": "crawler.fetch.resolver.GuardedResolver",
        "DNS_TIMEOUT": 5,
        "REACTOR_THREADPOOL_MAXSIZE": 32,  # look-ups that hang must not hold up those of other hosts
        "SUAR_CONNECT_TIMEOUT": min(CONNECT_SECONDS, settings.crawl_timeout),
        "DOWNLOAD_DELAY": spacing,
        "DOWNLOAD_DELAY_JITTER": 0,
        "DOWNLOAD_SLOTS": slots,
        "CONCURRENT_REQUESTS": max(32, 4 * len(slots)),
        # Also how many connections a host keeps open; the slots decide how many are used at once.
        "CONCURRENT_REQUESTS_PER_DOMAIN": max([slot["concurrency"] for slot in slots.values()], default=1),
        "CONCURRENT_ITEMS": 4,  # 100 tasks are made for every response otherwise
        "DOWNLOAD_TIMEOUT": settings.crawl_timeout,
        "DOWNLOAD_MAXSIZE": settings.crawl_max_bytes,
        "SUAR_PAGE_BYTES": settings.crawl_max_page_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_HANDLERS": {"http": _DOOR, "https": _DOOR, "data": None, "file": None, "ftp": None, "s3": None},
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "SUAR_UNVERIFIED_HOSTS": frozenset(host for source in sources for host in source.unverified_hosts(today)),
        "DOWNLOAD_TLS_MIN_VERSION": "TLSv1.2",
        "REDIRECT_MAX_TIMES": 5,  # of robots.txt only; pages are followed by the spider
        "METAREFRESH_ENABLED": False,
        "RETRY_TIMES": 2,
        # A timeout is tried again by the next run: three times 30 s would hold up the host's other pages.
        "RETRY_EXCEPTIONS": ["scrapy.exceptions.DownloadFailedError", "scrapy.exceptions.ResponseDataLossError"],
        "RETRY_HTTP_CODES": [500, 502, 504, 522, 524, 408],
        "RETRY_GIVE_UP_LOG_LEVEL": "DEBUG",
        "COOKIES_ENABLED": False,
        "HTTPPROXY_ENABLED": False,
        "HTTPCACHE_ENABLED": False,
        "REFERER_ENABLED": False,
        "URLLENGTH_LIMIT": 0,  # it drops requests without a word; the guard refuses them with an outcome
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "MEMUSAGE_ENABLED": False,
        "LOGSTATS_INTERVAL": 0,
        "STATS_DUMP": False,
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",  # newest first, as the feeds list them
        "JOBDIR": None,
        "EXTENSIONS": {"scrapy.extensions.corestats.CoreStats": None},
        "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
    }


def _slots(sources: Iterable[Source], default: float) -> dict[str, dict[str, Any]]:
    slots: dict[str, dict[str, Any]] = {}
    for source in sources:
        spacing = default if source.spacing is None else source.spacing
        urls = (source.home_url, *source.feeds, *source.sitemaps, *(section.url for section in source.sections))
        for host in {urlsplit(url).hostname for url in urls if url} | set(source.hosts) | hosts_of(source):
            if host:
                concurrency = 1 if spacing else _CONCURRENCY_UNSPACED
                slots[host] = {"delay": spacing, "concurrency": concurrency, "jitter": 0}
    return slots
