"""Liputan6 Cek Fakta: "Cek Fakta: Tidak Benar …", headings "Penelusuran Fakta" and "Kesimpulan"."""

from __future__ import annotations

import re

from core.factchecks.verdicts import split_headline, verdict_of
from crawler.factchecks.layouts.article import Article, Layout, Told, sections

_HEADINGS = {
    "explanation": r"penelusuran fakta|hasil penelusuran|faktanya",
    "conclusion": r"kesimpulan",
    "left_out": r"tentang cek fakta liputan6\.com|rujukan|referensi|baca juga|sumber|saksikan.*",
}
_DATELINE = re.compile(r"^Liputan6\.com, [^-–—\n]{2,40}[-–—]\s*")
#: The verdict within a headline: "Tidak Benar Video Ini …", "Hoaks Artikel …", "Keliru, …".
_HEAD = re.compile(
    r"^(tidak benar|hoaks|salah|keliru|menyesatkan|sebagian benar|benar(?!kah))\b[:,]?\s*", re.IGNORECASE
)
#: The verdict in the conclusion: "… ternyata tidak benar", "… adalah hoaks".
_CONCLUDED = re.compile(
    r"\b(?:ternyata|adalah|merupakan)\s(?:informasi |berita |klaim )?(tidak benar|hoaks|salah|keliru|palsu|menyesatkan"
    r"|benar|tidak terbukti)\b",
    re.IGNORECASE,
)


def read(article: Article) -> Told | None:
    """Return what the article tells; None for headlines that are no "Cek Fakta" and have no conclusion."""
    head = split_headline(article.title)
    found = sections(article.lines, _HEADINGS)
    conclusion = found.get("conclusion", "")
    if not head.words and not conclusion:
        return None
    named, said = _HEAD.match(head.rest), _CONCLUDED.search(conclusion)
    verdict = named.group(1) if named else said.group(1) if said else ""
    verdict = head.words if verdict_of(head.words) != "other" else verdict
    lead = _DATELINE.sub("", found[""])
    return Told(head.rest, lead, found.get("explanation", ""), conclusion, verdict)


LAYOUT = Layout(("liputan6.com",), read, re.compile(r"^/cek-fakta/"))
