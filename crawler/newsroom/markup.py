"""What every page of the newsroom shares: head, navigation, footer, links. The styles in `styles/` arrange it.

Everything that comes from the content is escaped here or in the style; the notice that the outlet is fictional
stands in the navigation, the footer and the metadata of every page.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from html import escape

from crawler.newsroom.content import Outlet
from crawler.newsroom.dates import local_iso

SECTIONS = {
    "politik": "Politik",
    "peristiwa": "Peristiwa",
    "daerah": "Daerah",
    "ekonomi": "Ekonomi",
    "olahraga": "Olahraga",
    "cekfakta": "Cek Fakta",
}
NOTICE = "Media rekaan: semua tokoh, lembaga, dan peristiwa di laman ini dikarang untuk demonstrasi Suar."

_STYLESHEET = (
    "body{font:16px/1.6 Georgia,serif;margin:0 auto;max-width:60rem;padding:0 1rem;color:#222}"
    "nav ul,.share,.tags{list-style:none;display:flex;flex-wrap:wrap;gap:1rem;padding:0}"
    ".notice{background:#fff3cd;border:1px solid #d6b656;padding:.4rem .8rem;font:14px/1.4 sans-serif}"
    "aside,footer{border-top:1px solid #ccc;margin-top:2rem;font-size:.9rem}a{color:#0b5394}"
)


@dataclass(frozen=True)
class Link:
    """A headline and where it leads."""

    url: str
    title: str


@dataclass(frozen=True)
class Page:
    """One article as its page shows it."""

    outlet: Outlet
    base: str
    url: str
    title: str
    section: str
    paragraphs: tuple[str, ...]
    published: datetime
    modified: datetime | None = None
    tags: tuple[str, ...] = ()
    related: tuple[Link, ...] = ()
    popular: tuple[Link, ...] = ()
    charset: str = "utf-8"


def document(page: Page, body: str) -> str:
    """Return the whole HTML page of an article around the style's own body."""
    return (
        f'<!DOCTYPE html>\n<html lang="id" prefix="og: https://ogp.me/ns#">\n<head>\n{_article_head(page)}</head>\n'
        f'<body class="detail-page {page.outlet.style}">\n{navigation(page.outlet, page.base)}\n{body}\n'
        f"{footer(page.outlet, page.base)}\n</body>\n</html>\n"
    )


def shell(page: Page) -> str:
    """Return an article's page as single-page applications send it: all metadata, and no text without their script."""
    return (
        f'<!DOCTYPE html>\n<html lang="id">\n<head>\n{_article_head(page)}</head>\n<body><div id="app"></div>'
        "<noscript>Aktifkan JavaScript. Media rekaan.</noscript></body>\n</html>\n"
    )


def list_page(outlet: Outlet, base: str, title: str, links: list[Link]) -> str:
    """Return the front page or a section page: headlines as cards, and nothing else to read."""
    cards = "\n".join(
        f'<div class="card article__list"><h3 class="card__title"><a href="{escape(link.url)}">{escape(link.title)}</a>'
        f'</h3><span class="card__label">{escape(outlet.name)}</span></div>'
        for link in links
    )
    return (
        f'<!DOCTYPE html>\n<html lang="id">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f'<meta name="description" content="{escape(NOTICE)}">\n<style>{_STYLESHEET}</style>\n</head>\n<body>\n'
        f'{navigation(outlet, base)}\n<main class="index"><h1>{escape(title)}</h1>\n{cards}\n</main>\n'
        f"{footer(outlet, base)}\n</body>\n</html>\n"
    )


def navigation(outlet: Outlet, base: str) -> str:
    """Return the header with the outlet's name, the notice and the sections."""
    items = "".join(f'<li class="nav__item"><a href="{base}/{slug}">{name}</a></li>' for slug, name in SECTIONS.items())
    return (
        f'<header class="site-header"><a class="logo" href="{base}/">{escape(outlet.name)}</a> '
        f'<small>{escape(outlet.tagline)}</small>\n<div class="notice" role="note">{NOTICE}</div>\n'
        f'<nav class="nav"><ul>{items}</ul></nav></header>'
    )


