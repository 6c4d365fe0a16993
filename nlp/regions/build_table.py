"""Builds `configs/regions/{regions,districts}.csv` from the npm package idn-area-data.

    npm pack idn-area-data@4.0.1
    python -m nlp.regions.build_table idn-area-data-4.0.1.tgz configs/regions

Run by hand when a new edition appears; the counts are asserted here and again by the tests.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import tarfile
from collections import Counter, defaultdict
from pathlib import Path

from core.errors import BadInput
from core.regions.tree import fold

EDITION = "idn-area-data 4.0.1 (Kepmendagri 300.2.2-2138/2025; same codes as 300.2.2-2430/2025)"
COUNTS = {"provinsi": 38, "kabupaten": 416, "kota": 98, "kecamatan": 7285}
WITA = frozenset(["51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"])
WIT = frozenset(["81", "82", "91", "92", "93", "94", "95", "96"])

#: A kecamatan's name tells it alone from this length on, and if villages of at most so many other regencies share it.
#: With 2, Tamalanrea and Menteng count and Bangsri (11) does not: 5,592 of 7,285 names (2026-11-22).
SHORTEST, MOST_VILLAGES = 5, 2

#: Printing slips of the source, put right (code -> official name).
CORRECTED = {
    "12.23.06": "Na IX-X",
    "32.05.38": "Balubur Limbangan",
    "35.29.22": "Ra'as",
    "95.04.12": "Konda/Kondaga",
}
#: The name the press writes where the decree spells it differently (code -> short name).
PRESS = {
    "31": "DKI Jakarta",
    "34": "DI Yogyakarta",
    "19.71": "Pangkalpinang",
    "16.73": "Lubuklinggau",
    "21.72": "Tanjungpinang",
    "62.71": "Palangka Raya",
    "72.04": "Tolitoli",
    "72.09": "Tojo Una-Una",
    "73.10": "Pangkajene dan Kepulauan",
    "74.72": "Baubau",
    "92.03": "Fakfak",
}
#: Prefixes that tell the kind, longest first.
KINDS = (
    ("Kabupaten Administrasi ", "kabupaten"),
    ("Kota Administrasi ", "kota"),
    ("Kabupaten ", "kabupaten"),
    ("Kota ", "kota"),
)

Row = tuple[str, ...]


def main(arguments: list[str] | None = None) -> int:
    """Read the package and write both tables.

    Raises: BadInput if the package is not the edition this script knows.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    parser.add_argument("target", type=Path)
    chosen = parser.parse_args(arguments)
    upper = [*provinces(chosen.package), *regencies(chosen.package)]
    lower = mark_distinct(districts(chosen.package), upper, read(chosen.package, "villages"))
    check_counts(upper, lower)
    write(chosen.target / "regions.csv", ("code", "kind", "name", "short", "zone"), upper)
    write(chosen.target / "districts.csv", ("code", "name", "distinct"), lower)
    (chosen.target / "EDITION").write_text(EDITION + "\n", encoding="utf-8")
    sys.stderr.write(f"{len(upper)} provinces and regencies, {len(lower)} districts: {EDITION}\n")
    return 0


def provinces(package: Path) -> list[Row]:
    """Return one row a province: code, kind, name, short, zone."""
    rows = read(package, "provinces")
    return [(r["code"], "provinsi", r["name"], PRESS.get(r["code"], r["name"]), zone(r["code"])) for r in rows]


def regencies(package: Path) -> list[Row]:
    """Return one row a kabupaten or kota; the zone is its province's."""
    return [regency(r["code"], r["name"].strip()) for r in read(package, "regencies")]


def regency(code: str, name: str) -> Row:
    """Split the official name into kind and press name."""
    for prefix, kind in KINDS:
        if name.startswith(prefix):
            return (code, kind, name, PRESS.get(code, name.removeprefix(prefix)), zone(code[:2]))
    raise BadInput(f"{code} {name!r} is neither Kabupaten nor Kota: has the package changed?")


def districts(package: Path) -> list[Row]:
    """Return one row a kecamatan: code and name."""
    return [(r["code"], CORRECTED.get(r["code"], r["name"].strip())) for r in read(package, "districts")]


def mark_distinct(lower: list[Row], upper: list[Row], villages: list[dict[str, str]]) -> list[Row]:
    """Add a column: `yes` where the name alone tells the kecamatan, as hardly a place elsewhere is called so."""
    bearers = Counter(fold(name) for _, name in lower)
    taken = {fold(row[3]) for row in upper}
    elsewhere: dict[str, set[str]] = defaultdict(set)
    for village in villages:
        elsewhere[fold(village["name"])].add(village["district_code"][:5])
    marked: list[Row] = []
    for code, name in lower:
        key = fold(name)
        others = len(elsewhere[key] - {code[:5]})
        alone = bearers[key] == 1 and key not in taken and len(key) >= SHORTEST and others <= MOST_VILLAGES
        marked.append((code, name, "yes" if alone else "no"))
    return marked


def zone(province: str) -> str:
    """Return the time zone of a province."""
    return "WIT" if province in WIT else "WITA" if province in WITA else "WIB"


def check_counts(upper: list[Row], lower: list[Row]) -> None:
    """Refuse a package whose totals are not the edition's."""
    seen = {kind: sum(row[1] == kind for row in upper) for kind in ("provinsi", "kabupaten", "kota")}
    seen["kecamatan"] = len(lower)
    if seen != COUNTS:
        raise BadInput(f"the package holds {seen}, expected {COUNTS}: use idn-area-data@4.0.1")


def read(package: Path, table: str) -> list[dict[str, str]]:
    """Return the rows of one table of the package."""
    with tarfile.open(package) as archive:
        member = archive.extractfile(f"package/data/{table}.csv")
        if member is None:
            raise BadInput(f"{package}: no table {table}")
        return list(csv.DictReader(io.TextIOWrapper(member, "utf-8")))


def write(path: Path, header: Row, rows: list[Row]) -> None:
    """Write one table, ordered by code."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(rows))


if __name__ == "__main__":
    raise SystemExit(main())
