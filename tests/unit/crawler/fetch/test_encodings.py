"""Tests of undoing content encodings: right within the limit, and never more than it."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from contextlib import suppress

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.fetch.encodings import EncodingError, decoded, zstd
from tests.hostile import bombs

TEXT = b"Rapat logistik pemilihan di Kabupaten Luwu berlangsung tertib. " * 40
LIMIT = len(TEXT)


def bare(body: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKERS = [
    ("gzip", gzip.compress),
    ("x-gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", bare),
    ("br", brotli.compress),
    ("zstd", zstd.compress),
]


@pytest.mark.parametrize(("name", "pack"), PACKERS)
def test_each_encoding_is_undone_up_to_the_limit(name: str, pack) -> None:  # type: ignore[no-untyped-def]
    assert decoded(pack(TEXT), name, LIMIT + 1) == TEXT
    assert decoded(pack(TEXT), name.upper(), LIMIT) == TEXT
    with pytest.raises(EncodingError, match="more than") as caught:
        decoded(pack(TEXT), name, LIMIT - 1)
    assert caught.value.reason == "too_large"
    assert decoded(b"", name, LIMIT) == b""


@pytest.mark.parametrize(("name", "pack"), PACKERS)
def test_a_body_cut_short_is_never_taken_for_whole(name: str, pack) -> None:  # type: ignore[no-untyped-def]
    packed = pack(TEXT)
    for end in (1, 2, len(packed) // 2, len(packed) - 1):
        with pytest.raises(EncodingError) as caught:
            decoded(packed[:end], name, LIMIT)
        assert caught.value.reason in ("incomplete", "bad_encoding")


@pytest.mark.parametrize(
    ("name", "bomb"),
    [
        ("gzip", bombs.gzipped),
        ("deflate", bombs.deflated),
        ("br", bombs.brotlied),
        ("zstd", bombs.zstandard),
        ("gzip, gzip", bombs.gzipped_twice),
    ],
)
def test_a_bomb_costs_little_more_than_the_limit(name: str, bomb) -> None:  # type: ignore[no-untyped-def]
    body = bomb()
    tracemalloc.start()
    with pytest.raises(EncodingError) as caught:
        decoded(body, name, 5_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.reason == "too_large"
    assert peak < 25_000_000  # buffers double as they grow; the body itself is 1 GiB


@pytest.mark.parametrize("named", ["gzip, gzip, gzip", ", ".join(["gzip"] * 100), "compress", "gzip, aes128gcm", "exi"])
def test_too_many_or_unknown_encodings(named: str) -> None:
    with pytest.raises(EncodingError) as caught:
        decoded(TEXT, named, LIMIT)
    assert caught.value.reason == "encodings"


def test_two_layers_members_and_what_stands_behind() -> None:
    assert decoded(gzip.compress(brotli.compress(TEXT)), "br, gzip", LIMIT) == TEXT
    assert decoded(TEXT, "identity", LIMIT) == TEXT
    assert decoded(gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]), "gzip", LIMIT) == TEXT
    assert decoded(gzip.compress(TEXT) + bytes(40), "gzip", LIMIT) == TEXT


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "zstd"]))
def test_no_body_raises_anything_else(body: bytes, name: str) -> None:
    with suppress(EncodingError):
        assert len(decoded(body, name, 1000)) <= 1000
