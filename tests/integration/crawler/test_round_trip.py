"""Whatever bytes a page has: what is stored of it is read back the same from both databases, and is valid text."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from datetime import UTC, datetime

from hypothesis import example, given
from hypothesis import strategies as st

from core.db.engine import Database
from core.schemas.incoming import Incoming
from core.store import documents, sources
from core.store.sources import MANUAL
from crawler.extract.document import read_page
from tests.hostile.corpus import ARTICLE

NOW = datetime(2026, 11, 28, tzinfo=UTC)
HEAD = b"<html><head><title>Judul "
BODY = b"</title></head><body><article><p>"
END = ARTICLE.encode() + b"</article></body></html>"


@given(st.binary(max_size=120), st.binary(max_size=400))
@example(b"\x00\x1f\x7f\xef\xbf\xbe", b"Lu\x00wu \xed\xa0\x80 \xc2\x85 e\xcc\x81 &#0; &#xD800; &#xFFFF;")
@example(b"\xff\xfe", b"\xf4\x8f\xbf\xbf\xf5 \\ud800 \\x00")
def test_stored_as_it_was_cleaned(database: Database, title: bytes, text: bytes) -> None:
    page = read_page(HEAD + title + BODY + text + END, "", "", "WIB", NOW)
    url = f"http://a.test/{hashlib.sha256(title + b' ' + text).hexdigest()}"
    incoming = Incoming(source_id=MANUAL.id, url=url, title=page.title, text=page.text, partial=page.partial)

    with database.write(lock="ingest") as connection:
        sources.sync(connection, [MANUAL])
        stored = documents.store(connection, incoming)
    with database.read() as connection:
        found = documents.get(connection, stored.document_id)

    assert "kecamatan" in incoming.text
    if stored.outcome == "stored":
        assert (found.title, found.text, found.content_hash) == (incoming.title, incoming.text, incoming.content_hash)
    for value in (incoming.title, incoming.text):
        assert unicodedata.is_normalized("NFC", value)
        assert not {"\x00", "\ufffe", "\uffff"} & set(value)
        assert json.loads(json.dumps(value).encode()) == value
        assert value.encode("utf-8").decode("utf-8") == value
