"""Look-alike characters seen in evasive posts, and typographic signs that stand for an ASCII one. Data only.

A small map on purpose: letters that Indonesian readers take for Latin ones. Compatibility forms (fullwidth,
mathematical, circled) are undone by Unicode's own decomposition and are not listed.
"""

from __future__ import annotations

_PAIRS = (
    "аa еe оo рp сc хx уy іi јj ѕs һh ԁd ԛq ԝw кk мm тt нh вb гr лn пn "  # Cyrillic, lower case
    "АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS "
    "αa εe ιi κk νv οo ρp τt υu χx γy ηn ωw βb "  # Greek
    "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX "
    "ıi ɑa ɡg ɩi ʀr ʏy ɴn ʜh ʟl ᴀa ᴄc ᴅd ᴇe ᴊj ᴋk ᴍm ᴏo ᴘp ᴛt ᴜu ᴠv ᴡw ᴢz ʙb ɢg ɪi ꜰf ꜱs øo Øo łl Łl đd Đd ħh ŧt ßb"
)

#: One look-alike to its lower-case Latin letter, with the negative circled and squared alphabets.
LOOKALIKES: dict[str, str] = {pair[0]: pair[1].lower() for pair in _PAIRS.split()}
LOOKALIKES |= {chr(first + i): chr(97 + i) for first in (0x1F150, 0x1F170) for i in range(26)}

#: One for one, so that offsets stay as they are.
TYPOGRAPHY: dict[int, str] = {
    **dict.fromkeys(map(ord, "“”„‟«»″"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛′ʼ`´"), "'"),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000\u2028\u2029"), " "),
    **dict.fromkeys(map(ord, "•·●▪■◆★☆►▶✔✓→"), " "),
    ord("…"): ".",
}
