"""Page templates of fictional Indonesian outlets, written for the tests: each puts a story into another kind of markup.

Together they have what such pages have: links between paragraphs, adverts that interrupt, page turners, bylines,
copyright lines, tags, related articles, captions, loose text with line breaks, lists for sharing, hidden copies.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.eval.extraction.stories import STORIES, Story

Template = Callable[[Story], str]

_OTHERS = (
    "Harga Cabai di Pasar Induk Turun Tipis",
    "Pemuda Desa Bangun Perpustakaan dari Peti Kemas",
    "Jadwal Kapal Penyeberangan Berubah Mulai Besok",
    "Dinas Pendidikan Buka Pendaftaran Beasiswa",
    "Festival Layang-Layang Digelar Akhir Bulan",
)
_RUBRICS = ("Beranda", "Daerah", "Politik", "Hukum", "Olahraga")
_MENU = "".join(f"<li><a href='/k/{name}'>{name}</a></li>" for name in _RUBRICS)
_SHARE = "<ul class='berbagi'><li><a href='#fb'>Facebook</a></li><li><a href='#wa'>WhatsApp</a></li></ul>"


def _p(story: Story) -> str:
    return "".join(f"<p>{text}</p>" for text in story.paragraphs)


def _between(story: Story, *inserted: str) -> str:
    """Put the pieces between the paragraphs, from the second on."""
    parts = [f"<p>{text}</p>" for text in story.paragraphs]
    for at, piece in enumerate(inserted):
        parts.insert(2 + 2 * at, piece)
    return "".join(parts)


def _links(tag: str = "h3") -> str:
    return "".join(f"<div><a href='/b/{n}'><{tag}>{one}</{tag}></a></div>" for n, one in enumerate(_OTHERS))


def _list() -> str:
    return "<ul>" + "".join(f"<li><a href='/b/{n}'>{one}</a></li>" for n, one in enumerate(_OTHERS)) + "</ul>"


def _page(story: Story, body: str, head: str = "") -> str:
    top = f"<head><title>{story.title} | Kabar</title>{head}</head>"
    frame = f"<header><nav><ul>{_MENU}</ul></nav></header>{body}<footer><p>Tentang Kami | Redaksi | Karier</p></footer>"
    return f"<!doctype html><html lang='id'>{top}<body>{frame}</body></html>"


def portal(story: Story) -> str:
    """A big portal: an aside table with links, adverts that interrupt, a video line, tags."""
    aside = "<table class='linksisip'><tr><td><div class='lihatjg'><strong>Baca juga:</strong>"
    aside += f"<a href='/b/1'>{_OTHERS[0]}</a></div></td></tr></table>"
    stop = "<div class='paradetail'><p>ADVERTISEMENT</p><p>SCROLL TO CONTINUE WITH CONTENT</p></div>"
    video = "<p><strong>Simak Video: </strong><a href='/v/1'>Suasana di Lokasi</a></p>"
    body = _between(story, aside, stop, video)
    tags = "<div class='detail__body-tag'><a href='/t/1'>jembatan</a><a href='/t/2'>desa</a></div>"
    return _page(story, f"<article><h1>{story.title}</h1><div class='detail__body-text'>{body}</div>{tags}</article>")


def national(story: Story) -> str:
    """A national paper: strong link paragraphs, an editor's box, a call to follow."""
    link = f"<p><strong>Baca juga: <a href='/b/2'>{_OTHERS[1]}</a></strong></p>"
    follow = "<p>Dapatkan update berita pilihan setiap hari. Mari bergabung di Grup Telegram kami.</p>"
    body = _between(story, link, link)
    return _page(story, f"<h1>{story.title}</h1><div class='read__content'><div>{body}{follow}</div></div>{_links()}")


