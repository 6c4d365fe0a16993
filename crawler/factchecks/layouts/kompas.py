"""Kompas Cek Fakta: "[HOAKS] …" or "[KLARIFIKASI] …"; headings "Penelusuran Kompas.com" and "Kesimpulan"."""

from __future__ import annotations

import re

from core.factchecks.verdicts import split_headline
from crawler.factchecks.layouts.article import Article, Layout, Told, sections

_HEADINGS = {
    "claim": r"narasi yang beredar",
    "explanation": r"penelusuran(?: tim)?(?: cek fakta)?(?: kompas\.?com)?|(?:bagaimana )?faktanya\??"
    r"|konfirmasi kompas\.?com",
    "conclusion": r"kesimpulan",
    "left_out": r"referensi|rujukan|baca juga|baca berita.*|sumber",
}
#: The agency's line in front of the text: "KOMPAS.com - ".
_DATELINE = re.compile(r"^(?:[A-Z ,]{0,40})?KOMPAS\.com\s*[-–—]\s*")


def read(article: Article) -> Told | None:
    """Return what the article tells; None for headlines without a label: those are news."""
    head = split_headline(article.title)
    if not head.words:
        return None
    found = sections(article.lines, _HEADINGS)
    lead = _DATELINE.sub("", found[""])
    return Told(
        title=head.rest,
        claim=found.get("claim", "") or lead,
        explanation=found.get("explanation", ""),
        conclusion=found.get("conclusion", ""),
        verdict=head.words,
    )


LAYOUT = Layout(("kompas.com",), read, re.compile(r"^/cekfakta/"))
