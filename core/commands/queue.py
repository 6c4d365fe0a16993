"""`suar queue …`, `suar export` and `suar audit verify`: the review queue from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from core.schemas.user import Actor

queue_app = typer.Typer(help="The review queue.", no_args_is_help=True)
report_app = typer.Typer(help="Reports of confirmed signals.", no_args_is_help=True)
audit_app = typer.Typer(help="The audit log.", no_args_is_help=True)

_AS = typer.Option(..., "--as", help="Name of the person who acts.")
_DATA = typer.Option(None, help="The data directory.")
_KEY = typer.Option(None, "--key", help="Idempotency key: the same key gives the same answer once.")


def register(app: typer.Typer) -> None:
    """Add `suar queue`, `suar report` and `suar audit`."""
    app.add_typer(queue_app, name="queue")
    app.add_typer(report_app, name="report")
    app.add_typer(audit_app, name="audit")


@queue_app.command("list")
def list_queue(
    person: str = _AS,
    category: str | None = typer.Option(None, help="politik, sara or klaim."),
    region: str | None = typer.Option(None, help="Only this region's subtree, e.g. 73."),
    limit: int = typer.Option(50, min=1, max=500, help="Most lines."),
    as_json: bool = typer.Option(False, "--json", help="Answer as JSON."),
    data: Path | None = _DATA,
) -> None:
    """List the signals that wait, most urgent first. Example: suar queue list --as "Andi S." """
    from core import setup
    from core.permissions import require
    from core.settings import load
    from core.store import people, signals

    filters = _filters(category, region)
    with setup.open_database(load(data=data)).read() as connection:
        actor = people.actor_by_name(connection, person)
        require(actor, "signal.read")
        found = signals.queue(connection, actor.scope, filters, limit=limit)
    if as_json:
        print(json.dumps([one.model_dump(mode="json") for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        place = one.region or "-"
        print(f"{one.id:>6}  {one.category:<8}{place:<9}p{one.priority}  {one.state:<14}{one.title or one.excerpt:.70}")


@queue_app.command("take")
def take(
    signal: int | None = typer.Argument(None, help="Number of the signal; without it the most urgent free one."),
    person: str = _AS,
    key: str | None = _KEY,
    data: Path | None = _DATA,
) -> None:
    """Take a signal and print its lease with the token that every write on it needs."""
    from core.review import leases
    from core.settings import load
    from core.store.signals import Filters

    minutes = load(data=data).lease_minutes

    def act(connection: Connection, actor: Actor) -> Any:
        if signal is None:
            return leases.take_next(connection, actor, minutes, Filters())
        return leases.take(connection, actor, signal, minutes)

    _write(data, person, key, {"take": signal}, act)


@queue_app.command("release")
def release(
    signal: int = typer.Argument(help="Number of the signal."),
    token: int = typer.Option(..., help="The lease's token."),
    person: str = _AS,
    key: str | None = _KEY,
    data: Path | None = _DATA,
) -> None:
    """Give a signal back undecided."""
    from core.review import leases

    _write(data, person, key, {"release": signal, "token": token}, lambda c, a: leases.release(c, a, signal, token))


@queue_app.command("decide")
def decide(
    signal: int = typer.Argument(help="Number of the signal."),
    decision: str = typer.Argument(help="confirmed, dismissed or unverifiable."),
    token: int = typer.Option(..., help="The lease's token."),
    reason: str = typer.Option(..., help="Why; an unknown reason lists the allowed ones."),
    comment: str = typer.Option("", help="In your own words."),
    evidence_seen: bool = typer.Option(False, "--evidence-seen", help="You looked at the evidence."),
    person: str = _AS,
    key: str | None = _KEY,
    data: Path | None = _DATA,
) -> None:
    """Record a verdict. Example: suar queue decide 7 confirmed --token 1 --reason relevant_event --as "Andi S." """
    from pydantic import ValidationError

    from core.errors import BadInput
    from core.review import verdicts

    said = {"decision": decision, "reason": reason, "comment": comment, "evidence_seen": evidence_seen}
    try:
        words = verdicts.Decision.model_validate(said)
    except ValidationError:
        raise BadInput(f"'{decision}' is no decision. Use confirmed, dismissed or unverifiable.") from None
    request = {"decide": signal, "token": token, **said}
    _write(data, person, key, request, lambda c, a: verdicts.decide(c, a, signal, token, words))


@queue_app.command("note")
def note(
    signal: int = typer.Argument(help="Number of the signal."),
    text: str = typer.Argument(help="The note."),
    token: int = typer.Option(..., help="The lease's token."),
    person: str = _AS,
    key: str | None = _KEY,
    data: Path | None = _DATA,
) -> None:
    """Add a note to a signal that you hold."""
    from core.review import notes

    request = {"note": signal, "token": token, "text": text}
    _write(data, person, key, request, lambda c, a: notes.add_note(c, a, signal, token, text))


@queue_app.command("assign")
def assign(
    signal: int = typer.Argument(help="Number of the signal."),
    to: str = typer.Argument(help="Name of the colleague."),
    task: str = typer.Argument(help="What is to be done."),
    token: int = typer.Option(..., help="The lease's token."),
    due: str | None = typer.Option(None, help="By when, YYYY-MM-DD."),
    person: str = _AS,
    key: str | None = _KEY,
    data: Path | None = _DATA,
) -> None:
    """Ask a colleague to act on a signal that you hold."""
    from datetime import date

    from core.errors import BadInput
    from core.review import notes

    try:
        due_on = date.fromisoformat(due) if due else None
    except ValueError:
        raise BadInput(f"'{due}' is no date. Write YYYY-MM-DD.") from None
    request = {"assign": signal, "token": token, "to": to, "task": task, "due": due}
    _write(data, person, key, request, lambda c, a: notes.assign(c, a, signal, token, to, task, due_on))


@report_app.command("create")
def create_report(
    days: int = typer.Option(7, min=1, max=366, help="The period: so many days until now."),
    person: str = _AS,
    key: str | None = _KEY,
    data: Path | None = _DATA,
) -> None:
    """Freeze the confirmed signals of the last days into a report."""
    from datetime import timedelta

    from core.clock import now
    from core.review import reports

    until = now()
    since = until - timedelta(days=days)
    _write(data, person, key, {"report": days}, lambda c, a: reports.create(c, a, since, until))


@report_app.command("export")
def export_report(
    report: int = typer.Argument(help="Number of the report."),
    form: str = typer.Option("csv", "--format", help="csv or json."),
    output: Path = typer.Option(Path("-"), help="File to write; - is standard output."),
    person: str = _AS,
    data: Path | None = _DATA,
) -> None:
    """Write a report out. Example: suar report export 1 --format csv --output laporan.csv --as "Andi S." """
    from core import setup
    from core.files import write_whole
    from core.review import reports
    from core.settings import load
    from core.store import people

    with setup.open_database(load(data=data)).write() as connection:
        actor = people.actor_by_name(connection, person)
        _, text = reports.export(connection, actor, report, form)
    if str(output) == "-":
        print(text, end="")
    else:
        write_whole(output, text.encode())


@audit_app.command("verify")
def verify(data: Path | None = _DATA) -> None:
    """Check the hash chain of the audit log and name the first bad row."""
    from core import audit, setup
    from core.errors import StorageError
    from core.settings import load

    with setup.open_database(load(data=data)).read() as connection:
        count, fault = audit.verify(connection)
    if fault:
        raise StorageError(f"The audit log is broken after {count} good rows: {fault}.")
    print(f"{count} rows, the chain is whole.")


def _filters(category: str | None, region: str | None) -> Any:
    from core.commands import choices
    from core.store.signals import Filters

    return Filters(category=choices.category(category), region=choices.region(region))


def _write(
    data: Path | None, person: str, key: str | None, request: dict[str, Any], act: Callable[[Connection, Actor], Any]
) -> None:
    from core import setup
    from core.review.once import once
    from core.settings import load
    from core.store import people

    database = setup.open_database(load(data=data))
    with database.read() as connection:
        actor = people.actor_by_name(connection, person)
    answer = once(database, actor, key, request, lambda connection: act(connection, actor))
    print(json.dumps(answer, ensure_ascii=False, indent=2, default=str))
