"""What else is known of regions: where they lie, what they were called and whose they were."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from core.errors import ConfigError
from core.regions.tree import load_tree, rows

_DATE = re.compile(r"\d{4}(?:-\d\d-\d\d)?")


class Point(NamedTuple):
    """One place in a regency: its capital, or what stands for it (`basis` says)."""

    lat: float
    lng: float
    place: str
    basis: str


class Past(NamedTuple):
    """A former name or parent of a region. Dates are a day or only a year; an empty beginning was not looked up."""

    code: str
    old_name: str
    old_parent: str
    valid_from: str
    valid_to: str


@lru_cache(maxsize=4)
def load_points(folder: Path | None = None) -> dict[str, Point]:
    """Return the point of every kabupaten and kota, by code. Raises: ConfigError for a row that cannot be one."""
    tree = load_tree(folder)
    found: dict[str, Point] = {}
    for number, row in enumerate(rows(tree.folder / "points.csv"), start=2):
        try:
            point = Point(float(row["lat"]), float(row["lng"]), row["place"], row["basis"])
        except (KeyError, TypeError, ValueError):
            raise ConfigError(f"points.csv line {number}: give code, lat, lng, place and basis") from None
        if row["code"] not in tree or not (-12 < point.lat < 7 and 94 < point.lng < 142):
            raise ConfigError(f"points.csv line {number}: {row['code']!r} is no region or lies outside Indonesia")
        found[row["code"]] = point
    return found


@lru_cache(maxsize=4)
def load_history(folder: Path | None = None) -> tuple[Past, ...]:
    """Return every former name and parent. Raises: ConfigError for an unknown code, a bad date or a circle."""
    tree = load_tree(folder)
    found = tuple(
        Past(row["code"], row["old_name"], row["old_parent"], row["valid_from"], row["valid_to"])
        for row in rows(tree.folder / "history.csv")
    )
    for number, past in enumerate(found, start=2):
        if past.code not in tree or (past.old_parent and past.old_parent not in tree):
            raise ConfigError(f"history.csv line {number}: there is no region {past.code!r} or {past.old_parent!r}")
        if not _DATE.fullmatch(past.valid_to) or (past.valid_from and not past.valid_from < past.valid_to):
            raise ConfigError(f"history.csv line {number}: valid_from must be a date before valid_to")
        if past.old_parent and past.old_parent.startswith(past.code):
            raise ConfigError(f"history.csv line {number}: {past.code} cannot have been inside itself")
    return found


def history_of(code: str) -> tuple[Past, ...]:
    """Return what one region was called and whose it was, oldest first. Raises: ConfigError."""
    return tuple(sorted((past for past in load_history() if past.code == code), key=lambda past: past.valid_to))
