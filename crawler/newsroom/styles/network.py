"""The style of the outlet networks: one template for dozens of towns, page numbers, `Baca Juga` in its own block."""

from __future__ import annotations

from html import escape

from crawler.newsroom.dates import long_line
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


def render(page: Page) -> str:
    """Return the page."""
    lines: list[str] = []
    for number, text in enumerate(page.paragraphs):
        lines.append(f"<p>{escape(text)}</p>")
        if number in (0, 2) and read_also(page, number // 2):
            lines.append(f'<div class="baca-juga"><strong>Baca Juga: {read_also(page, number // 2)}</strong></div>')
        if number == 3:
            lines.append('<div class="ads__horizontal mt2 mb2"><ins class="iklan"></ins></div>')
    body = (
        '<section class="mt1 clearfix"><div class="col-w-60 fl"><div class="read__wrapper">\n'
        f'{breadcrumbs(page, "read__breadcrumb")}\n<div class="read__header mt2">'
        f'<h1 class="read__title">{escape(page.title)}</h1>\n'
        f'<div class="read__info"><div class="read__info__author">Redaksi {escape(page.outlet.name)}</div>'
        f'<div class="read__info__date">- {long_line(page.published, page.outlet.zone)}</div></div></div>\n'
        f"{share_buttons('social-share mt2')}\n{photo(page, 'photo', 'Ilustrasi rekaan (dok. redaksi)')}\n"
        '<div class="read__content mt2 fontsize"><article class="read__content__item clearfix">\n'
        + "\n".join(lines)
        + '\n</article></div>\n<div class="paging paging--article">'
        '<div class="paging__link">Halaman: <span>1</span></div></div>\n'
        f'<p class="editor small">Editor: Meja Sunting {escape(page.outlet.name)}</p>\n'
        f"{tag_list(page, 'tag mt2')}\n{headline_list(page.related, 'Artikel Terkait', 'terkait mt3')}\n"
        f"{headline_list(page.popular, 'Rekomendasi', 'latest__wrap mt3')}\n</div></div>\n"
        f'<div class="col-w-30 fr sidebar">{headline_list(page.popular, "Terkini", "most__wrap")}</div></section>'
    )
    return document(page, body)
