"""`suar evidence verify|show`: is every stored page still in the archive as it came, and what did it look like."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from core.clock import iso
from core.errors import NotFound
from core.files import write_whole
from core.store import captures, documents
from core.store.captures import Capture
from crawler.archive import reader
from crawler.commands.output import Progress, describe, opened, say


def verify(document_id: int | None, as_json: bool, data: Path | None) -> int:
    """Check captures against the archive; 3 when one is missing, damaged or altered.

    Raises: NotFound when the document has none; StorageError.
    """
    settings, database = opened(data)
    folder = settings.data / "archive"
    counts: Counter[str] = Counter()
    problems: list[dict[str, Any]] = []
    progress = Progress("evidence")
    with database.read() as connection:
        chosen = captures.every(connection) if document_id is None else iter(_of(connection, document_id))
        for capture in chosen:
            found = reader.check(folder, capture)
            counts[found.problem or "intact"] += 1
            if found.problem:
                problems.append({**capture.model_dump(mode="json"), "problem": found.problem, "detail": found.detail})
            progress(dict(counts))
    progress.end(dict(counts))
    if as_json:
        say(json.dumps({"checked": sum(counts.values()), "counts": dict(counts), "problems": problems}))
    else:
        for one in problems:
            about = f"document {one['document_id']}" if one["document_id"] else f"fact-check {one['fact_check_id']}"
            say(f"{one['problem']}: {about}, version {one['revision']}, {one['url']}: {one['detail']}")
        say(f"{sum(counts.values())} pages in the archive: {describe(dict(counts))}")
    return 3 if problems else 0


def show(document_id: int, revision: int | None, output: str, data: Path | None) -> int:
    """Write the page that a document was made from, byte for byte, as the server sent it.

    Raises: NotFound when it was not archived or is not intact; StorageError, BadInput when it cannot be written.
    """
    settings, database = opened(data)
    with database.read() as connection:
        found = _of(connection, document_id)
    chosen = next((one for one in reversed(found) if revision in (None, one.revision)), None)
    if chosen is None:
        raise NotFound(f"Document {document_id} has no archived page of version {revision}.")
    body = reader.payload(settings.data / "archive", chosen)
    if output == "-":
        sys.stdout.buffer.write(body)
    else:
        write_whole(Path(output), body)
    sys.stderr.write(f"{chosen.url}, fetched {iso(chosen.fetched_at)}, SHA-256 {chosen.payload_sha256}\n")
    return 0


def _of(connection: Any, document_id: int) -> list[Capture]:
    documents.get(connection, document_id)
    found = captures.of_document(connection, document_id)
    if not found:
        raise NotFound(f"Document {document_id} has no archived page: it was pushed, imported or is a post.")
    return found
