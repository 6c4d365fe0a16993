"""`suar train review …`: verdicts become training rows only when another person says so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from core.review.training import Said
    from core.schemas.user import Actor

_PERSON = typer.Option("--as", help="Name of the person who acts; needs training.review.")
_DATA = typer.Option(help="The data directory.")
_OUTPUT = typer.Option("--output", help="Where the lines go, `-` for standard output.")


def register(train: typer.Typer) -> None:
    """Add the group `review` to `train`."""
    review = typer.Typer(name="review", help="Verdicts as training rows: only through a second person.")
    review.command("export")(export)
    review.command("import")(take_in)
    review.command("withdraw")(withdraw)
    review.command("accepted")(accepted)
    train.add_typer(review)


def export(
    person: Annotated[str, _PERSON],
    target: Annotated[str, _OUTPUT],
    data: Annotated[Path | None, _DATA] = None,
) -> None:
    """Write the verdicts that this person may review: decided, not reviewed, none of the person's own.

    Set `accept` to true or false in each line, `weight` and `note` where you like, and hand the file to `import`.
    `flags` say what looks odd about the series that a verdict stands in; accepting such a one needs a note.

    Example: suar train review export --as "Rahmi" --output lines.jsonl
    """
    from core.review.training import candidates

    with _acting(data, person) as (connection, actor):
        rows = [
            {
                "signal": one.signal_id,
                "round": one.round,
                "category": one.category,
                "says": one.says,
                "decision": one.decision,
                "reasons": one.reasons,
                "comments": one.comments,
                "by": one.author_names,
                "flags": one.flags,
                "kind": one.kind,
                "title": one.title,
                "text": one.text,
                "accept": None,
                "weight": 1.0,
                "note": "",
            }
            for one in candidates(connection, actor)
        ]
    _write(target, rows)
    flagged = sum(bool(row["flags"]) for row in rows)
    typer.echo(f"{len(rows)} verdicts to review, {flagged} of them in a series that looks odd", err=True)


def take_in(
    person: Annotated[str, _PERSON],
    source: Annotated[str, typer.Option("--input", help="The reviewed lines, `-` for standard input.")],
    data: Annotated[Path | None, _DATA] = None,
) -> None:
    """Record what this person says of each line; lines whose `accept` is still null are left for later.

    Example: suar train review import --as "Rahmi" --input lines.jsonl
    """
    from core.errors import SuarError
    from core.review.training import review, teaching
    from nlp.batch.files import reading
    from nlp.batch.lines import LineError, parse_line

    counts = {"accepted": 0, "rejected": 0, "left": 0, "errors": 0}
    with reading(source) as opened:
        lines = list(opened)  # before the store is locked: whoever types the lines would keep everybody waiting
    with _acting(data, person) as (connection, actor):
        known = teaching(connection, actor)
        for number, raw in enumerate(lines, start=1):
            try:
                said = _said(parse_line(raw.rstrip(b"\r\n"), number))
                if said is not None:
                    review(connection, actor, known, said)
                counts["left" if said is None else "accepted" if said.accept else "rejected"] += 1
            except (SuarError, LineError) as error:
                counts["errors"] += 1
                typer.echo(f"line {number}: {error}", err=True)
    typer.echo(", ".join(f"{n} {name}" for name, n in counts.items()))
    raise typer.Exit(3 if counts["errors"] else 0)


def withdraw(
    author: Annotated[str, typer.Argument(help="Name of the person whose verdicts no longer teach.")],
    reason: Annotated[str, typer.Option(help="Why; kept with each row and in the audit log.")],
    person: Annotated[str, _PERSON],
    data: Annotated[Path | None, _DATA] = None,
) -> None:
    """Take back every accepted row that rests on a verdict of somebody; it can be reviewed again.

    Example: suar train review withdraw "Andi S." --reason "shared account" --as "Rahmi"
    """
    from core.review.training import withdraw as take_back

    with _acting(data, person) as (connection, actor):
        number = take_back(connection, actor, author, reason)
    typer.echo(f"{number} rows withdrawn" + ("" if number else f": no accepted row rests on a verdict of {author}"))


def accepted(
    person: Annotated[str, _PERSON],
    target: Annotated[str, _OUTPUT],
    data: Annotated[Path | None, _DATA] = None,
) -> None:
    """Write the accepted rows for `suar train categories --feedback`; people are numbers in it. Audited.

    Example: suar train review accepted --as "Rahmi" --output rows.jsonl
    """
    from core.review.training import accepted as rows_of

    with _acting(data, person) as (connection, actor):
        rows = rows_of(connection, actor)
    _write(target, rows)
    typer.echo(f"{len(rows)} rows", err=True)


@contextmanager
def _acting(data: Path | None, person: str) -> Iterator[tuple[Connection, Actor]]:
    """Give a write transaction on the store and the person who acts in it."""
    from core import setup
    from core.settings import load
    from core.store import people

    database = setup.open_database(load(data=data))
    with database.write() as connection:
        yield connection, people.actor_by_name(connection, person)
    database.dispose()


def _said(row: dict[str, Any]) -> Said | None:
    """Return what a line says; None where the person has not said anything yet. Raises: BadInput."""
    from pydantic import ValidationError

    from core.errors import BadInput
    from core.review.training import Said

    if row.get("accept") is None:
        return None
    named = {key: row[key] for key in ("round", "accept", "weight", "note") if key in row}
    try:
        return Said.model_validate({"signal_id": row.get("signal"), **named})
    except ValidationError as error:
        fault = error.errors()[0]
        field = ".".join(map(str, fault["loc"])).replace("signal_id", "signal")  # as the line calls it
        raise BadInput(f"{field}: {fault['msg']}.") from None


def _write(target: str, rows: list[dict[str, Any]]) -> None:
    from nlp.batch.files import writing

    with writing(target) as sink:
        for row in rows:
            sink.write((json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"))