def network(story: Story) -> str:
    """A regional network: city in front, links without a paragraph's end, the sentence where it has appeared."""
    first = f"<p><strong>KABARDAERAH.TEST, {story.place.upper()} - </strong>{story.paragraphs[0]}</p>"
    rest = "".join(f"<p>{text}</p>" for text in story.paragraphs[1:])
    link = f"<p class='baca'>Baca juga: <a href='/b/3'>{_OTHERS[2]}</a></p>"
    gone = (
        f"<p>Artikel ini telah tayang di KabarDaerah.test dengan judul {story.title}, Penulis: N.N. | Editor: N.N.</p>"
    )
    more = f"<div class='side'><h3>Berita Terkait</h3>{_list()}</div>"
    box = f"<div class='txt-article'>{first}{link}{rest}{gone}</div>"
    return _page(story, f"<div id='article'><h1>{story.title}</h1>{box}{more}</div>")


def agency(story: Story) -> str:
    """A news agency: dateline in the first sentence, line breaks, reporter, editor and copyright at the end."""
    text = "<br/><br/>".join(story.paragraphs)
    credit = "<p class='text-muted'>Pewarta: N.N.<br/>Editor: N.N.<br/>Copyright © KANTOR BERITA 2026</p>"
    notice = "<p>Dilarang keras mengambil konten, melakukan crawling atau pengindeksan otomatis untuk AI.</p>"
    body = f"<div class='wrap__article-detail-content post-content'>{story.place} (KB) - {text}<br/><br/>"
    return _page(story, f"<h1>{story.title}</h1>{body}<span>Baca juga: {_OTHERS[0]}</span>{credit}{notice}</div>")


def breaks(story: Story) -> str:
    """A small site: the whole text in one div with double line breaks and bold place."""
    text = "<br><br>".join(story.paragraphs)
    body = f"<div class='isi-berita'><b>{story.place}</b> - {text}<br><br>(red)</div>"
    return _page(
        story, f"<div class='kiri'><h2>{story.title}</h2>{body}{_SHARE}</div><div class='kanan'>{_links()}</div>"
    )


def pages(story: Story) -> str:
    """A tabloid: page turner below the text and a list of other articles inside the body."""
    turner = "<div class='paging'><a href='?page=1'>1</a><a href='?page=2'>2</a><a href='?page=2'>Selanjutnya</a></div>"
    inner = f"<p>Baca Juga:</p>{_list()}"
    body = _between(story, inner)
    return _page(
        story, f"<article class='post'><h1>{story.title}</h1>{body}<p>Halaman Selanjutnya</p>{turner}</article>"
    )


def theme(story: Story) -> str:
    """A common blog theme: entry-content, share buttons inside, tags and a comment form after it."""
    share = f"<div class='sharedaddy'>{_SHARE}</div>"
    tags = "<span class='tags-links'>Tag: <a href='/t/a'>daerah</a>, <a href='/t/b'>warga</a></span>"
    form = "<div id='respond'><h3>Tinggalkan Balasan</h3><p>Alamat email Anda tidak akan dipublikasikan.</p></div>"
    body = f"<div class='entry-content'>{_p(story)}{share}</div>"
    return _page(story, f"<article><h1 class='entry-title'>{story.title}</h1>{body}{tags}</article>{form}")


def nested(story: Story) -> str:
    """A site builder: each paragraph in its own blocks."""
    cells = "".join(
        f"<div class='widget-container'><div class='isi'><p>{text}</p></div></div>" for text in story.paragraphs
    )
    return _page(
        story, f"<main><h1>{story.title}</h1><div class='konten-berita'>{cells}</div></main><aside>{_links()}</aside>"
    )


def tables(story: Story) -> str:
    """An old layout of tables."""
    text = _p(story)
    menu = f"<td width='20%'>{_list()}</td>"
    body = f"<table><tr>{menu}<td><h1>{story.title}</h1>{text}</td></tr></table>"
    return _page(story, body)


def government(story: Story) -> str:
    """An office's site: date and reader count before the text, downloads and an address after it."""
    info = "<div class='info'>Selasa, 17 November 2026 | 10.15 WIB | Dibaca 214 kali</div>"
    foot = "<div class='alamat'>Jl. Merdeka No. 1, Telp. (0000) 123456</div>"
    body = f"<div class='berita-detail'>{info}<div class='isi'>{_p(story)}</div><p>(Humas)</p></div>"
    return _page(story, f"<h3>{story.title}</h3>{body}{foot}<h4>Berita Lainnya</h4>{_list()}")


