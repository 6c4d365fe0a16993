"""The tree of regions, read from `configs/regions/`: 38 provinces, 514 kabupaten/kota, 7,285 kecamatan.

Provinces and regencies are read at once (a few milliseconds); districts when one is first asked for.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, cast

from core.errors import ConfigError, NotFound
from core.paths import data_dir
from core.schemas.region import Region

Level = Literal["province", "regency", "district"]
Zone = Literal["WIB", "WITA", "WIT"]

_LEVELS: dict[int, Level] = {2: "province", 5: "regency", 8: "district"}
_PREFIX = {"kabupaten": "Kab. ", "kota": "Kota ", "kecamatan": "Kec. ", "provinsi": ""}
_CODE = re.compile(r"\d\d(?:\.\d\d){0,2}")
_NOISE = re.compile(r"[\W_]+")
_KIND_WORDS = re.compile(r"^(?:provinsi|prov|kabupaten|kab|kota|kecamatan|kec|distrik)\b[.\s]+", re.IGNORECASE)


class Alias(NamedTuple):
    """Another name of a region; with `needs_cue` it counts only beside a word that tells a place."""

    alias: str
    code: str
    kind: str
    needs_cue: bool


class RegionTree:
    """Looks regions up by code or name. Codes are Kemendagri codes with dots."""

    def __init__(self, folder: Path) -> None:
        """Read provinces and regencies. Raises: ConfigError if the tables cannot be read."""
        self.folder = folder
        self._upper: dict[str, Region] = {}
        self._children: dict[str | None, list[str]] = {}
        for row in rows(folder / "regions.csv"):
            self._upper[row["code"]] = _upper_region(row)
            self._children.setdefault(parent_code(row["code"]), []).append(row["code"])

    def get(self, code: str) -> Region:
        """Return one region. Raises: NotFound for a code that is not in the table."""
        region = self._upper.get(code) or (self._districts.get(code) if len(code) == 8 else None)
        if region is None:
            raise NotFound(f"there is no region {code[:16]!r} in the table")
        return region

    def __contains__(self, code: object) -> bool:
        """Tell whether the code is in the table."""
        return isinstance(code, str) and (code in self._upper or (len(code) == 8 and code in self._districts))

    def children(self, code: str | None) -> tuple[Region, ...]:
        """Return the regions directly below; those below None are the provinces."""
        if code is not None and len(code) == 5:
            return tuple(r for c, r in self._districts.items() if c.startswith(code + "."))
        return tuple(self._upper[c] for c in self._children.get(code, ()))

    def parent(self, code: str) -> Region | None:
        """Return the region directly above, None above a province. Raises: NotFound."""
        above = self.get(code).parent
        return None if above is None else self.get(above)

    def ancestors(self, code: str) -> tuple[Region, ...]:
        """Return the regions above, nearest first. Raises: NotFound."""
        self.get(code)
        return tuple(self.get(code[:size]) for size in (5, 2) if size < len(code))

    def level(self, code: str) -> Level:
        """Return the level of a code. Raises: NotFound."""
        return self.get(code).level

    def display(self, code: str) -> str:
        """Return the name to show: `Kab. Luwu`, `Kota Makassar`, `Sulawesi Selatan`. Raises: NotFound."""
        region = self.get(code)
        return _PREFIX[region.kind] + region.short

    def provinces(self) -> tuple[Region, ...]:
        """Return the 38 provinces in the order of their codes."""
        return self.children(None)

    def regencies(self) -> tuple[Region, ...]:
        """Return the 514 kabupaten and kota in the order of their codes."""
        return tuple(r for r in self._upper.values() if r.level == "regency")

    def districts(self) -> tuple[Region, ...]:
        """Return the 7,285 kecamatan in the order of their codes."""
        return tuple(self._districts.values())

    def find(self, text: str) -> tuple[Region, ...]:
        """Return the regions that a name, an alias or a code means, the highest level first; empty if none."""
        wanted = text.strip()
        if _CODE.fullmatch(wanted):
            return (self.get(wanted),) if wanted in self else ()
        codes = [*self._names.get(fold(wanted), ()), *self._names.get(fold(_KIND_WORDS.sub("", wanted)), ())]
        found = [self.get(code) for code in dict.fromkeys(codes)]
        prefix = wanted.lower()
        exact = [r for r in found if prefix.startswith(r.kind[:3]) and r.kind != "provinsi"]
        return tuple(sorted(exact or found, key=lambda r: (len(r.code), r.code)))

    def lowest_common_parent(self, codes: Iterable[str]) -> str | None:
        """Return the deepest region that holds all the codes; None when only the whole country does."""
        wanted = list(codes)
        if not wanted:
            return None
        for size in (8, 5, 2):
            heads = {code[:size] if len(code) >= size else "" for code in wanted}
            if len(heads) == 1 and "" not in heads:
                return heads.pop()
        return None

    @cached_property
    def distinct_districts(self) -> frozenset[str]:
        """Codes of the kecamatan whose name alone tells them: no other region and hardly a village shares it."""
        return frozenset(row["code"] for row in rows(self.folder / "districts.csv") if row.get("distinct") == "yes")

    @cached_property
    def aliases(self) -> tuple[Alias, ...]:
        """The alias table. Raises: ConfigError for a row whose code is unknown or that stands twice."""
        found: dict[tuple[str, str], Alias] = {}
        for number, row in enumerate(rows(self.folder / "aliases.csv"), start=2):
            alias = Alias(row["alias"], row["code"], row["kind"], row["needs_cue"] == "yes")
            key = (fold(alias.alias), alias.code)
            if alias.code not in self._upper or not key[0]:
                raise ConfigError(f"aliases.csv line {number}: no region {alias.code!r} for {alias.alias!r}")
            if key in found:
                raise ConfigError(f"aliases.csv line {number}: {alias.alias!r} stands twice for {alias.code}")
            found[key] = alias
        return tuple(found.values())

    def aliases_of(self, code: str) -> tuple[Alias, ...]:
        """Return the other names of one region. Raises: ConfigError."""
        return tuple(alias for alias in self.aliases if alias.code == code)

    @cached_property
    def _districts(self) -> dict[str, Region]:
        return {row["code"]: self._district(row) for row in rows(self.folder / "districts.csv")}

    def _district(self, row: dict[str, str]) -> Region:
        above = self._upper[row["code"][:5]]
        return Region(
            code=row["code"],
            name=f"Kecamatan {row['name']}",
            short=row["name"],
            level="district",
            kind="kecamatan",
            parent=above.code,
            zone=above.zone,
        )

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for region in (*self._upper.values(), *self._districts.values()):
            for name in {fold(region.short), fold(region.name)}:
                names.setdefault(name, []).append(region.code)
        for alias in self.aliases:
            names.setdefault(fold(alias.alias), []).append(alias.code)
        return names


def fold(name: str) -> str:
    """Return the form in which names are compared: lower case, letters and digits only."""
    return _NOISE.sub("", name.casefold())


def parent_code(code: str) -> str | None:
    """Return the code one level up, None for a province."""
    return code.rpartition(".")[0] or None


@lru_cache(maxsize=4)
def load_tree(folder: Path | None = None) -> RegionTree:
    """Return the tree of `configs/regions/` (or of another folder), read once. Raises: ConfigError."""
    return RegionTree(folder or data_dir("configs") / "regions")


def _upper_region(row: dict[str, str]) -> Region:
    code = row["code"]
    return Region(
        code=code,
        name=row["name"],
        short=row["short"],
        level=_LEVELS[len(code)],
        kind=cast(Literal["provinsi", "kabupaten", "kota"], row["kind"]),
        parent=parent_code(code),
        zone=cast(Zone, row["zone"]),
    )


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of one table. Raises: ConfigError when it cannot be read."""
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            yield from csv.DictReader(handle)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(f"{path.name} cannot be read ({error}): reinstall Suar or restore configs/regions") from error
