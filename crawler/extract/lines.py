"""Takes out the lines of an extracted text that are not the article: headline, date line, links elsewhere, menus.

Measured on the extraction benchmark (181 pages, 2026-11-22; rules looked for on the even half): tests/eval/extraction.
"""

from __future__ import annotations

import re

#: A line that leads to another article, e.g. "Baca juga: KPU Berau Bantah Video Surat Suara Tercoblos". It changes with
#: every visit: it would make copies differ and unchanged articles look edited.
_ELSEWHERE = re.compile(
    r"[-–•*\[( ]{0,3}(?:(?:baca|simak|lihat|tonton) (?:juga|pula)\b"
    r"|(?:read more|read also|also read|see also|related|more on this|(?:artikel|berita) (?:terkait|lainnya))"
    r"\s?:).{0,250}$",
    re.IGNORECASE,
)
#: A heading under which only other articles stand.
_MORE = re.compile(
    r"(?:you may also like|related (?:articles|stories|posts)|(?:artikel|berita) (?:terkait|lainnya|terkini)"
    r"|tell us what you think)\W{0,3}$",
    re.IGNORECASE,
)
#: A line at the head that holds a date and next to nothing else.
_DATE_LINE = re.compile(
    r"(?=.{0,60}\b(?:19|20)\d\d\b)(?=.{0,60}\d{1,2}[:.]\d\d|.{0,20}publi)(?:[^.!?]|(?<=\d)\.(?=\d)){0,60}$",
    re.IGNORECASE,
)
#: A paragraph is at least this long; the entries of a menu are shorter.
_PARAGRAPH = 100
#: So many lines before the first paragraph, nearly all as short as an entry and no row of a table, are a menu: the
#: whole body was taken for the article. Tables and lists of results in the set have up to 48 lines and are longer.
_MENU = 60
_ENTRY = 45


def article_lines(text: str, title: str) -> str:
    """Return the text without the lines around and between its paragraphs that are not the article's. Linear."""
    lines = _without_menu(_without_more(text.split("\n")))
    lines = [line for line in lines if not _ELSEWHERE.match(line)]
    while lines and (_same(lines[0], title) or _DATE_LINE.match(lines[0])):
        del lines[0]
    return "\n".join(lines).strip()


def _same(line: str, title: str) -> bool:
    return bool(title) and " ".join(line.split()).casefold() == title.casefold()


def _without_menu(lines: list[str]) -> list[str]:
    """Cut to what stands from the first to the last paragraph, where a menu stands before it."""
    long = [at for at, line in enumerate(lines) if len(line) >= _PARAGRAPH]
    head = lines[: long[0]] if long else []
    entries = sum(len(line) <= _ENTRY and not line.startswith("|") for line in head)
    is_menu = len(head) >= _MENU and entries >= 0.9 * len(head)
    return lines[long[0] : long[-1] + 1] if is_menu else lines


def _without_more(lines: list[str]) -> list[str]:
    """Cut at a heading such as "Berita terkait" where no paragraph follows it."""
    for at in range(len(lines) - 1, -1, -1):
        if len(lines[at]) >= _PARAGRAPH:
            break
        if _MORE.match(lines[at].strip()):
            return lines[:at]
    return lines
