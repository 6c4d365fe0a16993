"""Reads one page back out of the archive. The files are our own, yet may have been damaged or exchanged."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import NamedTuple

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from core.errors import NotFound
from core.store.captures import Capture

#: What can be wrong with a capture.
MISSING, DAMAGED, ALTERED = "missing", "damaged", "altered"


class Checked(NamedTuple):
    """The result of checking one capture: the bytes, or what is wrong."""

    payload: bytes | None
    problem: str
    detail: str = ""


def check(folder: Path, capture: Capture) -> Checked:
    """Return the bytes of the page if they are there and hash to what the database holds. Raises: nothing."""
    path = folder / Path(capture.file).name
    try:
        with path.open("rb") as file:
            file.seek(capture.offset)
            member = file.read(capture.length)
    except FileNotFoundError:
        return Checked(None, MISSING, f"{path.name} is not in {folder}")
    except OSError as error:
        return Checked(None, DAMAGED, f"{path.name}: {error.strerror}")
    try:
        record = next(iter(ArchiveIterator(io.BytesIO(member))))
        url, payload = record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read()
    except (ArchiveLoadFailed, StopIteration, OSError, ValueError, AttributeError) as error:
        return Checked(None, DAMAGED, f"{path.name} at byte {capture.offset}: {type(error).__name__}")
    found = hashlib.sha256(payload).hexdigest()
    if found != capture.payload_sha256:
        return Checked(None, ALTERED, f"{path.name} at byte {capture.offset} holds {found[:16]}…")
    if url != capture.url:
        return Checked(None, ALTERED, f"{path.name} at byte {capture.offset} is another page: {str(url)[:200]}")
    return Checked(payload, "")


def payload(folder: Path, capture: Capture) -> bytes:
    """Return the bytes of the page.

    Raises: NotFound saying what is wrong with the archive.
    """
    checked = check(folder, capture)
    if checked.payload is None:
        raise NotFound(f"The evidence {capture.id} is {checked.problem}: {checked.detail}.")
    return checked.payload