def longread(story: Story) -> str:
    """A long read with a figure, a pulled quote and headings."""
    said = "Suasana di lokasi, Selasa (17/11). Foto: Dok. Kabar"
    figure = f"<figure><img src='/i.jpg'><figcaption>{said}</figcaption></figure>"
    body = _between(story, figure)
    return _page(
        story, f"<article><header><h1>{story.title}</h1><p>Oleh: N.N.</p></header><section>{body}</section></article>"
    )


def caption(story: Story) -> str:
    """A portal whose caption is a plain div, and whose byline is one too."""
    top = "<div class='photo__caption'>Petugas bekerja di lokasi pada Selasa (17/11/2026) pagi.(KABAR/N.N.)</div>"
    by = "<div class='credit'>Penulis: N.N. | Editor: N.N.</div>"
    body = f"<div class='photo'><img src='/i.jpg'>{top}</div>{by}<div class='clearfix isi'>{_p(story)}</div>"
    return _page(story, f"<div class='container'><h1>{story.title}</h1>{body}</div>{_links('h4')}")


def hidden(story: Story) -> str:
    """A page with text that nobody sees: a pop-up, a copy for printing, a notice without scripts."""
    popup = (
        "<div style='display:none'><p>Berlangganan sekarang dan nikmati akses ke seluruh artikel tanpa iklan.</p></div>"
    )
    script = "<noscript><p>Aktifkan JavaScript pada peramban Anda untuk membaca seluruh artikel ini.</p></noscript>"
    copy = f"<div hidden><p>{story.paragraphs[0]}</p></div>"
    return _page(story, f"<article><h1>{story.title}</h1>{popup}{_p(story)}{script}</article>{copy}")


def pieces(story: Story) -> str:
    """An article cut into two like-named blocks around an advert."""
    half = len(story.paragraphs) // 2
    parts = [story.paragraphs[:half], story.paragraphs[half:]]
    blocks = ["<div class='article-body'>" + "".join(f"<p>{one}</p>" for one in part) + "</div>" for part in parts]
    advert = "<div class='iklan'>Iklan</div>"
    return _page(
        story, f"<article><h1>{story.title}</h1><div>{blocks[0]}</div>{advert}<div>{blocks[1]}</div></article>"
    )


def linked(story: Story) -> str:
    """Titles of other articles stand as paragraphs, only as a link."""
    one, two = (f"<p><a href='/b/{n}'>{_OTHERS[n]}</a></p>" for n in (3, 4))
    return _page(
        story, f"<article><h1>{story.title}</h1><div class='artikel'>{_between(story, one, two)}</div></article>"
    )


def tagged(story: Story) -> str:
    """Tags and topics stand as plain lines at the end of the text."""
    end = "<p>Tags: pasar, desa, warga</p><p>Topik: Daerah</p>"
    call = "<p>Ikuti berita terbaru kami di Google News dan WhatsApp Channel.</p>"
    return _page(story, f"<h1>{story.title}</h1><div class='post-content'>{_p(story)}{call}{end}</div>")


def live(story: Story) -> str:
    """Newest and most read in the main column, as long as the article itself."""
    most = f"<div class='terpopuler'><h2>Terpopuler</h2>{_links()}{_links()}</div>"
    new = "".join(
        f"<div class='item'><h3>{one}</h3><p>{one}, kata petugas pada Senin siang.</p></div>" for one in _OTHERS
    )
    body = f"<div class='baca'>{_p(story)}</div>"
    return _page(story, f"<div id='content'><h1>{story.title}</h1>{body}{most}<div class='terbaru'>{new}</div></div>")


def spans(story: Story) -> str:
    """Paragraphs are spans and fonts from a word processor."""
    body = "".join(f"<p style='text-align:justify'><span><font>{one}</font></span></p>" for one in story.paragraphs)
    return _page(story, f"<div class='post-body entry-content'><h3>{story.title}</h3>{body}<p>&nbsp;</p></div>")


