"""Hostile lines become error lines; the run goes on and every line has its answer."""

from __future__ import annotations

import gzip
import io
import json
from typing import Any

import pytest

from nlp.batch.documents import answer_documents, read_document
from nlp.batch.lines import LineError, answers_together


def run(raw: bytes) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for line, _ in answers_together(io.BytesIO(raw), lambda rows: answer_documents(rows, ["language"]))
    ]


GOOD = b'{"id": "a", "kind": "post", "text": "rapat di kantor desa"}'


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b"[1]", "not_object"),
        (b'"text"', "not_object"),
        (b'{"id": "x"}', "missing_text"),
        (b'{"id": "x", "text": null}', "missing_text"),
        (b'{"text": "x"}', "missing_id"),
        (b'{"id": "x", "text": 1}', "wrong_type"),
        (b'{"id": ["x"], "text": "a"}', "wrong_type"),
        (b'{"id": true, "text": "a"}', "wrong_type"),
        (b'{"id": "x", "text": "a", "title": {}}', "wrong_type"),
        (b'{"id": "x", "text": "a", "kind": "blog"}', "bad_kind"),
        (b'{"id": "x", "text": "a", "n": NaN}', "not_json"),
        (b'{"id": "x", "text": "a", "n": -Infinity}', "not_json"),
        (b'{"id": "x", "text": "a \\ud800 b"}', "not_unicode"),
        (b'{"id": "\\udfff", "text": "a"}', "not_unicode"),
        (b'{"id": "x", "text": "\xff"}', "not_utf8"),
        (b'{"id": "x", "text": ' + b"[" * 200_000, "not_json"),
        (b'{"id": "x", "text": "a", "n": ' + b"9" * 5000 + b"}", "not_json"),
    ],
)
def test_bad_line_gives_its_error_and_the_next_is_answered(line: bytes, code: str) -> None:
    found = run(line + b"\n" + GOOD + b"\n")
    assert len(found) == 2
    assert found[0]["error"]["code"] == code
    assert "line 1" in found[0]["error"]["message"]
    assert found[1]["id"] == "a"
    assert "error" not in found[1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (gzip.compress(GOOD, mtime=0), "looks like gzip, unpack it first"),
        (GOOD.decode().encode("utf-16"), "looks like UTF-16, save it as UTF-8"),
        (b"\xe4" + GOOD, "not UTF-8 at byte 0"),
    ],
)
def test_a_file_of_another_kind_is_told_on_its_first_line(content: bytes, words: str) -> None:
    error = run(content + b"\n")[0]["error"]
    assert error["code"] == "not_utf8"
    assert error["message"].endswith(words)


def test_a_fraction_is_no_id() -> None:
    message = run(b'{"id": 1.5, "text": "a"}')[0]["error"]["message"]
    assert message == "line 1: `id` must be a string or a whole number, not a fraction"


def test_error_line_keeps_a_usable_id() -> None:
    assert run(b'{"id": "x", "text": 5}')[0]["id"] == "x"
    assert run(b'{"id": "\\ud800", "text": 5}')[0]["id"] is None


def test_order_ids_and_line_ends() -> None:
    found = run(b"\xef\xbb\xbf" + GOOD + b"\r\n" + b'{"id": 7, "text": ""}')
    assert [row["id"] for row in found] == ["a", 7]


def test_unreadable_date_is_left_out_with_a_notice() -> None:
    document, notices = read_document({"id": "a", "text": "x", "kind": "post", "published_at": "03Nov2025"})
    assert document.published_at is None
    assert "published_at" in notices[0]


def test_date_is_kept_in_utc() -> None:
    document, notices = read_document(
        {"id": "a", "text": "x", "kind": "news", "published_at": "2026-11-20T09:00:00+08:00"}
    )
    assert document.published_at is not None
    assert document.published_at.isoformat() == "2026-11-20T01:00:00+00:00"
    assert not notices


def test_missing_kind_is_said() -> None:
    assert read_document({"id": "a", "text": "x"})[1] == ["kind is missing; read as post"]
    with pytest.raises(LineError):
        read_document({"id": "a", "text": "x", "kind": 3})
