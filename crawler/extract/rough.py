"""What can be read of a page without a parser: limits that a page must keep to be parsed, and its text without tags.

Linear in the page, so that it may run outside the box: it is the answer where the parser gives none.
"""

from __future__ import annotations

import html
import re

from core.schemas.incoming import MAX_TEXT, MAX_TITLE, clean

#: A page with more tags, or more attributes in one tag, is not given to a parser. The parsers are quadratic in both: a
#: tag with 100,000 attributes took 32 s, 100,000 links 20 s. The largest of 181 real pages has 3,228 tags.
MAX_TAGS = 100_000
MAX_ATTRIBUTES = 256
#: Characters that are read of a page that could not be parsed.
_READ = 6_000_000
#: Characters in lines as long as paragraphs from which a page without an answer is suspicious: menus have shorter ones.
PROSE = 500
_PARAGRAPH = 100
#: A tag and the text behind it.
_PIECES = re.compile(r"<(/?[a-zA-Z0-9]{0,12})[^<>]*>([^<]+)")
#: A tag shorter than this cannot have too many attributes.
_SHORT = 2 * MAX_ATTRIBUTES
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_ATTRIBUTE = re.compile(r"[^\s/]+")
_BLOCKS = re.compile(
    r"/?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|th|table|section|article|blockquote|title|body)$", re.IGNORECASE
)
_UNSEEN = ("script", "style", "noscript", "template", "title")


def excess(text: str) -> str:
    """Return which limit the page breaks: `tags`, `attributes` or nothing. Raises: nothing."""
    broken = _excess(text)
    # what a script holds is no tag: looked at once more without, since that copies the page
    return _excess(_without(text, _UNSEEN)) if broken and "<script" in text else broken


def _excess(text: str) -> str:
    pieces = (piece for piece in text.split("<") if len(piece) > _SHORT and piece[0].isalpha())
    if any(_attributes(piece) > MAX_ATTRIBUTES for piece in pieces):
        return "attributes"
    return "tags" if text.count("<") > MAX_TAGS else ""


def _attributes(piece: str) -> int:
    head = piece.partition(">")[0]
    if '"' in head or "'" in head:  # a quoted value may hold the sign that seems to end the tag
        head = _QUOTED.sub('""', piece).partition(">")[0]
    return max(len(_ATTRIBUTE.findall(head)), head.count("=")) if len(head) > _SHORT else 0


def rough_title(text: str) -> str:
    """Return what stands in the title element of a page, or nothing. Raises: nothing."""
    start = text.lower().find("<title")
    inside = text[start : start + 4 * MAX_TITLE].partition(">")[2].partition("<")[0] if start >= 0 else ""
    return clean(" ".join(html.unescape(inside).split()))[:MAX_TITLE]


def rough_text(text: str) -> str:
    """Return the text of a page outside tags, comments and scripts, a line a block. Raises: nothing."""
    plain = _without(_without_comments(text[:_READ]), _UNSEEN)
    parts, length = [], 0
    for piece in _PIECES.finditer(f"<p>{plain}"):
        parts.append(("\n" if _BLOCKS.match(piece[1]) else "") + piece[2])
        length += len(piece[2])
        if length > 4 * MAX_TEXT:
            break
    joined = html.unescape("".join(parts)[: 4 * MAX_TEXT])
    lines = (" ".join(line.split()) for line in joined.split("\n"))
    return clean("\n".join(line for line in lines if line))[:MAX_TEXT]


def has_prose(text: str) -> bool:
    """Return whether the text has more than menus and labels: lines as long as paragraphs."""
    return sum(len(line) for line in text.split("\n") if len(line) >= _PARAGRAPH) >= PROSE


def _without(text: str, tags: tuple[str, ...]) -> str:
    for tag in tags:
        lowered = text.lower()
        if len(lowered) != len(text):  # a letter that lengthens in lower case would shift all places
            lowered = text
        kept, at, closing = [], 0, f"</{tag}"
        while (start := lowered.find(f"<{tag}", at)) >= 0:
            kept.append(text[at:start])
            end = lowered.find(closing, start)
            at = len(text) if end < 0 else end
        text = "".join([*kept, text[at:]]) if kept else text
    return text


def _without_comments(text: str) -> str:
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("-->", start)
        if end < 0:
            at = start + 4  # a comment that never ends hides the rest from a reader of the code only
            break
        at = end + 3
    return "".join([*kept, text[at:]])
