"""How the outlets build their pages: one module a style, each modelled on habits seen at Indonesian outlets."""

from __future__ import annotations

from collections.abc import Callable

from crawler.newsroom.content import Style
from crawler.newsroom.markup import Page
from crawler.newsroom.styles import agency, blog, longread, network, portal, tabloid

STYLES: dict[Style, Callable[[Page], str]] = {
    "tabloid": tabloid.render,
    "agency": agency.render,
    "longread": longread.render,
    "network": network.render,
    "blog": blog.render,
    "portal": portal.render,
}


def render(page: Page) -> str:
    """Return the article's page in the style of its outlet."""
    return STYLES[page.outlet.style](page)
