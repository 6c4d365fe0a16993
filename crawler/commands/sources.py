"""`suar sources list|show|enable|disable`."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

from core.clock import iso, now
from core.store import ledger
from core.store import sources as source_store
from crawler.commands.output import opened, say
from crawler.sources import choose, load_sources


def show_all(folders: list[Path], as_json: bool, data: Path | None) -> int:
    """Print every source with its state; return the exit code. Raises: ConfigError, StorageError."""
    known = load_sources(folders)
    _, database = opened(data)
    with database.write(lock="ingest") as connection:
        source_store.sync(connection, known.values())
        rows = source_store.health(connection)
    if as_json:
        say(json.dumps([row.model_dump(mode="json") for row in rows], ensure_ascii=False))
        return 0
    for row in rows:
        marks = " ".join(
            word
            for word, shown in (("on", row.enabled), ("verified", row.verified), ("fictional", row.fictional))
            if shown
        )
        last = _when(row.last_success_at)
        say(
            f"{row.id:<28} {row.home_region or '—':<6} {marks or 'off':<14} {row.documents:>7} docs  {last}  {row.name}"
        )
        if row.tls_exception_until is not None:
            say(f"{'':<28} ~ {_exception(row.tls_exception_until, row.tls_exception_reason)}")
        if row.last_error:
            say(f"{'':<28} ! {row.last_error}")
    return 0


def show_one(source_id: str, folders: list[Path], data: Path | None) -> int:
    """Print one source's file, state and last outcomes; return the exit code. Raises: NotFound and as above."""
    source = choose(load_sources(folders), source_id)
    _, database = opened(data)
    with database.write(lock="ingest") as connection:
        source_store.sync(connection, [source])
        state = source_store.get(connection, source_id)
        last = ledger.entries(connection, source_id=source_id, limit=10)
    granted = source.tls_exception
    shown = {"tls_exception": _exception(granted.until, granted.reason)} if granted is not None else {}
    for name, value in (source.model_dump(mode="json") | shown).items():
        say(f"{name:<16} {value if value not in (None, '', [], ()) else '—'}")
    say(f"{'enabled now':<16} {state.enabled}")
    say(f"{'last attempt':<16} {_when(state.last_attempt_at)}")
    say(f"{'last success':<16} {_when(state.last_success_at)}")
    say(f"{'last error':<16} {state.last_error or '—'}")
    for row in last:
        say(f"  {iso(row.at)}  {row.label:<28} {row.url}  {row.detail}")
    return 0


def switch(source_id: str, enabled: bool, folders: list[Path], data: Path | None, verified: bool = False) -> int:
    """Switch the source on or off; return the exit code. Raises: NotFound and as above."""
    source = choose(load_sources(folders), source_id)
    _, database = opened(data)
    with database.write(lock="ingest") as connection:
        source_store.sync(connection, [source])
        source_store.set_enabled(connection, source_id, enabled)
        if verified:
            source_store.set_verified(connection, source_id)
    say(f"{source_id} is {'on: the next crawl reads it' if enabled else 'off; its documents stay'}.")
    return 0


def _exception(until: date, reason: str) -> str:
    over = now().date() > until
    return f"certificates are {'checked again since' if over else 'not checked until'} {until.isoformat()}: {reason}"


def _when(moment: datetime | None) -> str:
    return "never" if moment is None else iso(moment)[:16].replace("T", " ")
