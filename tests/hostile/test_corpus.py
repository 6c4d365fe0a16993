"""Every hostile file ends with a named outcome, in time and within memory, and the next one is read.

Through the same door as the crawl: responses to the readers with their box, production limits.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse, Response

from core.schemas.source import Source
from crawler.commands import extract
from crawler.extract import box
from crawler.readers import Readers
from crawler.visits import Target, Visit
from tests import own_loop
from tests.hostile.corpus import ARTICLE, everything

#: Seconds for one file, and for the harmless one behind it (a child may have to start; the machine may be busy).
MOST_SECONDS = 8.0
NEXT_SECONDS = 1.0
MOST_MEMORY = 128 << 20
PLAIN = f"<html><head><title>Judul</title></head><body><article>{ARTICLE}</article></body></html>".encode()

#: What a file may end in; the others are refused or stored whole.
REASONS = {"no_text", "not_article", "extraction_suspicious", "xml_dtd", "too_large", "too_many_attributes"}
REASONS |= {"not_a_feed", "not_a_sitemap", "empty_feed", "empty_sitemap", "extraction_timeout", "extraction_memory"}
#: The text of these cannot be read by the parser; it must reach a person all the same.
LOST = {"attributes-100k", "attributes-behind-quotes", "deep-div-100k", "deep-div-1m", "deep-div-300", "deep-table-20k"}
LOST |= {"deep-inline-100k", "deep-list-30k", "deep-formatting", "junk-comments", "text-12mb-node", "wide-p-200k"}
#: These must be read like any page.
READ = {"bytes-controls", "bytes-noncharacters", "bytes-nul-in-words", "bytes-utf16-no-bom", "bytes-utf16-bom"}
READ |= {"bytes-bom-conflict", "bytes-charset-names", "hidden-text", "text-rtl", "json-deep", "json-odd", "xxe-page"}
READ |= {"data-uris", "base-elsewhere", "bytes-invalid-utf8", "junk-closing-tags", "attribute-2mb", "text-newlines"}
#: What stands in them as text is not in a file of ours and must not be read from one.
READ_FROM_DISK = Path("/etc/passwd")


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    """One box for all files, as in a crawl."""
    made = Readers(1, 2_000)
    yield made
    made.close()


SOURCE = Source(id="lawan", name="Lawan", home_url="http://a.test/")


def _visit(readers: Readers, reader: str, body: bytes) -> Visit:
    url = f"http://a.test/{reader}"
    if reader == "page":
        response = HtmlResponse(url, body=body, headers={"Content-Type": "text/html"})
        return own_loop.run(readers.read_article(Target(SOURCE, url), response))
    target = Target(SOURCE, url, "feed" if reader == "feed" else "sitemap")
    visit, _ = own_loop.run(readers.read_discovery(target, Response(url, body=body)))
    return visit


def _memory() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize()


@pytest.mark.parametrize(("reader", "name"), list(everything()), ids=lambda value: str(value))
def test_a_hostile_file_ends_by_name_and_the_next_is_read(readers: Readers, reader: str, name: str) -> None:
    body = everything()[reader, name]()
    _visit(readers, "page", PLAIN)  # the child is up
    before, started = _memory(), time.monotonic()

    visit = _visit(readers, reader, body)

    seconds, grown = time.monotonic() - started, _memory() - before
    started = time.monotonic()
    following = _visit(readers, "page", PLAIN)
    assert following.incoming is not None
    assert seconds < MOST_SECONDS + _late()
    assert time.monotonic() - started < NEXT_SECONDS + 3 * _late()
    assert grown < MOST_MEMORY
    kinds = {event.kind for event in visit.events}
    if visit.incoming is not None:
        assert visit.incoming.text
        assert visit.incoming.partial == ("extraction_suspicious" in kinds)
        _is_storable(visit.incoming.title + visit.incoming.text)
    elif visit.outcome != "read":
        assert visit.reason in REASONS
        assert ("suspicious" in visit.reason or "timeout" in visit.reason) <= ("extraction_suspicious" in kinds)
    if name in LOST:
        assert visit.incoming is not None
        assert visit.incoming.partial
    if name in READ:
        assert visit.incoming is not None
        assert not visit.incoming.partial
        assert visit.incoming.text.count("kecamatan") == 8
        assert "tersembunyi" not in visit.incoming.text
    secret = READ_FROM_DISK.read_text("utf-8").splitlines()[0]
    assert secret not in str(visit)


def _late() -> float:
    """Seconds by which a busy machine may be late: its load over its cores."""
    return max(0.0, os.getloadavg()[0] / (os.cpu_count() or 1) - 1)


def _is_storable(text: str) -> None:
    assert not {"\x00", "\ufffe", "\uffff"} & set(text)
    text.encode("utf-8")  # no lone surrogate


def test_the_command_answers_for_every_file(tmp_path: Path) -> None:
    made = {name: make() for (reader, name), make in everything().items() if reader == "page" and _is_quick(name)}
    for name, body in made.items():
        (tmp_path / f"{name}.html").write_bytes(body)
    (tmp_path / "broken.html.gz").write_bytes(gzip.compress(PLAIN)[:40])
    output = tmp_path / "out.jsonl"

    code = extract.run([tmp_path], str(output), None)

    answers = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    assert {Path(one["file"]).stem.removesuffix(".html") for one in answers} == {*made, "broken"}
    assert len(answers) == len(made) + 1
    assert {one["outcome"] for one in answers} <= {"ok", "no_text", "not_article", "suspicious", "failed"}
    assert [one["outcome"] for one in answers if "broken" in one["file"]] == ["failed"]
    assert code == 3


def _is_quick(name: str) -> bool:
    """Leave out those that need the whole time of the box; they are read above."""
    return name.startswith(("bytes-", "junk-", "json-", "attributes-", "deep-", "xxe", "text-zalgo"))


def test_the_corpus_is_large() -> None:
    assert len(everything()) >= 60


def test_limits_are_those_that_the_corpus_was_measured_with() -> None:
    assert (box.PAGE_SECONDS, box.DISCOVERY_SECONDS) == (5.0, 7.0)
