"""An outlet of fact-checks whose layout nobody has written down: a verdict in the headline, or a conclusion."""

from __future__ import annotations

import re

from core.factchecks.verdicts import split_headline, verdict_of
from crawler.factchecks.layouts.article import Article, Told, sections

_HEADINGS = {
    "claim": r"narasi(?: yang beredar)?|isi (?:pesan|narasi|klaim)|klaim|claim|the claim",
    "explanation": r"penjelasan|penelusuran(?: fakta)?|pemeriksaan fakta|(?:hasil )?cek fakta|faktanya?|fact[ -]check"
    r"|analysis|the facts",
    "verdict": r"putusan|verdict|rating|status|hasil(?: periksa fakta)?|kategori",
    "conclusion": r"kesimpulan|simpulan|conclusion|our (?:verdict|ruling)",
    "left_out": r"sumber|referensi|rujukan|baca juga|sources?|references|tags?"
    r"|tentang (?:cek fakta|kami).*",
}
_CONCLUDED = re.compile(
    r"\b(?:adalah|ternyata|merupakan|is|are|was)\s(?:\w+ ){0,2}?(tidak benar|hoaks?|salah|keliru|palsu|menyesatkan"
    r"|sebagian benar|tidak terbukti|benar|satire?|false|misleading|true|unproven)\b",
    re.IGNORECASE,
)


def read(article: Article) -> Told | None:
    """Return what the article tells; None where it names neither a verdict nor a conclusion."""
    head = split_headline(article.title)
    found = sections(article.lines, _HEADINGS)
    conclusion = found.get("conclusion", "")
    said = _CONCLUDED.search(conclusion)
    named = found.get("verdict", "").splitlines()[:1]
    candidates = [head.words, *named, said.group(1) if said else ""]
    verdict = next((words for words in candidates if verdict_of(words) != "other"), "")
    if not verdict and not conclusion:
        return None
    lead = found[""].split("\n\n")[0]
    return Told(head.rest, found.get("claim", "") or lead, found.get("explanation", ""), conclusion, verdict)
