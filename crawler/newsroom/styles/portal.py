"""The style of the national portals: bold dateline, `Baca juga` in a table, a gallery strip and tags below."""

from __future__ import annotations

from html import escape

from crawler.newsroom.dates import short_line
from crawler.newsroom.markup import (
    Page,
    breadcrumbs,
    document,
    headline_list,
    photo,
    read_also,
    share_buttons,
    tag_list,
)

_DASH = " - "
_TEASER = '<div class="clearfix"></div><div class="parallaxindetail scrollpage"><span>Gulir untuk lanjut</span></div>'


def render(page: Page) -> str:
    """Return the page."""
    lines: list[str] = []
    for number, text in enumerate(page.paragraphs):
        lines.append(f"<p>{_dateline(text) if number == 0 else escape(text)}</p>")
        if number in (1, 3) and read_also(page, number // 2):
            lines.append(
                '<table class="linksisip"><tbody><tr><td><div class="lihatjg"><strong>Baca juga: </strong>'
                f"{read_also(page, number // 2)}</div></td></tr></tbody></table>"
            )
        if number == 2:
            lines.append(_TEASER)
    body = (
        '<div class="container"><div class="grid-row content__bg mgt-16"><div class="column-8">\n'
        f'{breadcrumbs(page, "breadcrumb")}\n<article class="detail"><div class="detail__header">'
        f'<h1 class="detail__title">{escape(page.title)}</h1>\n'
        f'<div class="detail__author">Tim <span class="detail__label">{escape(page.outlet.name)}</span></div>\n'
        f'<div class="detail__date">{short_line(page.published, page.outlet.zone)}</div></div>\n'
        f"{share_buttons('detail__share share-box')}\n{photo(page, 'detail__media', 'Foto: ilustrasi rekaan')}\n"
        '<div class="detail__body itp_bodycontent_wrapper"><div class="detail__body-text itp_bodycontent">\n'
        + "\n".join(lines)
        + f'\n</div></div>\n<div class="detail__body-tag mgt-16">{tag_list(page, "nav")}</div></article>\n'
        f"{headline_list(page.related, 'Berita Terkait', 'list-content list-content--related')}</div>\n"
        f'<div class="column-4">{headline_list(page.popular, "Terpopuler", "box cb-mostpop")}</div></div></div>'
    )
    return document(page, body)


def _dateline(text: str) -> str:
    """`BENTENG - Dua kapal …` is printed with the town in bold."""
    town, dash, rest = text.partition(_DASH)
    if not dash or len(town) > 40:
        return escape(text)
    return f"<strong>{escape(town)}</strong>{_DASH}{escape(rest)}"
