"""Small bodies that become a GiB when they are decompressed, built when they are asked for."""

from __future__ import annotations

import gzip
import zlib
from functools import cache

import brotli

from crawler.fetch.encodings import zstd

MIB = 1024 * 1024
GIB = 1024 * MIB


@cache
def deflated() -> bytes:
    """A GiB of zeros for `deflate` without a header: one block of a MiB, 1,024 times over."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * 1024 + packer.flush(zlib.Z_FINISH)


@cache
def gzipped() -> bytes:
    """A GiB of zeros for `gzip`; nobody reads as far as its wrong checksum."""
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff" + deflated() + bytes(8)


@cache
def gzipped_twice() -> bytes:
    """A GiB of zeros for `gzip, gzip`, in a few kB."""
    return gzip.compress(gzipped(), 9)


@cache
def brotlied() -> bytes:
    """A GiB of zeros for `br`."""
    packer = brotli.Compressor(quality=1, lgwin=18)
    return b"".join(packer.process(bytes(16 * MIB)) for _ in range(64)) + packer.finish()


@cache
def zstandard() -> bytes:
    """A GiB of zeros for `zstd`, in one frame."""
    packer = zstd.ZstdCompressor(level=1)
    return b"".join(packer.compress(bytes(16 * MIB)) for _ in range(64)) + packer.flush()