def divs(story: Story) -> str:
    """No paragraphs at all: divs, and a related box between them."""
    parts = [f"<div>{one}</div>" for one in story.paragraphs]
    parts.insert(3, f"<div class='related-inline'><div>Berita terkait:</div><a href='/b/1'>{_OTHERS[1]}</a></div>")
    return _page(story, f"<article><h1>{story.title}</h1><div class='text'>{''.join(parts)}</div></article>")


def linked_data(story: Story) -> str:
    """A page that also says its text in JSON-LD."""
    text = " ".join(story.paragraphs)
    said = {
        "@type": "NewsArticle",
        "headline": story.title,
        "articleBody": text,
        "datePublished": "2026-11-17T10:15:00+07:00",
    }
    head = f"<script type='application/ld+json'>{json.dumps(said)}</script>"
    body = _between(story, f"<div class='bacajuga'><span>Baca Juga</span><a href='/b/1'>{_OTHERS[1]}</a></div>")
    return _page(story, f"<section class='konten'><h1>{story.title}</h1>{body}</section>", head)


def mobile(story: Story) -> str:
    """A mobile page: little markup, a share line, videos named in brackets."""
    body = _between(story, "<p>[Gambas:Video Kabar]</p>", "<p>Bagikan:</p>")
    return _page(story, f"<h1>{story.title}</h1><p>Kabar - Selasa, 17 Nov 2026 10:15 WIB</p>{body}<p>(nn/nn)</p>")


def quotes(story: Story) -> str:
    """Quoted posts and a bulleted list inside the article, which belong to it."""
    listed = "<ul>" + "".join(f"<li>{one}</li>" for one in story.paragraphs[2:4]) + "</ul>"
    texts = [f"<p>{one}</p>" for one in story.paragraphs]
    body = texts[0] + texts[1] + listed + f"<blockquote>{texts[4]}</blockquote>" + "".join(texts[5:])
    return _page(story, f"<article><h1>{story.title}</h1><div class='article-content'>{body}</div></article>")


def syndicated(story: Story) -> str:
    """A follow-up article is loaded below the first one."""
    other = STORIES[(STORIES.index(story) + 1) % len(STORIES)]
    second = f"<article><h2><a href='/b/9'>{other.title}</a></h2><p>{other.paragraphs[0]}</p></article>"
    return _page(
        story, f"<article><h1>{story.title}</h1>{_p(story)}</article><div class='infinite-scroll'>{second}</div>"
    )


def newsletter(story: Story) -> str:
    """A box for subscribing in the middle, an author box at the end."""
    box = "<div class='newsletter'><p>Daftar untuk menerima buletin pagi kami langsung di kotak masuk Anda.</p></div>"
    author = "<div class='author-box'><p>N.N. adalah wartawan di Kabar sejak 2015 dan menulis tentang daerah.</p></div>"
    return _page(story, f"<article><h1>{story.title}</h1>{_between(story, box)}{author}</article>")


TEMPLATES: tuple[Template, ...] = (
    portal,
    national,
    network,
    agency,
    breaks,
    pages,
    theme,
    nested,
    tables,
    government,
    longread,
    caption,
    hidden,
    pieces,
    linked,
    tagged,
    live,
    spans,
    divs,
    linked_data,
    mobile,
    quotes,
    syndicated,
    newsletter,
)


#: The place in front of the first sentence belongs to the article, as the template writes it.
_DATELINES: dict[Template, Callable[[Story], str]] = {
    network: lambda story: f"KABARDAERAH.TEST, {story.place.upper()} - ",
    agency: lambda story: f"{story.place} (KB) - ",
    breaks: lambda story: f"{story.place} - ",
}


def written() -> list[tuple[str, str, bytes]]:
    """Return name, wanted text and page of every template; stories alternate."""
    made = []
    for at, template in enumerate(TEMPLATES):
        story = STORIES[at % len(STORIES)]
        dateline = _DATELINES[template](story) if template in _DATELINES else ""
        made.append((template.__name__, dateline + "\n".join(story.paragraphs), template(story).encode()))
    return made
