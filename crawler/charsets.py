"""The character sets that a server or a page may choose, by the names they go by; Python knows dangerous ones too.

`punycode`, `unicode_escape`, `cp037`, `utf-7`, `hz`, `zip` and `idna` would change what a page says, or raise.
"""

from __future__ import annotations

import re

_ISO = re.compile(r"iso[-_]?8859[-_]?(\d{1,2})(-[ie])?")
_WINDOWS = re.compile(r"(?:windows|cp|x-cp)[-_]?(125[0-8])")
#: Parts of ISO 8859 that exist; 1 is read as windows-1252, as every browser does.
_PARTS = {*range(2, 12), 13, 14, 15, 16}
_OTHERS = {
    **dict.fromkeys(("utf-8", "utf8", "utf_8"), "utf-8"),
    **dict.fromkeys(("ascii", "us-ascii", "latin1", "latin-1", "l1"), "windows-1252"),
    **dict.fromkeys(("gb18030", "gbk", "gb2312", "x-gbk"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    "euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "euc-cn": "gb18030",
}


def codec_of(name: str) -> str:
    """Return Python's codec for a declared character set, or nothing where it is not one that pages may choose.

    UTF-16 is known by its byte-order mark alone. Raises: nothing.
    """
    plain = name.strip(" \t\"'").lower()
    if plain in _OTHERS:
        return _OTHERS[plain]
    windows = _WINDOWS.fullmatch(plain)
    if windows:
        return f"cp{windows[1]}"
    iso = _ISO.fullmatch(plain)
    if iso is None:
        return ""
    part = int(iso[1])
    return "cp1252" if part == 1 else f"iso8859-{part}" if part in _PARTS else ""
