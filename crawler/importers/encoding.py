"""Which encoding a file is in: said by its mark, proved by decoding all of it, or left to a person. Reads in pieces."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from core.errors import BadInput

#: What a person may name, and what may be found.
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252")
_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")


def detect(file: BinaryIO, name: str, *, whole: bool) -> str:
    """Return the encoding of a file that can be read twice; it stands at its beginning again afterwards.

    `whole`: all of it must be in that encoding. Without it UTF-8 is taken on trust, and who reads looks at each line.

    Raises: BadInput when the bytes are partly one and partly another encoding, so that a person must look.
    """
    sample = file.read(_SAMPLE)
    file.seek(0)
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    wide = _without_mark(sample)
    if wide:
        return wide
    if not whole or _decodes(file, "utf-8"):
        return "utf-8"
    if _is_mostly_utf8(file) or not _decodes(file, "windows-1252"):
        raise BadInput(
            f"{name}: its bytes are neither UTF-8 nor Windows-1252 throughout. Open it and save it as UTF-8, or say "
            f"what it is with --encoding ({', '.join(ENCODINGS)}); lines that cannot be read are refused then."
        )
    return "windows-1252"


def _without_mark(sample: bytes) -> str:
    """UTF-16 without its mark: half of the bytes of Latin text are NUL, all at one parity."""
    pairs = len(sample) // 2
    if not pairs:
        return ""
    even, odd = sample[0 : 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    if odd > 0.7 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * pairs and odd < 0.1 * pairs else ""


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        while piece := file.read(_CHUNK):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def _is_mostly_utf8(file: BinaryIO) -> bool:
    """Sequences of UTF-8 do not come about by chance: a file with as many of them as other bytes is a damaged one."""
    valid = high = 0
    while piece := file.read(_CHUNK):
        found = _SEQUENCE.findall(piece)
        valid += len(found)
        high += len(_HIGH.findall(piece)) - sum(map(len, found))
    file.seek(0)
    return valid > 0 and valid >= high
