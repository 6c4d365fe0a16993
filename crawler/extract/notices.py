"""Tells pages that stand in an article's place from articles: challenges, logins, maintenance, block pages. Pure."""

from __future__ import annotations

import re

#: A page with more text than this is an article about such things, not one of them.
MAX_NOTICE = 1_500
#: Sites show a small login form beside their articles too; a page with a password field and less text is a login.
MAX_LOGIN = 400
_LOOKED_AT = 200_000
#: Marks that services in front of a site, and Indonesian networks that block it, leave in their own pages.
_MARKS = re.compile(
    rb"/cdn-cgi/challenge-platform|cf[-_]chl[-_]|cf-browser-verification|_Incapsula_Resource|ddos-guard\.net"
    rb"|sucuri_cloudproxy|/\.well-known/sgcaptcha/|lamanlabuh\.aduankonten\.id|internetpositif|trustpositif",
    re.IGNORECASE,
)
_PASSWORD = re.compile(rb"<input[^>]{0,300}type\s{0,3}=\s{0,3}[\"']?password", re.IGNORECASE)
#: Whole headlines of notices; "Perbaikan jalan di Luwu" is none.
_NOTICES = (
    r"just a moment\.*",
    r"one moment,? please\.*",
    r"attention required!?",
    r"access (?:to this page has been )?denied",
    r"(?:error )?(?:403|404|50[0234])(?: .{0,40})?",
    r"(?:403 )?forbidden",
    r"(?:oops.{0,10})?(?:page |halaman |artikel |berita )?(?:not found|tidak ditemukan)!?",
    r"(?:site |website |we are |situs )?(?:is )?(?:under |in )?(?:scheduled )?maintenance(?: mode)?",
    r"(?:situs |website |mohon maaf.{0,20})?(?:sedang )?(?:dalam )?(?:perbaikan|pemeliharaan)",
    r"coming soon",
    r"(?:log ?in|sign ?in|masuk|masuk ke akun.{0,20})",
    r"(?:captcha|robot check|are you a robot\??|verifying you are human.{0,20}|checking your browser.{0,40})",
    r"(?:this )?account (?:has been )?suspended|akun ditangguhkan",
    r"(?:this )?domain .{0,60}(?:for sale|expired|parked)|.{4,60} is for sale",
    r"index of /.{0,60}",
    r"internet ?positif|(?:situs|akses)(?: ini)? diblokir",
    r"(?:service (?:temporarily )?unavailable|bad gateway|gateway time-?out|internal server error)",
    r"(?:database error|error establishing a database connection)",
)
_NOTICE = re.compile("|".join(f"(?:{one})" for one in _NOTICES), re.IGNORECASE)
_OUTLET = re.compile(r"\s[-|–—»•:]\s")


def is_notice(title: str, text: str, body: bytes, declared_article: bool) -> bool:
    """Return whether the page is a notice in an article's place. Raises: nothing."""
    if len(text) > MAX_NOTICE:
        return False
    if any(_NOTICE.fullmatch(part.strip()) for part in _OUTLET.split(title[:300])[:1] if part.strip()):
        return True
    if declared_article:
        return False
    if _MARKS.search(body, 0, _LOOKED_AT):
        return True
    return len(text) < MAX_LOGIN and _PASSWORD.search(body, 0, _LOOKED_AT) is not None
