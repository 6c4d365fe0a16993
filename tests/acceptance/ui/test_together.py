"""Several people at one queue: holds, stale forms, the second person, and what a form may be sent twice."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from core.regions.scope import EVERYTHING
from core.review import leases
from core.store import decisions, people, signals
from tests.acceptance.ui import newsroom
from tests.acceptance.ui.conftest import Open, Site

pytestmark = pytest.mark.browser


def test_somebody_elses_signal_is_readable_and_named(visit: Open) -> None:
    first, second = visit("Rahmi (demo)"), visit("Bagas (demo)")
    number = _open(first.page, newsroom.CLASH)
    second.open(f"/antrean/{number}")
    _take(first.page)
    second.expected.add(409)
    second.page.get_by_role("button", name="Ambil", exact=False).filter(has_not_text="berikutnya").click()
    expect(second.page.get_by_role("alert")).to_contain_text("Rahmi (demo) sedang mengunci sinyal ini.")
    expect(second.page.locator(".verdict")).to_contain_text("Dikunci oleh Rahmi (demo)")
    expect(second.page.locator(".verdict button")).to_have_count(0)
    second.open("/antrean?lihat=terkunci")
    expect(second.page.locator(".items")).to_contain_text("Dikunci Rahmi (demo)")


def test_a_stale_form_writes_nothing_and_keeps_what_was_typed(visit: Open, site: Site) -> None:
    late = visit("Rahmi (demo)")
    number = _open(late.page, newsroom.CLASH)
    _take(late.page)
    with site.database.write() as connection:
        token = signals.get(connection, EVERYTHING, number).token
        leases.release(connection, people.actor_by_name(connection, "Rahmi (demo)"), number, token)
        leases.take(connection, people.actor_by_name(connection, "Bagas (demo)"), number, 30)
    late.expected.add(409)
    late.page.locator("summary", has_text="Tepis").click()
    late.page.locator("details.act[open]").get_by_label("Komentar").fill("Panjang sekali catatan saya.")
    late.page.locator("details.act[open]").get_by_role("button").click()
    expect(late.page.get_by_role("alert")).to_contain_text("Bagas (demo) sedang mengunci sinyal ini")
    expect(late.page.locator(".signal")).to_contain_text("Panjang sekali catatan saya.")
    expect(late.page.get_by_role("link", name="Antrean", exact=False).first).to_be_visible()
    with site.database.read() as connection:
        assert decisions.verdicts_of(connection, number) == []


def test_the_second_person_does_not_see_the_first_verdict(visit: Open, site: Site) -> None:
    first = visit("Rahmi (demo)")
    number = _open(first.page, newsroom.LEAFLET)
    _take(first.page)
    _decide(first.page, "Konfirmasi", "Pendapat pertama yang rahasia.")
    expect(first.page.get_by_role("status")).to_contain_text("Orang kedua harus melihat sinyal ini.")
    expect(first.page.locator(".verdict")).to_contain_text("Sinyal ini harus dilihat orang lain.")

    second = visit("Sulastri (demo)")
    second.open(f"/antrean/{number}")
    expect(second.page.locator(".history")).to_contain_text("Putusan pertama sudah diberikan.")
    assert "rahasia" not in second.page.content()
    second.open("/jejak")
    assert "rahasia" not in second.page.content()
    second.open(f"/antrean/{number}")
    _take(second.page)
    _decide(second.page, "Konfirmasi", "Saya juga.")
    expect(second.page.locator(".history").first).to_contain_text("Pendapat pertama yang rahasia.")
    expect(second.page.locator(".facts").first).to_contain_text("Dikonfirmasi")


def test_note_assignment_escalation_and_reopening(visit: Open) -> None:
    analyst, supervisor = visit("Bagas (demo)"), visit("Sulastri (demo)")
    page = analyst.page
    number = _open(page, newsroom.GRANT)
    _take(page)
    _fill(page, "Catatan", {"Catatan": "Sudah menelepon Bawaslu."})
    expect(page.locator(".history")).to_contain_text("Sudah menelepon Bawaslu.")
    page.locator("summary", has_text="Disposisi").click()
    page.locator("details.act[open]").get_by_label("Kepada").select_option("Rahmi (demo)")
    page.locator("details.act[open]").get_by_label("Yang harus dilakukan").fill("Minta salinan surat.")
    page.locator("details.act[open]").get_by_label("Tenggat", exact=False).fill("2030-01-31")
    page.locator("details.act[open]").get_by_role("button").click()
    expect(page.locator(".history").last).to_contain_text("Bagas (demo) meminta Rahmi (demo): Minta salinan surat.")
    expect(page.locator(".history").last).to_contain_text("31 Jan 2030")
    _decide(page, "Tepis", "")

    supervisor.open(f"/antrean/{number}?lihat=selesai")
    _take(supervisor.page)
    _fill(supervisor.page, "Buka lagi", {"Alasan": "Ada kabar baru."})
    expect(supervisor.page.get_by_role("status")).to_contain_text("Sinyal dibuka lagi.")
    assert "lihat=selesai" in supervisor.page.url

    analyst.open(f"/antrean/{number}")
    _take(page)
    _fill(page, "Eskalasi", {"Alasan": "Perlu dilihat provinsi."})
    expect(page.get_by_role("status")).to_contain_text("Sinyal dieskalasi.")


def test_a_form_sent_twice_writes_once(visit: Open, site: Site) -> None:
    window = visit("Rahmi (demo)")
    number = _open(window.page, newsroom.GRANT)
    _take(window.page)
    window.page.locator("summary", has_text="Catatan").click()
    window.page.locator("details.act[open]").get_by_label("Catatan").fill("Sekali saja.")
    window.page.evaluate(
        """async () => {
            const form = document.querySelector('form[action*="catatan"]');
            const send = () => fetch(form.action, {method: 'POST', body: new URLSearchParams(new FormData(form))});
            await Promise.all([send(), send()]);
        }"""
    )
    with site.database.read() as connection:
        assert [note.text for note in decisions.notes_of(connection, number)] == ["Sekali saja."]


def test_a_pasted_rumour_becomes_a_signal(visit: Open) -> None:
    window = visit("Yusran (demo)")
    page = window.page
    window.open("/sinyal/baru")
    page.get_by_label("Teks").fill("Katanya TPS di Bontonompo pindah besok pagi.\nTolong dicek.")
    page.get_by_label("Kategori").select_option("klaim")
    page.get_by_label("Wilayah (boleh kosong)").fill("Kab. Gowa (73.06)")
    page.get_by_role("button", name="Buka sinyal").click()
    expect(page.locator(".why-box")).to_contain_text("Dimasukkan petugas, diterima lewat WhatsApp.")
    expect(page.locator(".tags")).to_contain_text("Kab. Gowa")

    window.expected.add(422)
    window.open("/sinyal/baru")
    page.get_by_label("Teks").fill("Kabar kedua")
    page.get_by_label("Kategori").select_option("klaim")
    page.get_by_label("Wilayah (boleh kosong)").fill("Antah Berantah")
    page.get_by_role("button", name="Buka sinyal").click()
    expect(page.get_by_role("alert")).to_contain_text("Wilayah itu tidak ada.")
    expect(page.get_by_label("Teks")).to_have_value("Kabar kedua")


def _open(page: Page, title: str) -> int:
    page.get_by_role("link", name=title).first.click()
    expect(page.locator(".signal h1")).to_have_text(title)
    return int(page.url.partition("/antrean/")[2].partition("?")[0])


def _take(page: Page) -> None:
    page.get_by_role("button", name="Ambil", exact=False).filter(has_not_text="berikutnya").click()
    expect(page.get_by_role("status")).to_contain_text("Sinyal terkunci untuk Anda.")


def _decide(page: Page, how: str, comment: str) -> None:
    _fill(page, how, {"Komentar": comment})
    expect(page.get_by_role("status")).to_contain_text("Putusan Anda tercatat.")


def _fill(page: Page, act: str, fields: dict[str, str]) -> None:
    page.locator("summary", has_text=act).click()
    panel = page.locator("details.act[open]")
    for label, text in fields.items():
        panel.get_by_label(label).fill(text)
    panel.get_by_role("button").click()
