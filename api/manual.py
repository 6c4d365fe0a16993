"""Opening a signal by hand from the web: follows a link with the crawler's own command, analyses, then writes once."""

from __future__ import annotations

import json
import os
import signal as signals
import subprocess
import sys
from typing import Any

from api.deps import Services
from core.permissions import require
from core.review.manual import Fetched, Opened, Pasted, incoming_of, open_manual
from core.review.once import once
from core.schemas.analysis import Analysis
from core.schemas.document import Document
from core.schemas.user import Actor
from core.settings import child_environment
from core.store import documents, idempotency

#: Seconds that a person waits for a linked page; then the signal opens with the link alone.
LINK_TIMEOUT = 60.0


def open_pasted(running: Services, actor: Actor, key: str | None, pasted: Pasted) -> Opened:
    """Open a signal from what the person handed in; a repeated key gives the first answer and fetches nothing.

    Raises: what core.review.manual.open_manual raises.
    """
    require(actor, "signal.open")
    incoming_of(pasted)
    fetched: Fetched | None = None
    if pasted.link and not pasted.text.strip() and not _answered(running, actor, key):
        fetched = follow(running, pasted.link)
    document, fetched = _to_judge(running, pasted, fetched)
    analysis = _analyse(running, document)
    request = {"open": pasted.model_dump(mode="json")}
    answer = once(running.database, actor, key, request, lambda c: open_manual(c, actor, pasted, analysis, fetched))
    return Opened.model_validate(answer)


def follow(running: Services, link: str) -> Fetched:
    """Have the crawler fetch the page and return the document that holds it now, or why there is none."""
    command = [sys.executable, "-m", "core.cli", "crawl", "--url", link, "--json"]
    if running.demo:
        command += ["--demo", "--sources", str(running.settings.data / "demo" / "sources")]
    process = subprocess.Popen(  # noqa: S603 (no shell; the link begins with http and is one argument)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=child_environment(running.settings),
        start_new_session=True,
    )
    try:
        out, said = process.communicate(timeout=LINK_TIMEOUT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signals.SIGKILL)
        process.communicate()
        return Fetched(failure=f"failed:no answer within {LINK_TIMEOUT:g} s")
    return _read_answer(out, said)


def _read_answer(out: bytes, said: bytes) -> Fetched:
    try:
        answer: dict[str, Any] = json.loads(out.decode("utf-8", "replace").strip().splitlines()[-1])
        document_id, outcome = answer["document_id"], str(answer["outcome"])
    except (IndexError, KeyError, TypeError, ValueError):
        lines = said.decode("utf-8", "replace").strip().splitlines()
        return Fetched(failure=f"failed:{(lines or ['the crawler said nothing'])[-1]}"[:300])
    if isinstance(document_id, int):
        return Fetched(document_id=document_id)
    return Fetched(failure=outcome[:300])


def _answered(running: Services, actor: Actor, key: str | None) -> bool:
    if not key:
        return False
    with running.database.read() as connection:
        return idempotency.recall(connection, actor.id, key) is not None


def _to_judge(running: Services, pasted: Pasted, fetched: Fetched | None) -> tuple[Document, Fetched | None]:
    if fetched is not None and fetched.document_id is not None:
        with running.database.read() as connection:
            stored = documents.get(connection, fetched.document_id)
        names = ("kind", "title", "text", "published_at", "source_region", "url")
        document = Document(id=str(stored.id), **{name: getattr(stored, name) for name in names})
        return document, fetched.model_copy(update={"revision": stored.revision})
    incoming = incoming_of(pasted)
    return Document(id="", kind=incoming.kind, title=incoming.title, text=incoming.text), fetched


def _analyse(running: Services, document: Document) -> Analysis:
    from nlp import in_force
    from nlp.pipeline import analyse  # the models take a while to load; only this part of the web process needs them

    in_force.use(running.settings)
    return analyse(document)
