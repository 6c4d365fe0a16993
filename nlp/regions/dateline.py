"""Tells a dateline (`MAKASSAR, KOMPAS.com - `) from the place of the story."""

from __future__ import annotations

import re

from nlp.regions.mention import Mention

#: A dateline opens the text, or its second paragraph where a summary comes first.
_HEAD, _SUMMARY = 60, 600
_DASH = r"(?:--?|[–—\x96])"
_HOST = r"[\w.]{2,30}\.(?i:com|co|id|net|news)"
_BEFORE = re.compile(rf"\W*(?:{_HOST}\b\W*)?(?:[A-Z][\w ]{{2,30}},\s*)?")
_AFTER = re.compile(rf"(?:\s*,[^-–—\n]{{2,40}}|\s*\([^)\n]{{2,30}}\))?\s*{_DASH}\s")
_OUTLET = re.compile(
    rf"\s*(?:,\s*(?:{_HOST}|KOMPAS|VIVA|CNN Indonesia)|\([A-Z]{{4,12}}\))\s*{_DASH}\s|\s{_DASH}\s+[A-Z\"“]"
)
_SENTENCE_END = tuple('.!?\n)]"”*')


def is_dateline(mention: Mention) -> bool:
    """Tell whether the name opens the text, or what follows a summary, as `CITY, OUTLET - `."""
    field = mention.field
    if field.name != "text" or mention.start > _SUMMARY:
        return False
    start, end = field.span(mention.start, mention.end)
    before, after = field.original[:start], field.original[end : end + 80]
    if start <= _HEAD and _BEFORE.fullmatch(before) and _AFTER.match(after):
        return True
    return before.rstrip(" ").endswith(_SENTENCE_END) and bool(_OUTLET.match(after))
