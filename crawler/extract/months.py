"""Names of months as Indonesian, Malay and English outlets write them, abbreviations and old spellings included."""

from __future__ import annotations

_NAMES = (
    "januari january jan",
    "februari february pebruari febr feb peb",
    "maret march mar mrt mac",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul julai",
    "agustus august agust agus agst agu agt ags aug ogos",
    "september sept sep",
    "oktober october okt oct",
    "november nopember nov nop",
    "desember december disember des dec",
)
#: Name in lower case → number of the month.
MONTHS: dict[str, int] = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
