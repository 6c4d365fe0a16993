"""The style of small outlets on a blog engine: post meta, related box in the text, sharing plug-in, comment form."""

from __future__ import annotations

from html import escape

from crawler.newsroom.dates import local_iso, long_line
from crawler.newsroom.markup import Page, document, headline_list, photo, read_also, share_buttons, tag_list


def render(page: Page) -> str:
    """Return the page."""
    lines: list[str] = []
    for number, text in enumerate(page.paragraphs):
        lines.append(f"<p>{escape(text)}</p>")
        if number == 1 and read_also(page, 0):
            lines.append(_related_box(page))
    body = (
        '<div id="page" class="site"><div id="content" class="gmr-content"><div class="container"><div class="row">\n'
        '<main id="main" class="site-main site-main-single" role="main">\n'
        '<article class="post type-post status-publish format-standard hentry">\n'
        f'<header class="entry-header entry-header-single"><h1 class="entry-title">{escape(page.title)}</h1>\n'
        f"{_meta(page)}</header>\n{photo(page, 'post-thumbnail', 'Ilustrasi rekaan')}\n"
        '<div class="entry-content entry-content-single clearfix" itemprop="text">\n'
        + "\n".join(lines)
        + f'\n</div>\n<footer class="entry-footer entry-footer-single">{tag_list(page, "tags-links")}'
        f"{share_buttons('sharedaddy sd-sharing-enabled')}</footer>\n</article>\n"
        f"{headline_list(page.related, 'Pos terkait', 'gmr-grid related-post')}\n"
        '<div id="comments" class="comments-area"><h3>Tinggalkan Balasan</h3>'
        '<p class="comment-notes">Alamat surel Anda tidak akan dipublikasikan.</p>'
        '<form action="#"><textarea name="komentar"></textarea></form></div>\n</main>\n'
        f'<div class="widget-area">{headline_list(page.popular, "Terpopuler", "widget recent-posts")}</div>'
        "</div></div></div></div>"
    )
    return document(page, body)


def _related_box(page: Page) -> str:
    items = "".join(f"<li>{read_also(page, number)}</li>" for number in (0, 1) if read_also(page, number))
    return (
        '<div class="inline-related-post gmr-related-post-onpost"><div class="parent-inline">'
        f"<strong>Baca Juga</strong><ul>{items}</ul></div></div>"
    )


def _meta(page: Page) -> str:
    zone = page.outlet.zone
    return (
        '<div class="gmr-metacontent-single"><span class="posted-on"><time class="entry-date published" '
        f'datetime="{local_iso(page.published, zone)}">{long_line(page.published, zone)}</time></span> '
        f'<span class="author vcard">oleh Redaksi {escape(page.outlet.name)}</span></div>'
    )
