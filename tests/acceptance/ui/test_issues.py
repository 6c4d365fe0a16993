"""Copies, issues and alarms as people meet them: without scripts, on a phone, by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.acceptance.ui import newsroom
from tests.acceptance.ui.conftest import PHONE, Open, Site

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("place", ["/antrean?kategori=politik", "/dokumen", "/cari?q=lempar+batu+bua"])
def test_a_text_stands_in_a_list_once_and_opens_to_its_copies(visit: Open, site: Site, place: str) -> None:
    newsroom.fill_story(site.database)
    window = visit("Sulastri (demo)", size=PHONE, scripts=False)
    window.open(place)
    title = window.page.locator(".title").filter(has_text=re.compile(f"^{re.escape(newsroom.CLASH)}$"))
    expect(title).to_have_count(1)
    copied = window.page.locator("li", has=title).locator("details.copies")
    expect(copied.get_by_role("link")).to_have_count(0)
    copied.locator("summary").focus()
    window.page.keyboard.press("Enter")
    expect(copied.locator("summary")).to_have_text(f"+{newsroom.COPIES} salinan")
    copied.get_by_role("link").first.click()
    expect(window.page.get_by_text("Teks ini salinan dari teks yang lebih awal")).to_be_visible()


def test_an_alarm_leads_to_its_documents_and_their_issue(visit: Open, site: Site) -> None:
    newsroom.fill_story(site.database)
    window = visit("Sulastri (demo)", scripts=False)
    window.open("/antrean")
    alarm = window.page.get_by_role("list", name="Lonjakan")
    expect(alarm).to_contain_text("14 dalam 3 jam, biasanya 1,2")
    alarm.get_by_role("link").click()
    expect(window.page.get_by_role("heading", level=1)).to_contain_text("Luwu")
    expect(window.page.locator(".chart rect.marked").first).to_be_visible()
    window.page.get_by_role("link", name=newsroom.CLASH, exact=True).first.click()
    expect(window.page.get_by_role("heading", level=1)).to_have_text(newsroom.CLASH)
    window.page.get_by_text("Yang sama sebagai tabel").click()
    expect(window.page.get_by_role("table")).to_be_visible()
    expect(window.page.locator("aside")).to_contain_text("Dari media ke media")
    window.page.locator("aside").get_by_role("link", name="Politik").first.click()
    expect(window.page.locator(".signal aside")).to_contain_text("4 dokumen · 3 sumber")


def test_people_take_issues_apart_and_put_them_together(visit: Open, site: Site) -> None:
    newsroom.fill_story(site.database)
    first, second = (visit("Sulastri (demo)", scripts=False) for _ in range(2))
    for window in (first, second):
        window.open("/isu")
        window.page.get_by_role("link", name=newsroom.CLASH, exact=True).click()
    here = first.page.url
    for window, title in ((first, "KPU Luwu"), (second, "Kapolres")):
        window.page.get_by_role("checkbox", name=f"Keluarkan: {title}").check()
        window.page.get_by_text("Keluarkan dokumen yang dipilih").click()
        window.page.get_by_label("Alasan").fill("Cerita lain.")
    first.page.get_by_role("button", name="Jadikan isu tersendiri").click()
    expect(first.page.get_by_role("status")).to_have_text("Dokumen itu kini menjadi isu tersendiri.")
    expect(first.page.get_by_role("heading", level=1)).to_contain_text("KPU Luwu menunda debat")
    assert here.rpartition("/")[2] not in [
        one.get_attribute("value") for one in first.page.get_by_label("Isu yang berdekatan").locator("option").all()
    ]
    second.expected.add(409)
    second.page.get_by_role("button", name="Jadikan isu tersendiri").click()
    expect(second.page.get_by_role("alert")).to_contain_text("berubah")
    expect(second.page.get_by_label("Alasan")).to_have_value("Cerita lain.")
    first.page.get_by_label("Nomor isu lain").fill(here.rpartition("/")[2])
    first.page.get_by_role("button", name="Lihat keduanya").last.click()
    first.page.get_by_label("Alasan").last.fill("Sama juga.")
    first.page.get_by_role("button", name="Gabungkan keduanya").click()
    assert first.page.url.partition("?")[0] == here
    expect(first.page.locator("aside")).to_contain_text("Cerita lain.")
    expect(first.page.locator("aside")).to_contain_text("Sama juga.")


def test_what_is_missing_to_take_documents_out_is_said(visit: Open, site: Site) -> None:
    newsroom.fill_story(site.database)
    window = visit("Sulastri (demo)", scripts=False)
    window.expected.add(422)
    window.open("/isu")
    window.page.get_by_role("link", name=newsroom.CLASH, exact=True).click()
    window.page.get_by_text("Keluarkan dokumen yang dipilih").click()
    window.page.get_by_role("button", name="Jadikan isu tersendiri").click()
    expect(window.page.get_by_role("alert")).to_contain_text("Tulis alasannya")
    window.page.get_by_label("Alasan").fill("Cerita lain.")
    window.page.get_by_role("button", name="Jadikan isu tersendiri").click()
    expect(window.page.get_by_role("alert")).to_contain_text("Pilih sebagian dokumen isu ini")
    expect(window.page.get_by_label("Alasan")).to_have_value("Cerita lain.")


def test_all_alarms_are_a_link_away(visit: Open, site: Site) -> None:
    newsroom.fill_story(site.database)
    window = visit("Sulastri (demo)", size=PHONE, scripts=False)
    window.open("/dokumen")
    window.page.get_by_role("navigation", name="Utama").get_by_role("link", name="Lonjakan").click()
    expect(window.page.get_by_role("heading", level=1)).to_have_text("Lonjakan")
    current = window.page.get_by_role("navigation", name="Utama").locator("[aria-current]")
    expect(current).to_have_text("Lonjakan")


def test_who_may_not_edit_sees_no_form(visit: Open, site: Site) -> None:
    newsroom.fill_story(site.database)
    window = visit("Rahmi (demo)")
    window.open("/isu")
    window.page.get_by_role("link", name=newsroom.CLASH, exact=True).click()
    expect(window.page.get_by_role("heading", name="Dokumen")).to_be_visible()
    assert window.page.get_by_role("checkbox").count() == 0
    assert window.page.get_by_text("Gabungkan").count() == 0
