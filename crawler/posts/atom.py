"""Atom as YouTube and Reddit write it, for their connectors: entries of a feed, read without any entity or network."""

from __future__ import annotations

from typing import Any

from lxml import etree

from core.schemas.incoming import MAX_TEXT, clean
from crawler.discover.xml_guard import declares_entities, looks_like_html

NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "media": "http://search.yahoo.com/mrss/",
    "yt": "http://www.youtube.com/xml/schemas/2015",
}


class NotAtom(ValueError):
    """The body is no Atom feed; the text is the problem's name."""


def entries(body: bytes) -> list[Any]:
    """Return the entries of the feed in its order.

    Raises: NotAtom.
    """
    if declares_entities(body):
        raise NotAtom("xml_dtd")
    if not body.strip() or looks_like_html(body):
        raise NotAtom("not_a_channel")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise NotAtom("not_a_channel") from None
    if root is None or etree.QName(root).localname != "feed":
        raise NotAtom("not_a_channel")
    return list(root.iterfind("a:entry", NAMES))


def words(entry: Any, path: str) -> str:
    """Return the text of the first element at the path, or nothing."""
    found = entry.find(path, NAMES)
    return clean((found.text or "")[:MAX_TEXT]).strip() if found is not None else ""
