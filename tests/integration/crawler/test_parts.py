"""Articles of several pages become one document, in order, with evidence of each page."""

from __future__ import annotations

from collections.abc import Sequence

from core.store import captures, documents, events
from tests.integration.crawler.conftest import Desk
from tests.integration.crawler.outlet import Outlet


def _page(title: str, number: int, links: Sequence[str]) -> str:
    text = "".join(
        f"<p>Bagian {number} alinea {n} dari {title}: panitia di Luwu mencatat logistik yang tiba hari itu.</p>"
        for n in range(6)
    )
    pages = "".join(f'<a href="{link}">{link}</a>' for link in links)
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article>{pages}</body></html>"
    )


def test_pages_are_joined_in_order_and_bounded(desk: Desk, outlet: Outlet) -> None:
    for number in (1, 2, 3):
        links = [f"/baca/tiga-bagian?page={n}" for n in (1, 2, 3) if n != number]
        outlet.page(
            "/baca/tiga-bagian" + (f"?page={number}" if number > 1 else ""), _page("Tiga bagian", number, links)
        )
    outlet.page("/baca/semua-ada", _page("Semua ada", 1, ["?page=all", "?page=2"]))
    whole = _page("Semua ada", 1, []).replace("</article>", _page("Semua ada", 2, []) + "</article>")
    outlet.page("/baca/semua-ada?page=all", whole)
    outlet.page("/baca/putus-tengah", _page("Putus tengah", 1, ["?page=2"]))
    for number in range(1, 30):  # a list that never ends
        place = "/baca/tanpa-akhir" + (f"/{number}" if number > 1 else "")
        outlet.page(place, _page("Tanpa akhir", number, [f"/baca/tanpa-akhir/{number + 1}"]))
    paths = ["tiga-bagian", "semua-ada", "putus-tengah", "tanpa-akhir"]
    outlet.feed([f"/baca/{path}" for path in paths])
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"])

    outcomes = desk.outcomes(desk.crawl()["run"])

    with desk.database.read() as connection:
        stored = {(one.url or "").rpartition("/")[2]: one for one in documents.recent(connection)}
        kept = {name: captures.of_document(connection, one.id) for name, one in stored.items()}
        assert events.listed(connection) == []
    assert sorted(stored) == sorted(paths)
    three = stored["tiga-bagian"].text
    assert [three.count(f"Bagian {number} alinea") for number in (1, 2, 3)] == [6, 6, 6]
    assert three.index("Bagian 1") < three.index("Bagian 2") < three.index("Bagian 3")
    assert stored["semua-ada"].text.count("Bagian 2 alinea") == 6
    assert f"{outlet.home}/baca/semua-ada?page=2" not in outlet.asked()
    assert outcomes[f"{outlet.home}/baca/putus-tengah?page=2"] == "failed:http_404"
    assert outcomes[f"{outlet.home}/baca/putus-tengah"] == "stored"
    assert sum("/baca/tanpa-akhir" in url for url in outlet.asked()) == 10
    assert {name: len(rows) for name, rows in kept.items()} == {
        "tiga-bagian": 3,
        "semua-ada": 2,
        "putus-tengah": 1,
        "tanpa-akhir": 10,
    }
    assert max(outlet.asked().values()) == 1
    checked = desk.suar("evidence", "verify")
    assert checked.returncode == 0, checked.stdout + checked.stderr
