"""The tabloid style: ids and font classes on everything, `Baca juga` as a paragraph, a long sidebar of lists."""

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
        if number in (1, 3) and read_also(page, number // 2):
            lines.append(f'<p class="baca"><strong>Baca juga: {read_also(page, number // 2)}</strong></p>')
    body = (
        f'<div class="main"><div class="content" id="content">\n{breadcrumbs(page, "breadcrumb")}\n'
        f'<h1 id="arttitle" class="f50 black2 f400 crimson">{escape(page.title)}</h1>\n{_times(page)}'
        '<div id="article" class="pos_rel">\n'
        f'<div class="pa10"><div id="penulis">Laporan: Redaksi {escape(page.outlet.name)}</div></div>\n'
        f"{share_buttons('share-sosmed mb20')}\n{photo(page, 'imgfull_div', 'Ilustrasi rekaan')}\n"
        '<div class="side-article txt-article multi-fontsize editcontent">\n'
        + "\n".join(lines)
        + f"\n</div>\n</div>\n{tag_list(page, 'mb10 f16 ln24 mt5')}\n{share_buttons('share-bottom')}\n"
        f"{headline_list(page.related, 'Berita Terkait', 'related-box ptb15')}\n</div>\n"
        f"{headline_list(page.popular, 'Berita Populer', 'fr mt20 side')}</div>"
    )
    return document(page, body)


def _times(page: Page) -> str:
    zone = page.outlet.zone
    shown = f'<div class="mt10"><time class="grey">Tayang: {long_line(page.published, zone)}</time></div>\n'
    if page.modified is None:
        return shown
    return f'{shown}<div class="mt5"><time class="grey">Diperbarui: {long_line(page.modified, zone)}</time></div>\n'
