"""One node of the region tree."""

from __future__ import annotations

from typing import Literal

from core.schemas.document import Frozen


class Region(Frozen):
    """A province, regency (kabupaten or kota) or district (kecamatan) by Kemendagri code."""

    code: str
    name: str  #: official name, e.g. `Kabupaten Luwu`, `Kota Makassar`, `Sulawesi Selatan`
    short: str  #: the name without its kind, e.g. `Luwu`
    level: Literal["province", "regency", "district"]
    kind: Literal["provinsi", "kabupaten", "kota", "kecamatan"]
    parent: str | None
    zone: Literal["WIB", "WITA", "WIT"]
