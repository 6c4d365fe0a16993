"""Every stored page lies in the archive as it came; what is missing, damaged or exchanged is told."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from core.clock import iso, now
from core.store import captures, documents, runs
from crawler.archive.writer import Archive
from crawler.visits import Capture
from tests.integration.crawler.conftest import Desk
from tests.integration.crawler.outlet import Outlet, article_html, rss


@pytest.fixture
def crawled(desk: Desk, outlet: Outlet) -> Desk:
    """A crawl of three articles: one in gzip with a cookie, one plain, and one that is an exact copy."""
    body = gzip.compress(article_html(1).encode())
    outlet.page("/a1.html", body, headers={"Content-Encoding": "gzip", "Set-Cookie": "visitor=4711"})
    outlet.page("/a2.html", article_html(2))
    outlet.page("/copy.html", article_html(2), wait=1.5)
    outlet.page("/rss.xml", rss([f"{outlet.home}/{name}.html" for name in ("a1", "a2", "copy")]), kind="text/xml")
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"])
    desk.crawl()
    return desk


def kept(desk: Desk) -> list[captures.Capture]:
    with desk.database.read() as connection:
        return list(captures.every(connection))


def verified(desk: Desk, code: int) -> dict[str, Any]:
    done = desk.suar("evidence", "verify", "--json")
    assert done.returncode == code, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def archive_file(desk: Desk) -> Path:
    return desk.data / "archive" / kept(desk)[0].file


def test_stored_pages_are_archived_once_and_intact(crawled: Desk, outlet: Outlet) -> None:
    answer = verified(crawled, 0)
    assert answer == {"checked": 2, "counts": {"intact": 2}, "problems": []}
    by_url = {one.url: one for one in kept(crawled)}
    first = by_url[f"{outlet.home}/a1.html"]
    assert first.payload_sha256 == hashlib.sha256(article_html(1).encode()).hexdigest()


def test_file_is_plain_warc_that_other_tools_read(crawled: Desk, outlet: Outlet) -> None:
    with archive_file(crawled).open("rb") as file:
        records = [
            (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"), one.http_headers, one.content_stream().read())
            for one in ArchiveIterator(file, check_digests="raise")
        ]
    assert [kind for kind, *_ in records] == ["warcinfo", "response", "response"]
    _, _, headers, body = next(one for one in records if one[1] == f"{outlet.home}/a1.html")
    assert body == article_html(1).encode()
    assert headers.get_statuscode() == "200"
    assert headers.get_header("Content-Length") == str(len(body))
    assert headers.get_header("Set-Cookie") is None
    assert b"4711" not in gzip.decompress(archive_file(crawled).read_bytes())


def test_changed_page_is_archived_as_the_next_version(crawled: Desk, outlet: Outlet) -> None:
    outlet.page("/a2.html", article_html(2).replace("tertib", "ricuh"))
    crawled.crawl("--url", f"{outlet.home}/a2.html")
    changed = [one for one in kept(crawled) if one.url == f"{outlet.home}/a2.html"]
    assert [one.revision for one in changed] == [1, 2]
    shown = crawled.suar("evidence", "show", str(changed[0].document_id), "--revision", "1")
    assert shown.stdout == article_html(2)
    shown = crawled.suar("evidence", "show", str(changed[0].document_id))
    assert "ricuh" in shown.stdout
    assert changed[1].payload_sha256 in shown.stderr


def test_looking_again_archives_nothing(crawled: Desk) -> None:
    before = len(kept(crawled))
    crawled.crawl()
    assert len(kept(crawled)) == before


def test_record_says_when_and_from_which_address_the_page_came(crawled: Desk, outlet: Outlet) -> None:
    with archive_file(crawled).open("rb") as file:
        heads = [one.rec_headers for one in ArchiveIterator(file) if one.rec_type == "response"]
    by_url = {head.get_header("WARC-Target-URI"): head for head in heads}
    for capture in kept(crawled):
        head = by_url[capture.url]
        assert head.protocol == "WARC/1.1"
        assert head.get_header("WARC-Date") == iso(capture.fetched_at)
        assert head.get_header("WARC-IP-Address") == outlet.home.removeprefix("http://").partition(":")[0]
        assert head.get_header("WARC-Payload-Digest") == f"sha256:{capture.payload_sha256}"


def test_crawls_of_a_day_share_a_file_and_none_grows_beyond_its_limit(tmp_path: Path) -> None:
    page = Capture(200, (), b"x" * 100, now(), "127.0.0.1")
    for number in range(3):
        archive = Archive(tmp_path)
        archive.add(f"https://a.example/{number}", page)
        archive.close()
    first, second = Archive(tmp_path), Archive(tmp_path)  # two at once
    places = [one.add("https://a.example/9", page) for one in (first, second)]
    assert [place.file.rpartition("-")[2] for place in places] == ["1.warc.gz", "2.warc.gz"]
    assert len({place.file for place in places}) == len(list(tmp_path.iterdir())) == 2
    first.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("crawler.archive.writer.MAX_FILE", places[0].offset)
        third = Archive(tmp_path)
        assert third.add("https://a.example/10", page).file not in {place.file for place in places}
        third.close()
    second.close()


def test_half_written_record_is_cut_off_and_a_shortened_file_is_not_continued(tmp_path: Path) -> None:
    page = Capture(200, (), b"isi berita", now())
    archive = Archive(tmp_path)
    place = archive.add("https://a.example/1", page)
    archive.close()
    path, end = tmp_path / place.file, place.offset + place.length
    with path.open("ab") as file:
        file.write(path.read_bytes()[place.offset : end - 20])

    archive = Archive(tmp_path, {place.file: end})
    again = archive.add("https://a.example/2", page)
    archive.close()
    assert (again.file, again.offset) == (place.file, end)
    with path.open("rb") as file:
        urls = [one.rec_headers.get_header("WARC-Target-URI") for one in ArchiveIterator(file, check_digests="raise")]
    assert urls == [None, "https://a.example/1", "https://a.example/2"]

    path.write_bytes(path.read_bytes()[: end - 5])  # evidence is missing: nothing may be written in its place
    archive = Archive(tmp_path, {place.file: end})
    assert archive.add("https://a.example/3", page).file != place.file
    archive.close()
    assert path.stat().st_size == end - 5


@pytest.mark.parametrize("how", ["removed", "cut", "overwritten", "exchanged", "flipped", "swapped"])
def test_tampering_is_told(crawled: Desk, how: str) -> None:
    one, other = kept(crawled)
    path = archive_file(crawled)
    whole = path.read_bytes()
    member = whole[one.offset : one.offset + one.length]
    if how == "removed":
        path.unlink()
    elif how == "cut":
        path.write_bytes(whole[: other.offset + 40])
    elif how == "overwritten":
        forged = gzip.compress(gzip.decompress(member).replace(b"tertib", b"kacau!"))[: one.length]
        path.write_bytes(whole[: one.offset] + forged.ljust(one.length, b"\0") + whole[one.offset + one.length :])
    elif how == "flipped":
        at = one.offset + one.length // 2
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    elif how == "swapped":
        foreign = gzip.compress(b"a file that is none of ours" * 999)
        path.write_bytes(foreign.ljust(len(whole), b"\0"))
    else:
        path.write_bytes(
            whole[: one.offset] + whole[other.offset : other.offset + other.length].ljust(one.length, b"\0")
        )
    answer = verified(crawled, 3)
    assert answer["problems"][0]["url"] == (other if how == "cut" else one).url  # the first that is broken
    assert {found["problem"] for found in answer["problems"]} <= {"missing", "damaged", "altered"}
    assert crawled.suar("evidence", "show", str(answer["problems"][0]["document_id"])).returncode == 7


def test_archive_can_be_switched_off(desk: Desk, outlet: Outlet) -> None:
    outlet.article("/a1.html", 1)
    desk.crawl("--url", f"{outlet.home}/a1.html", SUAR_ARCHIVE="false")
    assert not (desk.data / "archive").exists()
    with desk.database.read() as connection:
        document = documents.recent(connection)[0].id
    done = desk.suar("evidence", "verify", "--document", str(document))
    assert (done.returncode, "no archived page" in done.stderr) == (7, True)


def test_crawl_stops_before_the_disk_is_full(desk: Desk, outlet: Outlet) -> None:
    outlet.article("/a1.html", 1)
    arguments = ("crawl", "--demo", "--sources", str(desk.sources), "--url", f"{outlet.home}/a1.html")
    low = {"SUAR_CRAWL_MIN_FREE_MB": "900000000", "SUAR_CRAWL_MIN_FREE_PERCENT": "100"}
    for _ in range(2):
        done = desk.suar(*arguments, **low)
        assert (done.returncode, "Collecting is paused: " in done.stderr) == (3, True)
    with desk.database.read() as connection:
        assert documents.recent(connection) == []
        (run,) = runs.latest(connection)  # one row for the whole pause
    assert (run.state, "MB are free on the disk" in run.message) == ("paused", True)
    assert outlet.log == []
