"""The news agency style: one block of text with line breaks instead of paragraphs, credits at its end."""

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
    parts: list[str] = []
    for number, text in enumerate(page.paragraphs):
        parts.append(f"{escape(text)}<br><br>")
        if number in (2, 4) and read_also(page, number // 2 - 1):
            parts.append(f'<span class="baca-juga"><b>Baca juga: {read_also(page, number // 2 - 1)}</b></span>')
    body = (
        '<section class="wrap__article"><div class="container"><div class="row"><div class="col-md-8">\n'
        f"{breadcrumbs(page, 'breadcrumbs bg-light mb-4')}\n"
        f'<div class="wrap__article-detail-title"><h1>{escape(page.title)}</h1></div>\n'
        '<div class="wrap__article-detail-info"><ul class="list-inline"><li class="list-inline-item">'
        f'<span class="text-secondary">{long_line(page.published, page.outlet.zone)}</span></li>'
        '<li class="list-inline-item">waktu baca 2 menit</li></ul></div>\n'
        f"{photo(page, 'wrap__article-detail-image', 'Ilustrasi rekaan.')}\n"
        '<article class="post-wrapper"><div class="wrap__article-detail-content post-content">\n'
        + "\n".join(parts)
        + f'\n</div></article>\n<p class="text-muted small mt10 credit">Pewarta: Redaksi {escape(page.outlet.name)}<br>'
        f"Editor: Meja Sunting<br>Hak cipta rekaan {escape(page.outlet.name)}</p>\n"
        f"{tag_list(page, 'blog-tags')}\n{share_buttons('total-views share-buttons')}\n"
        f"{headline_list(page.related, 'Berita Terkait', 'related-article')}</div>\n"
        f'<div class="col-md-4">{headline_list(page.popular, "Terpopuler", "sticky-top")}</div>'
        "</div></div></section>"
    )
    return document(page, body)
