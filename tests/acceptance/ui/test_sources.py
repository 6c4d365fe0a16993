"""The sources in the browser: health in words with numbers, events closed with a note, a hijacked source read again."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from core.clock import now
from core.db.engine import Database
from core.schemas.health import Finding, SourceReport
from core.store import events, health, sources
from tests.acceptance.ui.conftest import DESKTOP, PHONE, Open, Site

pytestmark = pytest.mark.browser

DROPPED = {"seen": 2, "usual": 31, "hours": 24, "weekday": 1, "hour": 14}
PROMO = {"bad": 5, "texts": 6}


def _break(database: Database) -> None:
    """Let one outlet fall silent and another one be hijacked."""
    found = Finding(code="dropped", level="alarm", kind="volume_dropped", values=DROPPED)
    reports = [
        SourceReport(
            source_id="lentera",
            state="red",
            findings=(found,),
            checked_at=now(),
            new_day=2,
            new_week=160,
            errors_day={"rejected:no_text": 28, "failed:http_503": 1},
            interval=900,
        ),
        SourceReport(source_id="kabar", state="paused", findings=(), checked_at=now()),
    ]
    with database.write() as connection:
        health.save_reports(connection, reports)
        events.notice(connection, "volume_dropped", "lentera", "", json.dumps({"code": "dropped", **DROPPED}))
        events.notice(connection, "content_drifted", "kabar", "", json.dumps({"code": "gambling", **PROMO}))
        sources.pause(connection, "kabar", "5 of the last 6 texts advertise gambling")


def _row(page: Page, name: str):
    return page.get_by_role("table").last.get_by_role("row", name=name)


@pytest.mark.parametrize(
    ("size", "scripts"),
    [pytest.param(DESKTOP, True, id="desktop"), pytest.param(PHONE, False, id="phone without scripts")],
)
def test_a_broken_source_is_seen_and_its_event_closed(
    visit: Open, site: Site, size: tuple[int, int], scripts: bool
) -> None:
    _break(site.database)
    window = visit("Sulastri (demo)", size=size, scripts=scripts)
    page = window.page
    window.open("/sumber")
    row = _row(page, "Lentera Selatan")
    expect(row).to_contain_text("rusak")
    expect(row).to_contain_text("2 dari biasanya 31 dalam 24 jam sampai pukul 14.00 pada hari Selasa")
    expect(row).to_contain_text("ditolak: teks tidak ditemukan 28")

    noticed = page.get_by_role("table").first.get_by_role("row", name="Lentera Selatan")
    noticed.get_by_label("Catatan").fill("Redaksi libur, sudah ditelepon.")
    noticed.get_by_role("button", name="Tutup kejadian").click()
    expect(page.get_by_role("status")).to_contain_text("Kejadian ditutup.")
    expect(page).to_have_url(f"{site.url}/sumber/lentera?pesan=resolved")
    expect(page.get_by_role("table").last).to_contain_text("Redaksi libur, sudah ditelepon.")

    window.open("/sumber/kabar")
    expect(page.get_by_text("5 dari 6 teks terakhir mengiklankan judi")).to_be_visible()
    page.get_by_label("Mengapa boleh dibaca lagi").fill("Situs sudah pulih.")
    page.get_by_role("button", name="Baca lagi").click()
    expect(page.get_by_role("status")).to_contain_text("Sumber dibaca lagi.")
    page.get_by_label("Mengapa tidak dibaca dulu").fill("Masih dibajak.")
    page.get_by_role("button", name="Jeda").click()
    expect(page.get_by_role("status")).to_contain_text("Sumber dijeda")

    window.open("/jejak")
    acts = " ".join(page.get_by_role("row").all_text_contents())
    for act in ("menutup kejadian sumber", "melanjutkan pembacaan sumber", "menjeda sumber"):
        assert act in acts
    with site.database.read() as connection:
        assert events.listed(connection) == []
        assert sources.get(connection, "kabar").paused_at is not None


def test_who_may_not_watch_sees_no_form_and_a_second_closing_is_a_sentence(visit: Open, site: Site) -> None:
    _break(site.database)
    viewer = visit("Yusran (demo)")
    viewer.open("/sumber/kabar")
    expect(viewer.page.get_by_role("heading", level=1)).to_contain_text("Kabar Nusantara")
    assert viewer.page.get_by_role("button", name="Baca lagi").count() == 0
    window = visit("Sulastri (demo)")
    window.expected.add(409)
    window.open("/sumber/lentera")
    with site.database.write() as connection:
        for one in events.listed(connection):
            events.resolve(connection, one.id, "pulih")
    window.page.get_by_label("Catatan").fill("Terlambat.")
    window.page.get_by_role("button", name="Tutup kejadian").click()
    expect(window.page.get_by_role("alert")).to_contain_text("Keadaannya sudah berubah")
