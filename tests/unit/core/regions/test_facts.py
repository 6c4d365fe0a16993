"""Coordinates, former names and former parents."""

from __future__ import annotations

import csv
import math
import shutil
from pathlib import Path

import pytest

from core.errors import ConfigError
from core.regions.facts import history_of, load_history, load_points
from core.regions.tree import load_tree

REFERENCE = Path(__file__).resolve().parents[5] / "shared" / "data" / "gazetteer" / "regions.csv"
#: A capital lies at most this far from the middle of its regency: 20 km and 2.1 radii of a circle of the same area.
SLACK, RADII = 20.0, 2.1


def km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance on the sphere."""
    (a, b), (c, d) = ([math.radians(v) for v in pair] for pair in (one, other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tables that may be spoilt."""
    return Path(shutil.copytree(load_tree().folder, tmp_path / "regions"))


def test_every_regency_has_a_point() -> None:
    assert set(load_points()) == {region.code for region in load_tree().regencies()}


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference gazetteer is not beside the checkout")
def test_points_lie_in_or_near_their_regency() -> None:
    far = []
    with REFERENCE.open(encoding="utf-8", newline="") as handle:
        reference = {row["kode"]: row for row in csv.DictReader(handle)}
    for code, point in load_points().items():
        row = reference[code]
        radius = math.sqrt(float(row["area_km2"]) / math.pi)
        distance = km((point.lat, point.lng), (float(row["lat"]), float(row["lng"])))
        if distance > SLACK + RADII * radius:
            far.append((code, point.place, round(distance), round(radius)))
    assert far == []


def test_known_points() -> None:
    assert km(load_points()["73.71"][:2], (-5.14, 119.42)) < 5
    assert km(load_points()["32.79"][:2], (-7.37, 108.54)) < 10  # Kota Banjar of Jawa Barat, not Kalimantan's Banjar


def test_papua_of_before_2022() -> None:
    moved = [past for past in load_history() if past.valid_to.startswith("2022")]
    assert len(moved) == 26
    assert {past.old_parent for past in moved} == {"91", "92"}
    assert [past.old_parent for past in history_of("93.02")] == ["91"]


def test_old_names_lead_to_the_region_of_today() -> None:
    named = [past for past in load_history() if past.old_name]
    assert len(named) >= 15
    for past in named:
        assert past.code in {region.code for region in load_tree().find(past.old_name)}, past


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("history.csv", "99.01,Atlantis,,1950,1960", "no region '99.01'"),
        ("history.csv", "73.71,,99,1950,1960", "or '99'"),
        ("history.csv", "73.71,Kota,,1960,1950", "before valid_to"),
        ("history.csv", "73.71,Kota,,1960,", "before valid_to"),
        ("history.csv", "73.71,,73.71,1950,1960", "inside itself"),
        ("history.csv", "73,,73.71,1950,1960", "inside itself"),
        ("points.csv", "99.01,1,100,Atlantis,hand", "no region"),
        ("points.csv", "73.71,119,-5,Makassar,hand", "outside Indonesia"),
        ("points.csv", "73.71,x,-5,Makassar,hand", "give code"),
        ("points.csv", "73.71", "give code"),
    ],
)
def test_a_broken_table_is_refused_with_its_line(folder: Path, table: str, row: str, message: str) -> None:
    path = folder / table
    path.write_text(path.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")
    read = load_history if table == "history.csv" else load_points
    with pytest.raises(ConfigError, match=rf"{table} line \d+: .*{message}"):
        read(folder)


def test_a_missing_table_is_named(folder: Path) -> None:
    (folder / "points.csv").unlink()
    with pytest.raises(ConfigError, match=r"points\.csv"):
        load_points(folder)
