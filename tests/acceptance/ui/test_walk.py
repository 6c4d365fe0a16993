"""The main way: log in, queue, take, evidence, confirm, report, export, audit log; in every manner of browsing."""

from __future__ import annotations

import csv
import io
import json

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.ui import newsroom
from tests.acceptance.ui.conftest import DESKTOP, PHONE, Open

pytestmark = pytest.mark.browser

MANNERS = [
    pytest.param(DESKTOP, True, id="desktop"),
    pytest.param(DESKTOP, False, id="desktop without scripts"),
    pytest.param(PHONE, True, id="phone"),
    pytest.param(PHONE, False, id="phone without scripts"),
]


@pytest.mark.parametrize(("size", "scripts"), MANNERS)
def test_from_the_login_link_to_the_export(visit: Open, size: tuple[int, int], scripts: bool) -> None:
    window = visit(size=size, scripts=scripts)
    page = window.page
    window.sign_in("Sulastri (demo)")
    expect(page).to_have_url(f"{window.site.url}/antrean")

    page.get_by_role("link", name=newsroom.BALLOTS).first.click()
    expect(page.get_by_role("heading", level=1, name=newsroom.BALLOTS)).to_be_visible()
    page.get_by_role("button", name="Ambil", exact=False).filter(has_not_text="berikutnya").click()
    expect(page.get_by_role("status")).to_contain_text("Sinyal terkunci untuk Anda.")

    expect(page.locator(".reading mark.klaim")).to_have_text("surat suara")
    expect(page.locator(".reading mark.region")).to_have_text("Gowa")
    expect(page.locator(".why-box")).to_contain_text("Memuat klaim yang perlu diperiksa.")

    _decide(page)
    expect(page.get_by_role("status")).to_contain_text("Putusan Anda tercatat.")
    expect(page.locator(".history").first).to_contain_text("Dikonfirmasi: Klaim salah, sudah diperiksa")

    window.open("/laporan")
    page.get_by_role("button", name="Buat laporan").click()
    expect(page.get_by_role("table")).to_contain_text(newsroom.BALLOTS)
    number = page.url.partition("/laporan/")[2].partition("?")[0]
    rows = list(csv.DictReader(io.StringIO(_export(page, "Ekspor CSV").decode("utf-8-sig"))))
    assert [(row["title"], row["reason"], row["comment"]) for row in rows] == [
        (newsroom.BALLOTS, "false_claim_checked", "Sudah dicek ke KPU.")
    ]
    exported = json.loads(_export(page, "Ekspor JSON"))
    assert [item["title"] for item in exported["items"]] == [newsroom.BALLOTS]

    window.open("/jejak")
    acts = page.get_by_role("row").all_text_contents()
    for act in ("masuk", "mengambil sinyal", "memberi putusan", "membuat laporan", "mengekspor laporan"):
        assert any("Sulastri (demo)" in row and act in row for row in acts), act
    assert sum(f"laporan {number}" in row and "mengekspor" in row for row in acts) == 2
    width = page.evaluate("document.documentElement.scrollWidth") if scripts else 0
    assert width <= size[0]


def test_by_keyboard_alone(visit: Open) -> None:
    window = visit("Sulastri (demo)")
    page = window.page
    _keys_work(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator(".signal h1")).to_have_text(newsroom.BALLOTS)
    _keys_work(page)
    page.keyboard.press("t")
    expect(page.get_by_role("status")).to_contain_text("Sinyal terkunci untuk Anda.")
    _keys_work(page)

    page.keyboard.press("2")
    expect(page.get_by_label("Alasan").locator("visible=true")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    expect(page.locator("details.act[open]")).to_have_count(1)
    assert "putusan" not in page.url, "a key alone never decides"
    for _field in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Putusan Anda tercatat.")

    _keys_work(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox").first).to_be_focused()
    page.keyboard.type("logistik")
    page.keyboard.press("Enter")
    expect(page.locator("mark.hit").first).to_have_text("logistik", ignore_case=True)


def _keys_work(page: Page) -> None:
    """Wait for the button that the script shows once it listens."""
    expect(page.get_by_role("button", name="Papan ketik")).to_be_visible()


def _decide(page: Page) -> None:
    page.locator("summary", has_text="Konfirmasi").click()
    panel = page.locator("details.act[open]")
    panel.get_by_label("Alasan").select_option(label="Klaim salah, sudah diperiksa")
    panel.get_by_label("Komentar").fill("Sudah dicek ke KPU.")
    panel.get_by_label("Bukti sudah dilihat").check()
    panel.get_by_role("button", name="Catat: dikonfirmasi").click()


def _export(page: Page, button: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    return waiting.value.path().read_bytes()
