"""The words of a document that tell stories apart: stems of its title and of the beginning of its text."""

from __future__ import annotations

from core.search.analyser import stems
from nlp.categories.evidence import function_words

#: What is read: a title, and of the text the lead, which says what happened (characters).
TITLE_LIMIT, LEAD_LIMIT = 300, 600
#: A post has no title; its beginning stands for one (characters).
_POST_TITLE = 140
#: Most different words kept of a document.
MOST = 96


def terms(title: str, text: str) -> dict[str, float]:
    """Return the stems of a document with their weights: 1 in the title, half in the lead."""
    if not title.strip():
        title, text = text[:_POST_TITLE], text[_POST_TITLE:]
    found = dict.fromkeys(_stems(title[:TITLE_LIMIT]), 1.0)
    for stem in _stems(text[:LEAD_LIMIT]):
        if len(found) >= MOST:
            break
        found.setdefault(stem, 0.5)
    return found


def _stems(text: str) -> list[str]:
    small = function_words()
    return [stem for stem in stems(text) if stem and stem not in small and (len(stem) > 1 or stem.isdigit())]
