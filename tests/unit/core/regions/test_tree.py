"""The region table and the tree over it."""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from core.errors import ConfigError, NotFound
from core.regions.tree import RegionTree, fold, load_tree

CHECKOUT = Path(__file__).resolve().parents[4]
REFERENCE = CHECKOUT.parent / "shared" / "data" / "gazetteer" / "regions.csv"
#: Names that the two sources print differently and that we settle ourselves.
SETTLED = {"12.23.06", "32.05.38", "35.29.22", "71.09", "95.04.12"}


@pytest.fixture(scope="module")
def tree() -> RegionTree:
    return load_tree()


def test_counts_are_the_editions(tree: RegionTree) -> None:
    kinds = Counter(region.kind for region in (*tree.provinces(), *tree.regencies(), *tree.districts()))
    assert kinds == {"provinsi": 38, "kabupaten": 416, "kota": 98, "kecamatan": 7285}
    assert "4.0.1" in (tree.folder / "EDITION").read_text(encoding="utf-8")


def test_every_region_has_its_parent_and_its_zone(tree: RegionTree) -> None:
    for region in (*tree.provinces(), *tree.regencies(), *tree.districts()):
        parent = tree.parent(region.code)
        assert (parent is None) == (region.level == "province")
        if parent is not None:
            assert region.code.startswith(parent.code + ".")
            assert region.zone == parent.zone


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("11", "WIB"),
        ("61", "WIB"),
        ("62.71", "WIB"),
        ("63", "WITA"),
        ("51.71", "WITA"),
        ("73.71", "WITA"),
        ("81", "WIT"),
        ("96.71", "WIT"),
    ],
)
def test_zones(tree: RegionTree, code: str, zone: str) -> None:
    assert tree.get(code).zone == zone


def test_codes_are_kemendagris_and_not_those_of_the_statistics_office(tree: RegionTree) -> None:
    assert tree.get("11.01").short == "Aceh Selatan"  # BPS 1101 is Simeulue
    assert tree.get("18.04").short == "Lampung Barat"  # BPS 1804 is Lampung Timur
    assert tree.get("93.02").short == "Boven Digoel"  # in Papua until 2022


def test_walking_the_tree(tree: RegionTree) -> None:
    assert [r.code for r in tree.ancestors("73.71.01")] == ["73.71", "73"]
    assert tree.ancestors("73") == ()
    assert {r.code for r in tree.children("34")} == {"34.01", "34.02", "34.03", "34.04", "34.71"}
    assert len(tree.children("73.71")) == 15
    assert len(tree.children(None)) == 38
    assert [tree.level(c) for c in ("73", "73.71", "73.71.01")] == ["province", "regency", "district"]
    assert "73.71.01" in tree
    assert "73.99" not in tree
    assert 73 not in tree


@pytest.mark.parametrize("code", ["", "99", "73.99", "73.71.99", "7371", "73.71.01.1001", "x" * 10_000])
def test_an_unknown_code_is_refused(tree: RegionTree, code: str) -> None:
    with pytest.raises(NotFound):
        tree.get(code)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("73.17", "Kab. Luwu"),
        ("73.71", "Kota Makassar"),
        ("73", "Sulawesi Selatan"),
        ("31", "DKI Jakarta"),
        ("31.01", "Kab. Kepulauan Seribu"),
        ("31.74", "Kota Jakarta Selatan"),
        ("62.71", "Kota Palangka Raya"),
        ("35.29.22", "Kec. Ra'as"),
    ],
)
def test_names_to_show(tree: RegionTree, code: str, shown: str) -> None:
    assert tree.display(code) == shown


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Sulsel", ["73"]),
        ("makassar", ["73.71"]),
        ("Kota Bandung", ["32.73"]),
        ("kab. bandung", ["32.04"]),
        ("KABUPATEN LUWU", ["73.17"]),
        ("73.71", ["73.71"]),
        ("Ujung Pandang", ["73.71"]),
        ("pare-pare", ["73.72"]),
        ("Atlantis", []),
        ("", []),
        ("99", []),
    ],
)
def test_finding_by_name(tree: RegionTree, text: str, codes: list[str]) -> None:
    assert [r.code for r in tree.find(text) if r.level != "district"] == codes


