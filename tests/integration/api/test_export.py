"""Whatever a text holds, it is exported as it was stored: no answer fails, and no cell runs as a formula."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from typing import Any

from starlette.testclient import TestClient

from core.db.engine import Database
from core.store import documents, signals
from tests.conftest import Office, OpenSignal
from tests.integration.api.conftest import ClientOf
from tests.integration.api.table import PERIOD, VERDICT

TITLES = (
    "Rapat\x00pleno", "\x00=1+1", "Rapat \ud800 pleno", "\udfff=1", "Rapat\x07\x1b[31m\x7f\x85\x9f", "\ufffe\uffff=2",
    '=HYPERLINK("http://127.0.0.1","klik")', "=cmd|' /C calc'!A0", "+62 811", "-2+3", "@SUM(A1:A9)", "\t=1", "\r\n=1",
    "\u200b=1", "\ufeff=1", "\xa0=1", "\u202e=1", "＝1＋1", "﹢1", "'=1", '"=1',
    'Kata "dikutip", koma; titik', "🙂" * 3, "e\u0301\u2028=1", "a,b\n=1", "",
)  # fmt: skip
SIGNS = ("=", "+", "-", "@")


def first_seen(cell: str) -> str:
    """Return the first character that a reader sees, in its usual width."""
    seen = (c for c in cell if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))
    return unicodedata.normalize("NFKC", next(seen, ""))[:1]


def confirm(client: TestClient, signal_id: int, comment: str) -> None:
    token = client.post(f"/api/v1/signals/{signal_id}/lease").json()["token"]
    body = {**VERDICT, "decision": "confirmed", "reason": "relevant_event", "token": token, "comment": comment}
    headers, raw = {"content-type": "application/json"}, json.dumps(body).encode()  # surrogates as escapes
    answer = client.post(f"/api/v1/signals/{signal_id}/verdicts", content=raw, headers=headers)
    assert answer.status_code == 201, answer.text


def rows_of(client: TestClient, report: int, form: str) -> Any:
    answer = client.post(f"/api/v1/reports/{report}/exports", json={"form": form})
    assert answer.status_code == 200, answer.text
    if form == "json":
        return answer.json()["items"]
    text = answer.content.decode("utf-8", "strict")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_what_is_stored_is_what_is_exported(
    database: Database, client_of: ClientOf, office: Office, open_signal: OpenSignal
) -> None:
    client = client_of(office.operator)
    opened = [
        open_signal(title=title, text=f"{title}{number} Isi berita.\x00 \ud800 \x1b[0m\n=2+2")
        for number, title in enumerate(TITLES)
    ]
    for signal_id, comment in zip(opened, TITLES, strict=True):
        confirm(client, signal_id, comment.replace("\x00", ""))
    made = client.post("/api/v1/reports", json=PERIOD)
    assert made.status_code == 201, made.text

    table, items = (rows_of(client, made.json()["id"], form) for form in ("csv", "json"))

    assert [int(row["id"]) for row in table] == [item["id"] for item in items] == opened
    for row, item, number in zip(table, items, opened, strict=True):
        with database.read() as connection:
            document = documents.get(connection, signals.get(connection, office.operator.scope, number).document_id)
        read = client.get(f"/api/v1/documents/{document.id}").json()["document"]
        assert (item["title"], read["title"], read["text"]) == (document.title, document.title, document.text)
        for column in ("title", "excerpt", "comment"):
            whole, cell = item[column].replace("\r", " "), row[column]
            assert cell in (whole, f"'{whole}")
            assert first_seen(cell) not in SIGNS, (column, cell)
            assert cell[:1] not in ("\t", "\n", "\r")
            assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in cell if c not in "\n\t")


def test_comment_with_a_nul_is_refused(client_of: ClientOf, office: Office, open_signal: OpenSignal) -> None:
    client, signal_id = client_of(office.operator), open_signal()
    token = client.post(f"/api/v1/signals/{signal_id}/lease").json()["token"]
    answer = client.post(f"/api/v1/signals/{signal_id}/verdicts", json={**VERDICT, "token": token, "comment": "a\x00b"})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
