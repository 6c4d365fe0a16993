"""Every name with every cue and casing: complete, so that no region is forgotten."""

from __future__ import annotations

from collections import defaultdict

import pytest

from core.regions.tree import load_tree
from core.schemas.analysis import RegionLink
from core.schemas.document import Document
from core.schemas.region import Region
from nlp.regions import link_regions

TREE = load_tree()
UPPER = (*TREE.provinces(), *TREE.regencies())
CUES = {
    "provinsi": ("Gubernur", "Pemprov", "Provinsi"),
    "kabupaten": ("Bupati", "Pemkab", "Kabupaten", "Kab."),
    "kota": ("Wali Kota", "Walikota", "Pemkot", "Kota"),
}


def best(text: str, **more: str) -> RegionLink:
    """The first link of a post."""
    links = link_regions(Document(id="1", kind="post", text=text, **more))
    assert links, text
    return links[0]


def pairs() -> list[tuple[Region, Region]]:
    by_name: dict[str, list[Region]] = defaultdict(list)
    for region in TREE.regencies():
        by_name[region.short].append(region)
    return [(a, b) if a.kind == "kabupaten" else (b, a) for a, b in (v for v in by_name.values() if len(v) == 2)]


def test_there_are_26_pairs() -> None:
    assert len(pairs()) == 26


@pytest.mark.parametrize("region", UPPER, ids=lambda r: r.code)
def test_the_official_cue_gives_the_region_in_every_casing(region: Region) -> None:
    for cue in CUES[region.kind]:
        said = f"{cue} {region.short} mengatakan warga harus tenang"
        for text in (said, said.lower(), said.upper(), f"Kemarin {said}."):
            link = best(text)
            assert (link.code, link.ambiguous, link.role) == (region.code, False, "focus"), text


@pytest.mark.parametrize("region", TREE.regencies(), ids=lambda r: r.code)
def test_the_official_name_with_its_province_is_found(region: Region) -> None:
    province = TREE.get(region.code[:2]).short
    link = best(f"Banjir melanda {region.name}, {province}, Senin (3/11/2025).")
    assert (link.code, link.role) == (region.code, "focus")


@pytest.mark.parametrize("pair", pairs(), ids=lambda p: p[0].short)
def test_a_pair_is_told_apart_by_its_cue(pair: tuple[Region, Region]) -> None:
    kabupaten, kota = pair
    name = kota.short
    for cue in ("Bupati", "Pemkab", "Kabupaten", "Pj Bupati", "Polres", "DPRD Kabupaten", "KPU Kabupaten"):
        assert best(f"{cue} {name} rapat hari ini").code == kabupaten.code, cue
    for cue in ("Wali Kota", "Pemkot", "Kota", "Plt Wali Kota", "DPRD Kota", "KPU Kota"):
        assert best(f"{cue} {name} rapat hari ini").code == kota.code, cue
    assert best(f"Polres {name} Kota menangkap pelaku").code == kota.code


@pytest.mark.parametrize("pair", pairs(), ids=lambda p: p[0].short)
def test_a_pair_without_a_cue_stays_open(pair: tuple[Region, Region]) -> None:
    link = best(f"warga di {pair[0].short} menolak tambang")
    assert link.ambiguous
    assert {region.code for region in pair} <= set(link.candidates)
    assert link.code == link.candidates[0]


def test_the_cue_elsewhere_decides_for_the_bare_name() -> None:
    link = best("Malang geger. Bupati Malang Sanusi meminta warga tenang.")
    assert (link.code, link.ambiguous, len(link.evidence)) == ("35.07", False, 2)


def test_a_province_decides_between_homonyms_of_two_provinces() -> None:
    assert best("Banjir di Banjar, Kalimantan Selatan, meluas").code == "63.03"
    assert best("Banjir di Banjar, Jawa Barat, meluas").code == "32.79"


def test_both_of_a_pair_when_both_are_named() -> None:
    links = link_regions(Document(id="1", text="Banjir merendam Kota dan Kabupaten Bekasi."))
    assert {link.code for link in links if link.role == "focus"} == {"32.75", "32.16"}


@pytest.mark.parametrize("alias", [a for a in TREE.aliases if not a.needs_cue], ids=lambda a: f"{a.alias}-{a.code}")
def test_every_free_alias_is_found(alias) -> None:
    links = link_regions(Document(id="1", kind="post", text=f"Kunjungan kerja ke {alias.alias} hari ini."))
    assert any(alias.code in (link.code, *link.candidates) for link in links)


@pytest.mark.parametrize("alias", [a for a in TREE.aliases if a.needs_cue], ids=lambda a: f"{a.alias}-{a.code}")
def test_an_alias_that_needs_a_cue_is_found_only_with_one(alias) -> None:
    region = TREE.get(alias.code)
    cue = {"provinsi": "Gubernur", "kabupaten": "Bupati", "kota": "Wali Kota"}[region.kind]
    links = link_regions(Document(id="1", kind="post", text=f"Kata {cue} {alias.alias} kemarin."))
    assert any(alias.code in (link.code, *link.candidates) for link in links)


@pytest.mark.parametrize("acronym", ["KTT", "OKI", "KSB", "SBT", "Mitra", "Mura", "HSU"])
def test_a_colliding_acronym_alone_is_no_place(acronym: str) -> None:
    assert link_regions(Document(id="1", text=f"Presiden menghadiri {acronym} bersama para menteri.")) == ()
