"""Tempo Cek Fakta: the verdict before a colon in the headline, headings "Pemeriksaan Fakta" and "Kesimpulan"."""

from __future__ import annotations

import re

from core.factchecks.verdicts import split_headline, verdict_of
from crawler.factchecks.layouts.article import Article, Layout, Told, sections

_HEADINGS = {
    "explanation": r"pemeriksaan fakta|hasil pemeriksaan( fakta)?|fakta",
    "conclusion": r"kesimpulan",
    "left_out": r"rujukan|tim cek fakta tempo|baca juga|\*\*punya informasi.*|artikel ini ditulis.*|berita terkait",
}
#: The sentence of the conclusion that gives the verdict: "… adalah keliru."
_CONCLUDED = re.compile(
    r"\badalah (?:klaim yang )?(keliru|menyesatkan|sebagian benar|sebagian keliru|benar|tidak terbukti|belum terbukti"
    r"|satire?)\b",
    re.IGNORECASE,
)


def read(article: Article) -> Told | None:
    """Return what the article tells; None where neither headline nor conclusion has a verdict."""
    head = split_headline(article.title)
    found = sections(article.lines, _HEADINGS)
    conclusion = found.get("conclusion", "")
    said = _CONCLUDED.search(conclusion)
    verdict = head.words if verdict_of(head.words) != "other" else said.group(1) if said else ""
    if not verdict and not conclusion:
        return None
    return Told(head.rest, found[""], found.get("explanation", ""), conclusion, verdict)


LAYOUT = Layout(("cekfakta.tempo.co", "tempo.co"), read, re.compile(r"^/(?:fakta|cekfakta|cek-fakta)/"))
