"""TurnBackHoax (MAFINDO): "[SALAH] …"; sections of capital labels until 2024, headings of words since.

Older: KATEGORI, SUMBER, NARASI, PENJELASAN, REFERENSI, often between lines of "= = =". Newer: Narasi, Penjelasan (or
Hasil Cek Fakta), Kesimpulan, Rujukan.
"""

from __future__ import annotations

from core.factchecks.verdicts import split_headline
from crawler.factchecks.layouts.article import Article, Layout, Told, sections

_HEADINGS = {
    "claim": r"narasi|isi narasi|klaim|informasi",
    "category": r"kategori|hasil periksa fakta|jenis",
    "explanation": r"penjelasan|hasil cek fakta|pemeriksaan fakta|fakta",
    "conclusion": r"kesimpulan|simpulan",
    "left_out": r"sumber|referensi|rujukan|about the author.*|tags?|baca juga|artikel terkait|link",
}


def read(article: Article) -> Told | None:
    """Return what the article tells; None for pages without verdict and sections (about, events)."""
    head = split_headline(article.title)
    lines = tuple(line for line in article.lines if line.strip(" =*-_"))
    found = sections(lines, _HEADINGS)
    if not head.words and not {"claim", "explanation"} <= found.keys():
        return None
    category = found.get("category", "").splitlines()[:1]
    return Told(
        title=head.rest,
        claim=found.get("claim", ""),
        explanation=found.get("explanation", "") or ("" if "claim" in found else found[""]),
        conclusion=found.get("conclusion", "") or (category[0] if category else ""),
        verdict=head.words,
    )


LAYOUT = Layout(("turnbackhoax.id", "cekhoax.id"), read)
