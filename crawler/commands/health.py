"""`suar sources check|health`: judge the sources, and show how they fare."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from core.clock import iso
from core.errors import NotFound
from core.schemas.health import SourceReport
from core.store import runs
from core.store import sources as source_store
from crawler.commands.output import opened, say
from crawler.health.check import check, look
from crawler.health.words import tell
from crawler.sources import load_sources

_ORDER = {"red": 0, "paused": 1, "yellow": 2, "green": 3, "off": 4}


def judge(folders: list[Path], as_json: bool, data: Path | None) -> int:
    """Judge every source, open and close events; return the exit code. Raises: ConfigError, StorageError."""
    known = load_sources(folders)
    _, database = opened(data)
    with database.write(lock="ingest") as connection:
        source_store.sync(connection, known.values())
        run_id = runs.start(connection, "health")
    done = check(database, known)
    states = [one.state for one in done.reports]
    counts = {state: states.count(state) for state in _ORDER if state in states}
    with database.write(lock="ingest") as connection:
        runs.finish(connection, run_id, "done", counts | {"opened": len(done.opened), "closed": len(done.closed)})
    if as_json:
        answer = {"run": run_id, "states": counts, "opened": done.opened, "closed": done.closed, "paused": done.paused}
        say(json.dumps(answer, ensure_ascii=False))
        return 0
    for word, changed in (("opened", done.opened), ("closed", done.closed)):
        for kind, source_id in changed:
            say(f"{word}: {kind}  {source_id or 'all sources'}")
    for source_id in done.paused:
        say(f"paused: {source_id} is not read any more until a person resumes it")
    if done.together is not None:
        say(tell(done.together))
    say(", ".join(f"{count} {state}" for state, count in counts.items()) or "there is no source")
    return 0


def show(source_id: str | None, every: bool, folders: list[Path], as_json: bool, data: Path | None) -> int:
    """Print how the sources fare now, the worst first; return the exit code.

    Raises: NotFound for an unknown source; ConfigError, StorageError.
    """
    known = load_sources(folders)
    _, database = opened(data)
    with database.write(lock="ingest") as connection:
        source_store.sync(connection, known.values())
    reports = look(database, known)
    if source_id is not None:
        reports = [one for one in reports if one.source_id == source_id]
        if not reports:
            raise NotFound(f"There is no source '{source_id}' that is read. `suar sources list` shows them.")
    elif not every:
        reports = [one for one in reports if one.state != "off"]
    reports.sort(key=lambda one: (_ORDER[one.state], one.source_id))
    if as_json:
        say(json.dumps([as_data(one) for one in reports], ensure_ascii=False))
        return 0
    if not reports:
        say("No source is on. `suar sources enable ID` starts one.")
    for one in reports:
        _say(one, source_id is not None)
    return 0


def as_data(report: SourceReport) -> dict[str, Any]:
    """Return the report as data, with the gravest finding in words."""
    reason = tell(report.findings[0]) if report.findings else ""
    return report.model_dump(mode="json") | {"reason": reason}


def _say(one: SourceReport, whole: bool) -> None:
    reason = tell(one.findings[0]) if one.findings else ""
    say(f"{one.state:<7} {one.source_id:<28} last read {_when(one.last_success_at)}  {reason}")
    for finding in one.findings[1:]:
        if finding.code.startswith("tls_") and not whole:
            say(f"{'':<8}{tell(finding)}")
    if not whole:
        return
    for finding in one.findings[1:]:
        say(f"{'':<8}{tell(finding)}")
    say(f"{'':<8}last new document {_when(one.last_new_at)}; {one.new_day} in 24 hours, {one.new_week} in 7 days")
    if one.interval is not None:
        say(f"{'':<8}polled every {one.interval / 60:.0f} minutes at the most")
    for name, errors in (("24 hours", one.errors_day), ("7 days", one.errors_week)):
        listed = ", ".join(f"{code} {count}" for code, count in sorted(errors.items(), key=lambda pair: -pair[1]))
        say(f"{'':<8}not stored in {name}: {listed or 'nothing'}")


def _when(moment: datetime | None) -> str:
    return "never" if moment is None else iso(moment)[:16].replace("T", " ")
