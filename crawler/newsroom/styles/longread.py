"""The style of the large dailies: deep wrappers, bold `Baca juga` lines, a box that asks to subscribe."""

from __future__ import annotations

from html import escape

from crawler.newsroom.dates import long_line, slash_line
from crawler.newsroom.markup import Page, document, headline_list, photo, read_also, share_buttons, tag_list


def render(page: Page) -> str:
    """Return the page."""
    zone = page.outlet.zone
    lines: list[str] = []
    for number, text in enumerate(page.paragraphs):
        lines.append(f"<p>{escape(text)}</p>")
        if number in (1, 4) and read_also(page, number // 2):
            lines.append(f"<p><strong>Baca juga: {read_also(page, number // 2)}</strong></p>")
        if number == 2:
            lines.append('<div class="ads-on-body" id="div-iklan-2"><span>Iklan rekaan</span></div>')
    body = (
        '<div class="container clearfix"><div class="row col-offset-fluid clearfix"><div class="col-bs10-10">\n'
        f'<h1 class="read__title">{escape(page.title)}</h1>\n<div class="read__header col-offset-fluid clearfix">'
        f'<div class="read__time">{escape(page.outlet.name)} - {slash_line(page.published, zone)}</div>'
        f'<div class="read__date--long">{long_line(page.published, zone)}</div></div>\n'
        f"{share_buttons('social social--read')}\n"
        f'<div class="credit-title"><div class="credit-title-name">Tim Redaksi {escape(page.outlet.name)}</div></div>\n'
        f"{photo(page, 'photo', 'Lihat foto: ilustrasi rekaan')}\n"
        '<article class="read__article clearfix"><div class="col-bs9-7">\n'
        '<div class="read__content"><div class="clearfix">\n' + "\n".join(lines) + "\n</div></div></div></article>\n"
        '<div class="kcm-box newsletter"><p>Dapatkan kabar terpilih setiap pagi lewat surel.</p>'
        '<form action="#"><button type="submit">Daftar</button></form></div>\n'
        f"{tag_list(page, 'tag tag--article clearfix')}\n{headline_list(page.related, 'Terkait', 'latest--related')}\n"
        f"</div></div>{headline_list(page.popular, 'Terpopuler', 'most most--right')}</div>"
    )
    return document(page, body)
