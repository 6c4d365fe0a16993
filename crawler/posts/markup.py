"""The words of a post that comes as HTML: lines kept, people's links replaced, nothing of the markup left."""

from __future__ import annotations

import html as entities
import re
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

from core.schemas.incoming import NO_NAME
from crawler.posts.hostile_json import MAX_MARKUP

#: Share of the letters that the parser must have kept; the rest may be a `>` in an attribute.
KEPT = 0.95
_TAG = re.compile(r"<[^<>]*>")
_BLOCKS = {"p", "div", "blockquote", "ul", "ol", "pre", "h1", "h2", "h3", "table"}
_LINES = {"br", "li", "tr"}
#: Never said by the author of the post.
_SILENT = {"script", "style", "template", "noscript"}
#: Paths under which people have their pages.
_PERSON = re.compile(r"^/(@|users?/|u/|profile/|accounts?/)", re.IGNORECASE)
#: The first part of a path on t.me that is no name of an account.
_NO_ACCOUNT = {"s", "c", "joinchat", "share", "addstickers", "iv", "proxy", "socks"}


def plain(markup: str) -> str:
    """Return the words of a piece of HTML. Raises: nothing."""
    stripped = entities.unescape(_TAG.sub(" ", markup))
    if "<" not in markup:
        return tidy(stripped)
    try:
        root = html.fragment_fromstring(markup[:MAX_MARKUP], create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return tidy(stripped)
    # Nested deeper than 256 levels, or cut above, lxml loses text without a word.
    whole = _letters("".join(root.itertext())) >= KEPT * _letters(stripped)
    return text_of(root) if whole else tidy(stripped)


def text_of(root: Any) -> str:
    """Return the words of an element, which is changed on the way."""
    for one in list(root.iter()):
        if not isinstance(one.tag, str) or one.tag in _SILENT or "quote-inline" in one.get("class", "").split():
            _drop(one, root)
        elif one.tag == "a":
            _name_link(one)
        elif one.tag in _LINES or (one.tag in _BLOCKS and one is not root):
            one.tail = ("\n" if one.tag in _LINES else "\n\n") + (one.tail or "")
    return tidy("".join(root.itertext()))


def tidy(text: str) -> str:
    """Return the text with single spaces and at most one empty line in a row."""
    lines = [" ".join(line.split()) for line in text.replace("\x00", "").splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def leads_to_person(address: str) -> bool:
    """Return whether an address is the page of an account, as far as its form tells."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return False
    path = parts.path
    if parts.scheme == "tg":
        return True
    if host in ("t.me", "telegram.me"):
        steps = path.strip("/").split("/")
        return len(steps) == 1 and steps[0] != "" and not steps[0].startswith("+") and steps[0] not in _NO_ACCOUNT
    return bool(_PERSON.match(path))


def _name_link(link: Any) -> None:
    """Replace a link to a person, and say where another one leads when its words do not."""
    kinds, address = link.get("class", "").split(), (link.get("href") or "").strip()
    if ("mention" in kinds and "hashtag" not in kinds) or leads_to_person(address):
        for child in list(link):
            link.remove(child)
        link.text = NO_NAME
        return
    said = "".join(link.itertext()).strip()
    if address.startswith(("http://", "https://")) and not said.startswith(("#", "http://", "https://")):
        bare = address.partition("://")[2].rstrip("/")
        if said.rstrip("/…") not in bare:
            link.tail = f" ({address}){link.tail or ''}"


def _drop(one: Any, root: Any) -> None:
    if one is not root and one.getparent() is not None:
        one.drop_tree() if hasattr(one, "drop_tree") else one.getparent().remove(one)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
