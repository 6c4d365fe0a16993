"""The planted broken things: what they are, where they are listed and how each is served."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from pydantic import Field

from core.paths import data_dir
from core.schemas.document import Frozen
from crawler.newsroom import answer
from crawler.newsroom.answer import Answer
from crawler.newsroom.content import Section, load_entries
from crawler.newsroom.markup import Page, list_page, shell
from crawler.newsroom.styles import render

Kind = Literal[
    "no_text", "missing", "error", "pdf", "disallowed", "redirect", "truncated", "charset", "html_feed", "empty_feed"
]

#: Where each outlet's second feed stands, when a broken one is planted.
SECOND_FEED = "/feed/kedua"
#: What every outlet's robots.txt forbids; one article is listed there on purpose.
DISALLOWED = "/khusus/"

_PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + bytes(range(256)) * 8 + b"\n%%EOF\n"


class Broken(Frozen):
    """One broken page or feed and the outcomes of the ledger that are right for it."""

    outlet: str
    slug: str
    kind: Kind
    title: str
    expected: tuple[str, ...]
    days: int = Field(-1, le=0)
    time: str = "06:00"
    section: Section = "daerah"
    body: str = ""
    target: str | None = None

    @property
    def key(self) -> str:
        """The name of the broken thing in tables of planted things."""
        return f"{self.outlet}/{self.slug}"

    @property
    def is_feed(self) -> bool:
        """Whether it is a feed rather than a page."""
        return self.kind in ("html_feed", "empty_feed")


def load_broken(folder: Path | None = None) -> tuple[Broken, ...]:
    """Return the planted broken things.

    Raises: ConfigError naming the file and what is wrong with it.
    """
    return load_entries((folder or data_dir("configs") / "newsroom") / "broken.toml", "broken", Broken)


def serve_page(broken: Broken, page: Page, target: str | None) -> Answer:
    """Return what is answered instead of a sound article page; `target` is where a redirect leads."""
    return _PAGES[broken.kind](page, target or page.base)


def serve_feed(broken: Broken, page: Page) -> Answer:
    """Return what is answered instead of a sound second feed."""
    if broken.kind == "html_feed":
        return answer.html(list_page(page.outlet, page.base, "Halaman tidak tersedia", []))
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>Umpan kosong</title><link>{page.base}/</link><description>Media rekaan</description></channel></rss>\n"
    )
    return answer.xml(text, "application/rss+xml")


def _missing(page: Page, _target: str) -> Answer:
    return Answer(404, list_page(page.outlet, page.base, "Laman tidak ditemukan", []).encode())


def _error(page: Page, _target: str) -> Answer:
    return Answer(500, list_page(page.outlet, page.base, "Gangguan peladen", []).encode())


def _pdf(_page: Page, _target: str) -> Answer:
    return Answer(200, _PDF, "application/pdf")


def _redirect(_page: Page, target: str) -> Answer:
    return answer.moved(target)


def _sound(page: Page, _target: str) -> Answer:
    return answer.html(render(page), page.published)


def _no_text(page: Page, _target: str) -> Answer:
    return answer.html(shell(page), page.published)


def _truncated(page: Page, _target: str) -> Answer:
    return Answer(200, render(page).encode(), modified=page.published, cut=True)


def _charset(page: Page, _target: str) -> Answer:
    """UTF-8 bytes under a header that says Latin-1, as badly moved servers send them."""
    return Answer(200, render(page).encode(), "text/html; charset=iso-8859-1", page.published)


_PAGES: dict[Kind, Callable[[Page, str], Answer]] = {
    "missing": _missing,
    "error": _error,
    "pdf": _pdf,
    "redirect": _redirect,
    "truncated": _truncated,
    "charset": _charset,
    "disallowed": _sound,
    "no_text": _no_text,
}
