"""Finds where an article of several pages goes on: a view of all of it, or the next page. Pure.

Believed is only a link to the article's own path: `?page=2`, `/2`, `?page=all`. Lists and comments have other ones.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urljoin, urlsplit

from crawler.discover.tree_links import base_of

_PAGE_NAMES = ("page", "halaman", "hal", "pg")
_ALL = {("page", "all"), ("page", "semua"), ("showpage", "all"), ("single", "1"), ("view", "all")}
_NUMBERED = re.compile(r"^(.*?)/(?:page/|halaman/)?(\d{1,2})/?$")
_MAX_ADDRESS = 2_000
#: A longer link to the article's path holds the last part of it; a shorter one may stand beside it (`2`, `halaman/3`).
#: To join and cut every link of a page took a quarter of the time of reading it (2026-11-28).
_SHORT = 20


class Paging(NamedTuple):
    """Addresses as the page gives them; empty where there is none."""

    whole: str = ""
    following: str = ""


def find_paging(tree: Any, url: str) -> Paging:
    """Return where the article at `url` is shown whole, and where its next page is. Raises: nothing."""
    if not url:
        return Paging()
    stem, number = _place(url)
    slug = stem.rpartition("/")[2]
    base, whole, following = base_of(tree, url), "", ""
    for node in tree.iter("a", "link"):
        href = (node.get("href") or "").strip()
        if not href or len(href) > _MAX_ADDRESS or href.startswith("#"):
            continue
        if slug not in href and len(href) > _SHORT and not href.startswith("?"):
            continue
        try:
            address = urljoin(base, href).partition("#")[0]
            there, page = _place(address)
            shows_all = _shows_all(address, stem)
        except ValueError:
            continue
        if shows_all:
            whole = whole or address
        elif there == stem and page == number + 1:
            following = following or address
    return Paging("" if _shows_all(url, stem) else whole, following)


def _place(url: str) -> tuple[str, int]:
    """Return host and path of the article, and the number of its page."""
    parts = urlsplit(url)
    host, path = (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")
    for name, value in parse_qsl(parts.query):
        if name.lower() in _PAGE_NAMES and value.isdigit() and len(value) < 3:
            return host + path, int(value)
    numbered = _NUMBERED.match(path)
    if numbered is not None and "-" in numbered.group(1).rpartition("/")[2]:  # `/berita/17` is an article itself
        return host + numbered.group(1), int(numbered.group(2))
    return host + path, 1


def _shows_all(url: str, stem: str) -> bool:
    parts = urlsplit(url)
    place = (parts.hostname or "").removeprefix("www.") + parts.path.rstrip("/")
    if place in (f"{stem}/all", f"{stem}/semua"):
        return True
    return place == stem and any((name.lower(), value.lower()) in _ALL for name, value in parse_qsl(parts.query))
