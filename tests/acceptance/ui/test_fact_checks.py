"""Fact-checks on the desk: found by words, read with versions and the way to the original, without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.acceptance.ui import newsroom
from tests.acceptance.ui.conftest import Open, Site

pytestmark = pytest.mark.browser


def test_fact_check_is_found_and_its_correction_is_shown(visit: Open, site: Site) -> None:
    newsroom.fill_check(site.database)
    window = visit("Sulastri (demo)", scripts=False)
    page = window.page
    page.get_by_role("link", name="Cek fakta", exact=True).click()
    page.get_by_label("Kata-kata yang semuanya ada").fill("gowa SURAT")
    page.get_by_role("button", name="Cari", exact=True).click()
    expect(page.locator(".found li")).to_have_count(1)
    expect(page.locator(".found")).to_contain_text("dicabut penerbitnya (“Dicabut”) · Cek Selatan · Nov 2026")
    page.get_by_role("link", name=newsroom.CHECK).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(newsroom.CHECK)
    original = page.get_by_role("link", name="asli")
    expect(original).to_have_attribute("href", "https://cek.example/surat-suara")
    expect(original).to_have_attribute("rel", "noopener noreferrer nofollow")
    page.get_by_role("link", name="versi 1", exact=True).click()
    expect(page.locator(".facts")).to_contain_text("tidak benar (“Salah”)")
    expect(page.locator(".changed del")).to_have_text("Salah")
    expect(page.locator(".changed ins")).to_have_text("Dicabut")
    window.open("/cek-fakta?q=tidakada")
    expect(page.get_by_text("Tidak ditemukan")).to_be_visible()
    window.expected.add(404)
    window.open("/cek-fakta/99")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