def footer(outlet: Outlet, base: str) -> str:
    """Return the footer with the usual pages and the notice."""
    names = ("Redaksi", "Pedoman Media Siber", "Kebijakan Privasi", "Kontak")
    links = "".join(f'<li><a href="{base}/laman/{i}">{name}</a></li>' for i, name in enumerate(names))
    notice = f"<p>{escape(outlet.name)} adalah media rekaan. {NOTICE}</p>"
    return f'<footer class="site-footer"><ul>{links}</ul>{notice}</footer>'


def breadcrumbs(page: Page, css: str) -> str:
    """Return the way from the front page to the section."""
    section = f'<a href="{page.base}/{page.section}">{SECTIONS[page.section]}</a>'
    return f'<div class="{css}"><a href="{page.base}/">Beranda</a> / {section}</div>'


def photo(page: Page, css: str, caption: str) -> str:
    """Return the picture over the text with its caption; the caption says that it shows nothing real."""
    picture = f'<img src="{page.base}/gambar.svg" alt="Ilustrasi rekaan">'
    return (
        f'<div class="{css}"><figure>{picture}<figcaption class="{css}-caption">{caption}</figcaption></figure></div>'
    )


def share_buttons(css: str) -> str:
    """Return the row of share buttons; like real ones they lead elsewhere, here to nowhere."""
    names = ("Facebook", "WhatsApp", "Telegram", "Salin tautan")
    items = "".join(f'<li><a href="#bagikan-{i}" rel="nofollow">{name}</a></li>' for i, name in enumerate(names))
    return f'<div class="{css}"><span>Bagikan</span><ul class="share">{items}</ul></div>'


def headline_list(links: tuple[Link, ...], heading: str, css: str) -> str:
    """Return a list of other headlines, as sidebars and the ends of articles carry them."""
    items = "".join(f'<li><a href="{escape(link.url)}">{escape(link.title)}</a></li>' for link in links)
    return f'<aside class="{css}"><h4>{heading}</h4><ul>{items}</ul></aside>'


def tag_list(page: Page, css: str) -> str:
    """Return the tags under an article."""
    items = "".join(
        f'<li><a href="{page.base}/tag/{escape(tag)}" rel="tag">#{escape(tag)}</a></li>' for tag in page.tags
    )
    return f'<div class="{css}"><ul class="tags">{items}</ul></div>'


def read_also(page: Page, number: int) -> str:
    """Return the anchor of the numbered `Baca juga` block, or nothing where there is no such article."""
    if number >= len(page.related):
        return ""
    link = page.related[number]
    return f'<a href="{escape(link.url)}" class="inner-link-baca-juga">{escape(link.title)}</a>'


def _article_head(page: Page) -> str:
    summary = escape(page.paragraphs[0][:150]) if page.paragraphs else escape(page.title)
    title, url, name = escape(page.title), escape(page.url), escape(page.outlet.name)
    published = local_iso(page.published, page.outlet.zone)
    modified = local_iso(page.modified or page.published, page.outlet.zone)
    data = json.dumps(_news_article(page, published, modified), ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<meta charset="{page.charset}">\n<title>{title} - {name}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="description" content="{summary}">\n<meta name="robots" content="index, follow">\n'
        f'<meta name="suar:fictional" content="media rekaan">\n<link rel="canonical" href="{url}">\n'
        f'<link rel="amphtml" href="{url.rstrip("/")}/amp">\n<meta property="og:type" content="article">\n'
        f'<meta property="og:title" content="{title}">\n<meta property="og:description" content="{summary}">\n'
        f'<meta property="og:url" content="{url}">\n<meta property="og:site_name" content="{name}">\n'
        f'<meta property="article:published_time" content="{published}">\n'
        f'<meta property="article:modified_time" content="{modified}">\n'
        f'<meta property="article:section" content="{SECTIONS[page.section]}">\n'
        f'<script type="application/ld+json">{data}</script>\n<style>{_STYLESHEET}</style>\n'
    )


def _news_article(page: Page, published: str, modified: str) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": page.url},
        "headline": page.title,
        "datePublished": published,
        "dateModified": modified,
        "author": {"@type": "Organization", "name": f"Redaksi {page.outlet.name}"},
        "publisher": {"@type": "NewsMediaOrganization", "name": page.outlet.name, "description": "Media rekaan"},
        "articleSection": SECTIONS[page.section],
    }
