"""Takes out the lines of an extracted text that are not the article: headline, date, links elsewhere, closing words.

Measured on the extraction benchmark (181 pages, 2026-11-28; rules looked for on the even half) and on our own
Indonesian pages: tests/eval/extraction.
"""

from __future__ import annotations

import re

from core.schemas.incoming import MAX_TEXT

_ELSEWHERE_WORDS = r"(?:baca|simak|lihat|tonton|saksikan|dengar) (?:juga|pula)"
#: A line that leads to another article, e.g. "Baca juga: KPU Berau Bantah Video Surat Suara Tercoblos". It changes with
#: every visit: it would make copies differ and unchanged articles look edited.
_ELSEWHERE = re.compile(
    rf"[-–•*\[( ]{{0,3}}(?:{_ELSEWHERE_WORDS}\b"
    r"|also on [\w.-]{1,40}\.[a-z]{2,6}\b"
    r"|(?:(?:baca|read) (?:selengkapnya|more)|read also|also read|see also|related|more on this"
    r"|(?:artikel|berita) (?:terkait|lainnya)|pilihan editor|simak video|video pilihan)\s?:).{0,250}$",
    re.IGNORECASE,
)
#: The same words alone: the title of the other article stands in the next line.
_ELSEWHERE_ALONE = re.compile(rf"[-–•*\[( ]{{0,3}}{_ELSEWHERE_WORDS}\s?:?$", re.IGNORECASE)
#: What players, adverts and page turners leave between paragraphs, e.g. "SCROLL TO CONTINUE WITH CONTENT".
_INTERRUPTION = re.compile(
    r"\W{0,3}(?:advertisements?|iklan|scroll to (?:continue|resume)(?: with)? (?:content|reading)"
    r"|gulir untuk (?:lanjut membaca|melanjutkan)|lanjutkan membaca|lanjut ke halaman (?:berikutnya|selanjutnya)"
    r"|bagikan(?: artikel(?: ini)?)?|share|halaman (?:selanjutnya|berikutnya|\d{1,2})|(?:selanjutnya|berikutnya)"
    r"|gambas:.{0,60}"
    r"|(?:simak|saksikan|tonton) video.{0,120}(?:di bawah ini|berikut(?: ini)?)"
    r"|artikel ini telah (?:tayang|terbit) di .{0,200})\W{0,3}$",
    re.IGNORECASE,
)
#: A heading under which only other articles stand.
_MORE = re.compile(
    r"(?:you may also like|related (?:articles|stories|posts|news)|more (?:great )?(?:[\w&]{1,20} )?(?:stories|news)"
    r"|(?:artikel|berita|topik|tag|konten) (?:terkait|lainnya|terkini|terpopuler|populer|terbaru)|terpopuler"
    rf"|rekomendasi|pilihan editor|video pilihan|{_ELSEWHERE_WORDS}|komentar|comments"
    r"|tell us what you think)\W{0,3}$",
    re.IGNORECASE,
)
#: A line at the head that holds a date and next to nothing else.
_DATE_LINE = re.compile(
    r"(?=.{0,60}\b(?:19|20)\d\d\b)(?=.{0,60}\d{1,2}[:.]\d\d|.{0,20}publi)(?:[^.!?]|(?<=\d)\.(?=\d)){0,60}$",
    re.IGNORECASE,
)
_CREDIT = (
    r"(?:penulis|reporter|pewarta|editor|redaktur|penyunting|kontributor|wartawan|laporan|fotografer|sumber|source"
    r"|foto|uploader|oleh)"
)
#: A line at the head or the end that names who made the article, e.g. "Pewarta: N.N." (bylines are not stored).
_BYLINE = re.compile(rf"\W{{0,3}}{_CREDIT}(?:\s?[/&|]\s?{_CREDIT})?\s?:.{{0,100}}$", re.IGNORECASE)
_NETWORKS = (
    r"(?:facebook|twitter|instagram|youtube|telegram|whatsapp|tiktok|google ?(?:news|\+|plus)|linkedin|threads|line|x)"
)
#: A line at the end that is about the outlet and not about the story; each alternative begins at the line's start.
_CLOSING = re.compile(
    r"\W{0,3}(?:(?:copyright|hak cipta|©|ⓒ|all rights reserved|dilarang (?:keras )?(?:meng|meny|memper)).{0,250}"
    rf"|(?:share|bagikan|tags?|topik|comments?|komentar|{_NETWORKS}|salin tautan|copy link)"
    r"(?:\s?:.{0,250})?\W{0,3}"
    r"|filed under.{0,100}"
    rf"|(?:follow|ikuti|gabung|bergabung|dapatkan|cek|like|join)\b.{{0,250}}\b(?:{_NETWORKS}|kanal|saluran"
    r"|channel|newsletter|update|berita|coverage).{0,160}"
    r"|(?:sign up|subscribe|berlangganan|daftar)\b.{0,160}\b(?:newsletter|inbox|e-?mail|buletin).{0,100}"
    r"|(?:click here|klik (?:di )?sini)\b.{0,60}\b(?:app|subscribe|newsletter|aplikasi|berlangganan).{0,60}"
    r"|(?:like this story|if you (?:enjoyed|liked) this|share it with).{0,300}"
    r"|(?:additional |with )?(?:reporting|writing|editing) by\b.{0,200}"
    r"|.{0,200}\bcontributed to this (?:report|story|article)\W{0,3}"
    r"|\S{1,60}@\S{1,60}\.[a-z]{2,6}|(?:www\.|https?://)?(?:twitter|facebook|x|instagram)\.com/\S{1,60}"
    r"|write to .{1,60} at \S{1,80}@\S{1,80})$",
    re.IGNORECASE,
)
#: Who wrote it, in brackets behind the text, e.g. "(abc/def)", "(red)".
_INITIALS = re.compile(r"\((?:red|humas|rls|adv|ant|[a-z]{2,4}(?:/[a-z*]{2,4}){1,3})\)$", re.IGNORECASE)
#: Where the outlet speaks of its rights among the last lines, all that follows is its own too.
_RIGHTS = re.compile(r"\W{0,3}(?:copyright|hak cipta|©|ⓒ|dilarang (?:keras )?(?:meng|meny|memper))", re.IGNORECASE)
_LAST = 5
#: A paragraph is at least this long; the entries of a menu are shorter.
_PARAGRAPH = 100
#: So many lines before the first paragraph, nearly all as short as an entry and no row of a table, are a menu: the
#: whole body was taken for the article. Tables and lists of results in the set have up to 48 lines and are longer.
_MENU = 60
_ENTRY = 45
#: What stands before the headline is the page's head, if that is among the first lines or below a menu's entries.
_NEAR = 5
_HEAD = 40
#: The beginning of a title is the title when it is at least so long: "Rapat" alone is not "Rapat Logistik | Kabar".
_SURE = 20
#: A sentence ends so; the title of another article does not.
_ENDS = (".", "!", "”", '"')


