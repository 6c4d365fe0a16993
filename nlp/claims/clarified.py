"""Whether a text denies or clarifies what others say: that is a clarification, no claim to verify.

Measured on the labels and on 1,143 circulated messages, 2026-11-30: 15 of 16 texts with a label at the head are
clarifications, and 17 of 17 with a report and `itu hoaks`, `dipastikan bohong` behind it; none is a claim, and none of
the messages has either. Of 40 posts with both anywhere in a sentence (`berita hoax`) only 22 are clarifications.
"""

from __future__ import annotations

from nlp.claims.around import Around
from nlp.claims.grounds import Found
from nlp.text.tokens import ASK, CRY

#: How far the report stands from what denies it: `membantah dengan tegas isu ...`, `Kabar Pertalite dihapus mulai besok
#: di seluruh Jawa itu tidak benar`.
_NEAR, _FAR = 5, 14
#: How far into the text a denial makes it one. Further on it mostly answers a message that is quoted before it, which
#: stays a claim: of 700 claims of fact-checks 14 lost theirs so, with the checker's answer in them.
_BEGINNING = 40
_OPEN, _CLOSE, _MARKS = ("[", "(", "*"), ("]", ")", "*"), (":", ",")
#: What may follow `tidak benar` at the head instead of a report; `bohong kalau` is an answer to somebody.
_THAT = frozenset({"bahwa", "adanya", "jika", "kalau", "kalo", "ada"})


def label(around: Around, first: int, last: int) -> Found | None:
    """`[HOAKS] ...`, `Hoax ya guys, ...`, `Cek fakta: ...` at the head; `Hoax atau bukan?` asks."""
    if first or _asks(around, last):
        return None
    cries = last + 1 < len(around.tokens) and around.tokens[last + 1].form == CRY
    labels = cries or last + 1 in around.section("tail") or around.after(last).startswith(_MARKS)
    return Found("denial", first, last, "label") if labels else boxed(around, first, last)


def boxed(around: Around, first: int, last: int) -> Found | None:
    """`[SALAH] ...` at the head, as checkers title."""
    labels = first == 0 and around.before(first).endswith(_OPEN) and around.after(last).startswith(_CLOSE)
    return Found("denial", first, last, "label") if labels else None


def of_report(around: Around, first: int, last: int) -> Found | None:
    """`Tidak benar kabar ...`, `Kabar ... itu hoaks`; `berita hoax` alone names what people fight about."""
    if first > _BEGINNING or _asks(around, last):
        return None
    reports, said = around.section("report"), around.until("is_said")
    if first == 0:
        ahead = range(last + 1, min(last + 1 + _NEAR, len(around.tokens)))
        that = _THAT if last > first else ()
        at = next((at for at in ahead if at in reports or around.tokens[at].form in that), None)
        return None if at is None else Found("denial", first, at, "report")
    if first - 1 not in said or around.breaks(first - 1):
        return None
    for at in range(first - 1, max(-1, first - 1 - _FAR), -1):
        if around.breaks(at) or around.tokens[at].form == ASK:
            return None
        if at in reports:
            return Found("denial", at, last, "report")
    return None


def by_somebody(around: Around, first: int, last: int) -> Found | None:
    """`Pihak RS membantah kabar ...`."""
    if first > _BEGINNING or (first and first - 1 in around.section("not")):
        return None
    ahead = range(last + 1, min(last + 1 + _NEAR, len(around.tokens)))
    at = next((at for at in ahead if at in around.section("report")), None)
    return (
        None if at is None or any(around.breaks(here) for here in range(last, at)) else Found("denial", first, at, "by")
    )


def _asks(around: Around, last: int) -> bool:
    """`Hoax atau bukan?`, `Hoax kah?`, `tidak benar-benar`."""
    return last + 1 < len(around.tokens) and around.tokens[last + 1].form in (ASK, "atau", "apa", "kah", "benar")
