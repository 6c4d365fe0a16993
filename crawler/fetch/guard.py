"""The address policy of one crawl, which remembers the hosts it refused. Only `--demo` may fetch the newsroom."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from core.net.addresses import DEMO_NETWORK, AddressPolicy


class Guard(AddressPolicy):
    """Decides about URLs and addresses."""

    def __init__(self, *, demo: bool = False) -> None:
        super().__init__(*([DEMO_NETWORK] if demo else []))
        self.demo = demo
        self.refused_hosts: set[str] = set()

    def __deepcopy__(self, memo: dict[int, Any]) -> Guard:
        """Return itself: Scrapy copies its settings, and there is one guard for each crawl."""
        return self

    def refused(self, url: str) -> bool:
        """Return whether the host of the URL stood for an address that must not be dialled."""
        return (urlsplit(url).hostname or "") in self.refused_hosts