def article_lines(text: str, title: str) -> str:
    """Return the text without the lines around and between its paragraphs that are not the article's. Linear."""
    lines = _without_menu(_without_more([line for line in text[: 2 * MAX_TEXT].split("\n") if line.strip()]))
    lines = _without_elsewhere(lines)
    lines = _without_head(lines, title)
    return "\n".join(_without_end(lines)).strip()


def _same(line: str, title: str) -> bool:
    """Return whether the line is the headline; the title may have the outlet's name behind it."""
    plain, full = " ".join(line.split()).casefold(), title.casefold()
    return bool(plain) and (plain == full or (len(plain) >= _SURE and full.startswith(plain)))


def _without_end(lines: list[str]) -> list[str]:
    for at in range(max(1, len(lines) - _LAST), len(lines)):
        if _RIGHTS.match(lines[at]):
            lines = lines[:at]
            break
    end = len(lines)
    while end and _closes(lines[end - 1].strip()):
        end -= 1
    return lines[:end]


def _closes(line: str) -> bool:
    return bool(_CLOSING.match(line) or _BYLINE.match(line) or _INITIALS.match(line))


def _without_head(lines: list[str], title: str) -> list[str]:
    start = 0
    for at, line in enumerate(lines[:_HEAD]):
        if _same(line, title) or (at < _NEAR and _DATE_LINE.match(line)):
            start = at + 1
        elif len(line) >= _PARAGRAPH or (at >= _NEAR and len(line) > _ENTRY):
            break
    while start < len(lines) and _starts(lines[start], title):
        start += 1
    return lines[start:]


def _starts(line: str, title: str) -> bool:
    return _same(line, title) or bool(_DATE_LINE.match(line) or _BYLINE.match(line))


def _without_elsewhere(lines: list[str]) -> list[str]:
    kept, skip = [], False
    for line in lines:
        leads = bool(_ELSEWHERE.match(line))
        follows = skip and len(line) < 2 * _PARAGRAPH and not line.rstrip().endswith(_ENDS)
        if not leads and not follows and not _INTERRUPTION.match(line):
            kept.append(line)
        skip = bool(_ELSEWHERE_ALONE.match(line.strip()))
    return kept


def _without_menu(lines: list[str]) -> list[str]:
    """Cut to what stands from the first to the last paragraph, where a menu stands before it."""
    long = [at for at, line in enumerate(lines) if len(line) >= _PARAGRAPH]
    head = lines[: long[0]] if long else []
    entries = sum(len(line) <= _ENTRY and not line.startswith("|") for line in head)
    is_menu = len(head) >= _MENU and entries >= 0.9 * len(head)
    return lines[long[0] : long[-1] + 1] if is_menu else lines


def _without_more(lines: list[str]) -> list[str]:
    """Cut at a heading such as "Berita terkait" where no paragraph follows it."""
    end = len(lines)
    for at in range(len(lines) - 1, -1, -1):
        if len(lines[at]) >= _PARAGRAPH:
            break
        if _MORE.match(lines[at].strip()):
            end = at
    return lines[:end]