def test_find_keeps_both_of_a_pair(tree: RegionTree) -> None:
    assert {r.code for r in tree.find("Bandung") if r.level == "regency"} == {"32.04", "32.73"}


@pytest.mark.parametrize(
    ("codes", "parent"),
    [
        (["32.73", "32.04"], "32"),
        (["73.71.01", "73.71.02"], "73.71"),
        (["73.71.01", "73.71"], "73.71"),
        (["73", "73.71.01"], "73"),
        (["32.73", "63.03"], None),
        (["73.71"], "73.71"),
        ([], None),
    ],
)
def test_lowest_common_parent(tree: RegionTree, codes: list[str], parent: str | None) -> None:
    assert tree.lowest_common_parent(codes) == parent


def test_aliases_point_at_regions_that_exist(tree: RegionTree) -> None:
    assert len(tree.aliases) > 550
    assert all(alias.code in tree for alias in tree.aliases)
    cued = {alias.alias for alias in tree.aliases if alias.needs_cue}
    assert {"KTT", "OKI", "KSB", "Mura", "Mitra", "Martapura", "SBT"} <= cued


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Sulsel,73,abbreviation,no", "stands twice"),
        ("Atlantis,99,variant,no", "no region"),
        (" - ,73,variant,no", "no region"),
        ("Sulsel lama,Sulsel,variant,no", "line 3: no region 'Sulsel'"),  # names lead to codes, so no circle can be
        ("SUL-SEL,73,variant,yes", "line 3: 'SUL-SEL' stands twice"),
        ("Sulsel", "no region"),
    ],
)
def test_a_broken_alias_table_is_refused(tmp_path: Path, tree: RegionTree, row: str, message: str) -> None:
    for name in ("regions.csv", "districts.csv"):
        (tmp_path / name).write_text((tree.folder / name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "aliases.csv").write_text(
        f"alias,code,kind,needs_cue\nSulsel,73,abbreviation,no\n{row}\n", encoding="utf-8"
    )
    with pytest.raises(ConfigError, match=message):
        _ = RegionTree(tmp_path).aliases


def test_distinct_kecamatan_share_their_name_with_no_region(tree: RegionTree) -> None:
    names = Counter(fold(region.short) for region in (*tree.provinces(), *tree.regencies(), *tree.districts()))
    assert len(tree.distinct_districts) > 5000
    assert all(names[fold(tree.get(code).short)] == 1 for code in tree.distinct_districts)
    short = {tree.get(code).short for code in tree.distinct_districts}
    assert {"Sepaku", "Tamalanrea"} <= short
    assert not {"Wonosari", "Bangsri", "Mesuji"} & short


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"regions\.csv"):
        RegionTree(tmp_path)


def test_loading_is_fast(tree: RegionTree) -> None:
    best = min(_load_time(tree.folder) for _ in range(3))
    assert best < 0.06


def test_importing_the_tree_reads_nothing() -> None:
    code = "import core.regions.tree as t; assert t.load_tree.cache_info().currsize == 0"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=CHECKOUT)


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference gazetteer is not beside the checkout")
def test_codes_and_names_agree_with_the_reference(tree: RegionTree) -> None:
    with REFERENCE.open(encoding="utf-8", newline="") as handle:
        reference = {row["kode"]: row["name"] for row in csv.DictReader(handle)}
    ours = {r.code: r for r in (*tree.provinces(), *tree.regencies(), *tree.districts())}
    assert set(ours) == set(reference)
    for code, region in ours.items():
        name = region.short if region.level == "district" else region.name
        assert code in SETTLED or fold(name) == fold(reference[code]), code


def _load_time(folder: Path) -> float:
    begun = time.perf_counter()
    RegionTree(folder)
    return time.perf_counter() - begun
