"""What a publisher's words for its conclusion mean, as one of the neutral names of core.schemas.factcheck.Verdict.

The words are of Indonesian outlets (TurnBackHoax, Tempo, Kompas, Liputan6, Komdigi) and the common ones in English.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from core.schemas.factcheck import Verdict

#: The first line that matches decides, so what negates or softens a word stands before the word.
_WORDS: tuple[tuple[Verdict, str], ...] = (
    ("satire", r"satir[ea]?|parodi|parody|komedi|humor|lelucon"),
    (
        "missing_context",
        r"sebagian (besar )?benar|(half|partly|partially|mostly)[ -]true|tidak sepenuhnya (benar|tepat|salah)"
        r"|(tanpa|kurang|butuh|perlu|minim|hilang(nya)?) konteks|(missing|lacks?|needs|no|out of) context"
        r"|mixture|mixed",
    ),
    (
        "unproven",
        r"(tidak|belum|tak|sulit) (ter|dapat di|bisa di|di)?(bukti|verifikasi)(kan)?|(tidak|belum|tak) ada bukti"
        r"|unproven|unverified|unsupported|no evidence|research in progress|inconclusive",
    ),
    (
        "misleading",
        r"menyesatkan|sesat|misleading|sebagian (besar )?(salah|keliru)|(mostly|partly|partially)[ -]false"
        r"|konteks (yang )?(salah|keliru)|koneksi (yang )?salah|false (context|connection)|cherry.?pick\w*"
        r"|exaggerat\w+",
    ),
    ("true", r"bukan (hoaks?|hoax|salah|disinformasi)|(not|n't) false"),
    (
        "false",
        r"(tidak|bukan|tak) (benar|akurat|tepat|fakta|asli)|(not|isn't|un)[ -]?true|inaccurate|incorrect|salah"
        r"|hoaks?|hoax|keliru|false|palsu|fake|bohong|fitnah|penipuan|scam|tiruan|(konten )?(ter)?manipula[st]i\w*"
        r"|(di|mis|mal)s?informasi|(dis|mis)information|fabricat\w+|altered|doctored|wrong|pants on fire",
    ),
    ("true", r"benar|true|fakta|faktual|akurat|accurate|correct|terbukti|confirmed"),
)
_MEANINGS = tuple((name, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for name, words in _WORDS)
#: What takes a fact-check back: the word alone, or said of the check. "Izin dicabut" is of a permit.
_RETRACTED = re.compile(
    r"(?:^|[.,;:/()\[\]–—-] ?)"
    r"(?:(?:artikel|berita|tulisan|laporan|hasil|pemeriksaan|periksa|cek|fakta|putusan|penilaian|label|rating|verdict"
    r"|this|the|article|check|fact|review|ini|itu|kami|telah|sudah|resmi|has|been|was|is) )*+"
    r"(?:dicabut|ditarik|retracted|retraction|withdrawn)"
    r"(?= ?(?:$|[.,;:/()\[\]–—-])| (?:oleh|pada|karena|sejak|tanggal|redaksi|kembali|by|on|because|since)(?!\w))"
)
#: Words in front of a headline that say what kind of text it is and conclude nothing.
_KINDS = (
    r"cek fakta|fakta atau (?:hoa(?:ks|x)|bukan)|klarifikasi|infografi[ks]|video|foto|update|ralat|edukasi|prebunking"
)
_KIND_OF_TEXT = re.compile(r"cek fakta|periksa fakta|fakta atau (?:hoa(?:ks|x)|bukan)|fact[- ]?check\w*")
_VERDICT_WORDS = (
    r"salah|hoa(?:ks|x)|benar|fakta|keliru|menyesatkan|sesat|disinformasi|misinformasi|malinformasi|penipuan|satire?"
    r"|parodi|komedi|sebagian (?:besar )?(?:benar|salah|keliru)|tidak benar|tidak terbukti|belum (?:ter|ada )bukti"
    r"|konten (?:palsu|tiruan|yang menyesatkan|dengan konteks yang salah)|berita|isu|dicabut|ditarik|tanpa konteks"
)
_LABEL = re.compile(
    rf"\s*(?:[\[(]\s*+([^\[\]()]{{2,60}}?)\s*+[\])]\s*[:\-–—]?|((?:{_KINDS}|{_VERDICT_WORDS})"
    rf"(?:\s*(?:/|dan|&)\s*(?:{_KINDS}|{_VERDICT_WORDS}))?)\s*[:!|])\s*",
    re.IGNORECASE,
)
#: Characters of a headline that are read.
_LONGEST_HEADLINE = 2_000
#: Bracketed words longer than this are part of the headline.
_LONGEST_LABEL = 40


class Headline(NamedTuple):
    """The publisher's words in front of a headline ("[SALAH]", "Keliru:") and the headline without them."""

    words: str
    rest: str


def verdict_of(words: str) -> Verdict:
    """Return what the words conclude; `other` where they say nothing that is known. Raises: nothing."""
    plain = " ".join(_KIND_OF_TEXT.sub(" ", " ".join(words[:400].casefold().replace("_", " ").split())).split())
    if _RETRACTED.search(plain):
        return "retracted"
    return next((name for name, pattern in _MEANINGS if pattern.search(plain)), "other")


def rating_verdict(value: float, worst: float, best: float) -> Verdict:
    """Return what a number says on its scale, for reviews without words: the ends are false and true. Raises: nothing.

    schema.org/ClaimReview counts from 1, false, to 5, true; a value outside the scale means that there is none.
    """
    if not all(map(math.isfinite, (value, worst, best))) or worst >= best or not worst <= value <= best:
        return "other"
    share = (value - worst) / (best - worst)
    if share in (0.0, 1.0):
        return "true" if share else "false"
    return "misleading" if share < 0.5 else "missing_context"


def split_headline(title: str) -> Headline:
    """Return the verdict that stands in front of a headline and what remains; both as the publisher wrote them.

    Several labels in a row are read ("[KLARIFIKASI] [SALAH] …"); one that takes the fact-check back is given, else the
    first one that concludes something, else the first one. What stands behind 2,000 characters is cut off.
    Raises: nothing.
    """
    title = title[:_LONGEST_HEADLINE]
    rest, labels = title, list[str]()
    while len(labels) < 3 and (match := _LABEL.match(rest)):
        label = (match.group(1) or match.group(2)).strip()
        bracketed = match.group(1) is not None
        if bracketed and not _is_label(label):
            break
        labels.append(label)
        rest = rest[match.end() :]
    if not rest.strip():
        return Headline("", title.strip().removeprefix(": "))
    taken_back = [label for label in labels if verdict_of(label) == "retracted"]
    concluding = [label for label in labels if verdict_of(label) != "other"]
    return Headline(next(iter(taken_back + concluding + labels), ""), rest.strip().removeprefix(": "))


def decisive(said: str, head: Headline) -> str:
    """Return the words that count: those of a field for the verdict, else the headline's. Raises: nothing.

    A headline that takes the fact-check back goes before the field: outlets correct the headline and leave the rest.
    """
    return head.words if not said or verdict_of(head.words) == "retracted" else said


def _is_label(words: str) -> bool:
    known = re.fullmatch(rf"(?:{_KINDS}|{_VERDICT_WORDS})", words, re.IGNORECASE)
    return bool(known) or (len(words) <= _LONGEST_LABEL and words.isupper() and not any(c.isdigit() for c in words))
