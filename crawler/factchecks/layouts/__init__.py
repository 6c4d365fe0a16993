"""How each outlet lays a fact-check out, for pages without ClaimReview. One file an outlet; `choose` knows them all."""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.factchecks.layouts import generic, komdigi, kompas, liputan6, tempo, turnbackhoax
from crawler.factchecks.layouts.article import Article, Layout, Told

LAYOUTS: tuple[Layout, ...] = (turnbackhoax.LAYOUT, tempo.LAYOUT, kompas.LAYOUT, liputan6.LAYOUT, komdigi.LAYOUT)


def choose(url: str) -> Layout | None:
    """Return the layout of the address's host, if it is a known outlet's. Raises: nothing."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    for layout in LAYOUTS:
        if any(host == own or host.endswith(f".{own}") for own in layout.hosts):
            return layout if not layout.path or layout.path.search(parts.path) else None
    return None


def read(article: Article, outlet: bool) -> Told | None:
    """Return what the article tells: by its host's layout, and on the pages of an `outlet` by the generic one.

    None where it is no fact-check. Raises: nothing.
    """
    layout = choose(article.url)
    if layout is not None and (told := layout.read(article)) is not None:
        return told
    return generic.read(article) if outlet else None
