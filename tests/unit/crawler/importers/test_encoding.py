"""Encodings: found where it can be proved, left to a person where not."""

from __future__ import annotations

import io

import pytest

from core.errors import BadInput
from crawler.importers.encoding import detect

TEXT = "judul,isi\nKafé “Luwu”,Pasar – naik\n" * 50


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        ("\ufeff".encode("utf-16-be") + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("windows-1252"), "windows-1252"),
        (b"a\n" * 600_000 + "é".encode("windows-1252"), "windows-1252"),
        (b"", "utf-8"),
        (b"judul,isi\n", "utf-8"),
    ],
)
def test_what_is_found(raw: bytes, expected: str) -> None:
    file = io.BytesIO(raw)
    assert detect(file, "x.csv", whole=True) == expected
    assert file.tell() == 0


@pytest.mark.parametrize(
    "raw",
    [TEXT.encode() + b"\xff\n", TEXT.encode() + b"caf\xe9\n", b"\x81\x8d\x8f\x90 biner", bytes(range(128, 256)) * 10],
)
def test_what_is_left_to_a_person(raw: bytes) -> None:
    with pytest.raises(BadInput, match="--encoding"):
        detect(io.BytesIO(raw), "x.csv", whole=True)
    assert detect(io.BytesIO(raw), "x.jsonl", whole=False) == "utf-8"  # there each line answers for itself
