"""Every page that a link leads to: hostile texts inert, small, labelled, in words; and what nobody may open."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.acceptance.ui import newsroom
from tests.acceptance.ui.conftest import PHONE, Open, Site, Watched

pytestmark = pytest.mark.browser

#: No page may be larger, whatever the texts hold.
MOST_BYTES = 200_000
_STARTS = (
    "/antrean",
    "/antrean?lihat=terkunci",
    "/dokumen",
    "/isu?dokumen=1",
    "/lonjakan",
    "/cari?q=surat",
    "/cek-fakta",
    "/sumber",
    "/laporan",
    "/jejak",
    "/sinyal/baru",
)

#: What WCAG asks of every page and a script can see: names, labels, one main heading, no id twice.
_FAULTS = """() => {
    const faults = [];
    const shown = (element) => element.checkVisibility();
    for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
        if (!field.labels.length && !field.ariaLabel) faults.push(`no label: ${field.name}`);
    for (const button of document.querySelectorAll('button, summary, a[href]'))
        if (!(button.textContent.trim() || button.ariaLabel)) faults.push(`no name: ${button.outerHTML}`);
    for (const table of document.querySelectorAll('table'))
        if (!table.querySelector('th[scope]')) faults.push('a table without headings');
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) faults.push(`id twice: ${id}`);
    if (![...document.querySelectorAll('h1')].some(shown)) faults.push('no main heading');
    if (document.querySelectorAll('main').length !== 1) faults.push('not one main');
    if (document.documentElement.lang !== 'id') faults.push('wrong lang');
    if (document.documentElement.scrollWidth > innerWidth) faults.push(`wider than the window`);
    for (const link of document.querySelectorAll('a[href]'))
        if (new URL(link.href).origin !== location.origin
            && (link.rel !== 'noopener noreferrer nofollow' || !/^https?:$/.test(new URL(link.href).protocol)))
            faults.push(`link out: ${link.outerHTML}`);
    return faults;
}"""


@pytest.mark.parametrize("size", [(1366, 768), PHONE], ids=["desktop", "phone"])
def test_hostile_texts_are_inert_and_pages_sound_everywhere(visit: Open, site: Site, size: tuple[int, int]) -> None:
    newsroom.fill_hostile(site.database)
    window = visit("Sulastri (demo)", size=size)
    seen, waiting = set(), list(_STARTS)
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        waiting += _look(window, path)
    for page in ("/dokumen/", "/antrean/", "/cek-fakta/"):
        assert sum(path.startswith(page) for path in seen) >= len(newsroom.HOSTILE), "every hostile text was shown"
    window.open("/antrean?kategori=klaim")
    assert newsroom.HOSTILE[0] in window.page.inner_text("body"), "the payload stands there as text"


def _look(window: Watched, path: str) -> list[str]:
    page = window.page
    answer = page.goto(f"{window.site.url}{path}")
    assert answer is not None
    assert answer.status == 200, path
    assert len(answer.body()) <= MOST_BYTES, path
    assert page.evaluate("window.__pwn") is None, path
    assert page.evaluate(_FAULTS) == [], path
    links = page.eval_on_selector_all("a[href^='/']", "links => links.map(link => link.getAttribute('href'))")
    # One way to each page is enough: the same signal under other filters, and the other language, are left out.
    kept = [link for link in links if "lang=" not in link and not (link.startswith("/antrean/") and "?" in link)]
    return [link for link in kept if "/antrean?" not in link and "objek=" not in link]


def test_a_page_of_a_huge_hostile_text_stays_small(visit: Open, site: Site) -> None:
    newsroom.fill_huge(site.database)
    window = visit("Sulastri (demo)")
    for path in ("/antrean", "/dokumen", "/cari?q=surat"):
        answer = window.page.goto(f"{site.url}{path}")
        assert answer is not None
        assert len(answer.body()) <= MOST_BYTES, path
    window.open("/dokumen")
    window.page.locator(".found a").first.click()
    assert len(window.page.content().encode()) <= MOST_BYTES
    expect(window.page.get_by_role("navigation", name="Bagian teks")).to_be_visible()
    window.open("/antrean")
    window.page.locator(".item").first.click()
    assert len(window.page.content().encode()) <= MOST_BYTES


def test_without_a_session_every_page_says_how_to_sign_in(visit: Open) -> None:
    window = visit()
    window.expected.add(401)
    for path in ("/", *_STARTS, "/antrean/1", "/dokumen/1", "/laporan/1"):
        answer = window.page.goto(f"{window.site.url}{path}")
        assert answer is not None
        assert answer.status == 401, path
        expect(window.page.get_by_role("heading", level=1)).to_have_text("Masuk dulu: buka tautan masuk Anda.")
        assert newsroom.BALLOTS not in window.page.content()


def test_a_login_link_works_once_and_only_by_its_button(visit: Open, site: Site) -> None:
    window = visit()
    link = site.login("Rahmi (demo)")
    for _time in range(2):  # looking does not use it up: chat programs fetch links to preview them
        window.page.goto(link)
    window.page.get_by_role("button", name="Masuk").click()
    expect(window.page.locator(".office")).to_contain_text("Rahmi (demo) · operator")
    window.page.get_by_role("button", name="Keluar").click()
    expect(window.page.get_by_role("heading", level=1)).to_have_text("Anda sudah keluar.")
    window.expected |= {401, 404}
    window.open("/antrean")
    expect(window.page.get_by_role("heading", level=1)).to_contain_text("Masuk dulu")
    window.page.goto(link)
    window.page.get_by_role("button", name="Masuk").click()
    expect(window.page.get_by_role("heading", level=1)).to_contain_text("Tautan masuk ini sudah terpakai")


def test_errors_are_pages_in_words_with_a_way_back(visit: Open) -> None:
    window = visit("Yusran (demo)")
    window.expected |= {403, 404, 422}
    for path, status in (("/tidak/ada", 404), ("/antrean/9999", 404), ("/antrean/abc", 422), ("/jejak", 403)):
        answer = window.page.goto(f"{window.site.url}{path}")
        assert answer is not None
        assert answer.status == status, path
        assert "text/html" in answer.headers["content-type"]
        expect(window.page.get_by_role("link", name="Ke halaman pertama")).to_be_visible()
    assert window.page.get_by_role("link", name="Jejak audit").count() == 0


def test_english_is_a_click_away_and_stays(visit: Open) -> None:
    window = visit("Sulastri (demo)")
    window.page.get_by_role("link", name="English").click()
    expect(window.page.get_by_role("heading", level=1)).to_have_text("Queue")
    window.open("/sumber")
    expect(window.page.get_by_role("heading", level=1)).to_have_text("Sources")
    assert window.page.evaluate("document.documentElement.lang") == "en"
    assert urlsplit(window.page.url).query == ""


def test_the_demo_says_on_every_page_that_it_is_fictional(visit: Open) -> None:
    window = visit("Sulastri (demo)")
    for path in _STARTS:
        window.open(path)
        expect(window.page.get_by_text("Redaksi fiktif.")).to_be_visible()
    window.open("/sumber")
    expect(window.page.get_by_role("row", name="Lentera Selatan")).to_contain_text("fiktif")
