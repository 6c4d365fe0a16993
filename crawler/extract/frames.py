"""Messages between the crawler and its extraction children: a length, a JSON head, raw bytes. No pickle."""

from __future__ import annotations

import json
import struct
from typing import IO, Any

_LENGTHS = struct.Struct("!II")


def write_frame(pipe: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """Write one message. Raises: OSError when the other side is gone."""
    coded = json.dumps(head, ensure_ascii=False).encode("utf-8", "replace")
    pipe.write(_LENGTHS.pack(len(coded), len(body)))
    pipe.write(coded)
    pipe.write(body)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Read one message. Raises: EOFError when the other side is gone."""
    sizes = _exactly(pipe, _LENGTHS.size)
    head_size, body_size = _LENGTHS.unpack(sizes)
    head: dict[str, Any] = json.loads(_exactly(pipe, head_size))
    return head, _exactly(pipe, body_size)


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    chunk = pipe.read(size) if size else b""
    if len(chunk) != size:
        raise EOFError
    return chunk
