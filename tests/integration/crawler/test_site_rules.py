"""Site rules in a crawl: an outlet that only its rule can read, and rules that no longer fit."""

from __future__ import annotations

import json

from core.store import documents, events
from tests.integration.crawler.conftest import Desk
from tests.integration.crawler.outlet import Outlet

LINES = [f"Panitia {n} mencatat logistik pemilihan yang tiba di Kabupaten Luwu pada hari itu juga." for n in range(8)]
BESIDE = "".join(
    f"<p>Redaksi menerima kiriman pembaca nomor {n} dan memuatnya setelah disunting.</p>" for n in range(9)
)


def _hard(title: str, name: str = "isi") -> str:
    """An article without paragraphs beside a box that looks more like one."""
    lines = "".join(f"<span>{line} {title}.</span><br>" for line in LINES)
    beside = f"<article>{BESIDE.replace('kiriman', f'kiriman {title}')}</article>"
    head = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
    return f"{head}<p class='tgl'>20/11/2026 09:00</p><div class='{name}'>{lines}</div>{beside}</body></html>"


def _part(title: str, *numbers: int, link: str = "") -> str:
    text = "".join(
        f"<p>Bagian {n} alinea {i} dari {title}: logistik tiba di Luwu.</p>" for n in numbers for i in range(6)
    )
    more = f"<a href='{link}'>Lanjut</a>" if link else ""
    head = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
    return f"{head}<article>{text}</article>{more}</body></html>"


def _rule(desk: Desk, outlet: Outlet, *lines: str) -> None:
    folder = desk.sources / "sites"
    folder.mkdir(exist_ok=True)
    host = outlet.home.removeprefix("http://").partition(":")[0]
    (folder / "luwu.toml").write_text("\n".join([f'hosts = ["{host}"]', *lines]) + "\n")


def test_an_outlet_that_only_its_rule_can_read_until_its_layout_changes(desk: Desk, outlet: Outlet) -> None:
    outlet.page("/baca/lama-satu", _hard("Lama satu"))
    outlet.feed(["/baca/lama-satu"])
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"], zone="WITA")
    _rule(desk, outlet, 'content = ".isi"', 'date = ".tgl"', 'zone = "WIB"')

    assert desk.crawl()["outcomes"] == {"read": 1, "stored": 1}

    with desk.database.read() as connection:
        (stored,) = documents.recent(connection)
        assert events.listed(connection) == []
    assert stored.text.splitlines() == [f"{line} Lama satu." for line in LINES]
    assert stored.published_at is not None
    assert stored.published_at.isoformat() == "2026-11-20T02:00:00+00:00"

    paths = [f"/baca/baru-{n}" for n in range(3)]
    for path in paths:
        outlet.page(path, _hard(f"Baru {path[-1]}", "ganti").replace("tgl", "waktu"))
    outlet.feed(["/baca/lama-satu", *paths])
    outcomes = desk.crawl()["outcomes"]
    assert outcomes["stored"] == 3, "the generic way reads what it can"

    with desk.database.read() as connection:
        (event,) = events.listed(connection)
    assert (event.kind, event.source_id, event.times) == ("extraction_suspicious", "luwu-pagi", 3)
    assert event.url == f"{outlet.home}/"
    words = "site rule luwu.toml no longer fits: date found nothing; content found nothing; last seen at "
    assert event.detail.startswith(words + outlet.home)

    tried = desk.suar("sources", "try", "--demo", "--sources", str(desk.sources), f"{outlet.home}/baca/baru-0")
    assert "luwu.toml, not verified: date found nothing; content found nothing" in tried.stdout
    tried = desk.suar("sources", "try", "--demo", "--sources", str(desk.sources), f"{outlet.home}/baca/lama-satu")
    assert str(desk.sources / "sites" / "luwu.toml") in tried.stdout
    assert "luwu.toml, not verified: used" in tried.stdout


def test_the_whole_view_of_a_rule_and_what_is_read_without_it(desk: Desk, outlet: Outlet) -> None:
    outlet.page("/baca/semua-ada", _part("Semua ada", 1, link="?page=2"))
    outlet.page("/baca/semua-ada?lihat=semua", _part("Semua ada", 1, 2, 3))
    for name in ("tanpa-semua", "sama-saja"):
        outlet.page(f"/baca/{name}", _part(name, 1, link="?page=2"))
        outlet.page(f"/baca/{name}?page=2", _part(name, 2))
    outlet.page("/baca/sama-saja?lihat=semua", _part("sama-saja", 1, link="?page=2"))
    outlet.page("/baca/satu-halaman", _part("Satu halaman", 1))
    names = ["semua-ada", "tanpa-semua", "sama-saja", "satu-halaman"]
    outlet.feed([f"/baca/{name}" for name in names])
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"])
    _rule(desk, outlet, 'whole_page = "lihat=semua"')

    outcomes = desk.outcomes(desk.crawl()["run"])

    with desk.database.read() as connection:
        stored = {(one.url or "").rpartition("/")[2]: one.text for one in documents.recent(connection)}
        (event,) = events.listed(connection)
    parts = {name: [stored[name].count(f"Bagian {n} alinea") for n in (1, 2, 3)] for name in names}
    assert parts == {
        "semua-ada": [6, 6, 6],
        "tanpa-semua": [6, 6, 0],
        "sama-saja": [6, 6, 0],
        "satu-halaman": [6, 0, 0],
    }
    assert outcomes[f"{outlet.home}/baca/tanpa-semua?lihat=semua"] == "failed:http_404"
    assert (event.kind, event.times) == ("extraction_suspicious", 2)
    assert "site rule luwu.toml no longer fits: whole_page " in event.detail
    assert not {f"{outlet.home}/baca/semua-ada?page=2", f"{outlet.home}/baca/satu-halaman?lihat=semua"} & set(
        outlet.asked()
    )


def test_extract_uses_the_rule_of_the_url_and_a_typo_is_one_line(desk: Desk, outlet: Outlet) -> None:
    pages, urls, out = desk.data / "pages", desk.data / "urls.tsv", desk.data / "out.jsonl"
    pages.mkdir()
    for name in ("a.html", "b.html"):
        (pages / name).write_text(_hard("Rapat"))
    urls.write_text(f"a.html\t{outlet.home}/a\nb.html\thttps://lain.example/b\n")
    command = ["extract", "--output", str(out), "--urls", str(urls), "--sources", str(desk.sources), str(pages)]
    _rule(desk, outlet, 'content = ".isi"', "verified = true")
    assert desk.suar(*command).returncode == 0
    first, second = map(json.loads, out.read_text().splitlines())
    assert (first["site_rule"], second["site_rule"]) == ("luwu.toml: used", "")
    assert first["text"].startswith("Panitia 0")
    assert "Panitia" not in second["text"]

    _rule(desk, outlet, 'konten = ".isi"')
    for done in (desk.suar(*command), desk.suar("crawl", "--demo", "--sources", str(desk.sources))):
        assert (done.returncode, len(done.stderr.strip().splitlines())) == (4, 1)
        assert "luwu.toml: unknown key 'konten'. Allowed: hosts, content," in done.stderr
