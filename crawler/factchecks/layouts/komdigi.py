"""Komdigi (before: Kominfo): "[HOAKS] …" or "[DISINFORMASI] …", then "Penjelasan :", "Kategori:", "Link Counter:"."""

from __future__ import annotations

import re

from core.factchecks.verdicts import split_headline
from crawler.factchecks.layouts.article import Article, Layout, Told, sections

_HEADINGS = {
    "explanation": r"penjelasan",
    "category": r"kategori",
    "left_out": r"link counter|sumber|baca juga|berita terkait|bagikan",
}
#: Where the explanation leaves the claim and begins with what is true.
_TURN = re.compile(r"(?<=[.!?”\"])\s+(?=(?:Faktanya|Setelah|Dilansir|Berdasarkan|Melansir|Dikutip|Menurut|Namun)\b)")


def read(article: Article) -> Told | None:
    """Return what the article tells; None for headlines without a label: those are news of the ministry."""
    head = split_headline(article.title)
    found = sections(article.lines, _HEADINGS)
    category = found.get("category", "").splitlines()[:1]
    verdict = head.words or (category[0] if category else "")
    if not verdict:
        return None
    whole = found.get("explanation", "") or found[""]
    parts = _TURN.split(whole, maxsplit=1)
    told_apart = len(parts) == 2
    return Told(head.rest, parts[0] if told_apart else "", parts[-1], "", verdict)


LAYOUT = Layout(("komdigi.go.id", "kominfo.go.id"), read)
