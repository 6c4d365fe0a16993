"""`suar bursts`, `suar duplicates`, `suar issues`: what belongs together. Detectors load inside the commands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nlp.batch.options import INPUT, OUTPUT


def register(app: typer.Typer) -> None:
    """Add the groups of commands."""
    bursts = typer.Typer(name="bursts", help="Find where more is said than usual.")
    bursts.command("scan")(scan_bursts)
    bursts.command("check")(check_bursts)
    app.add_typer(bursts)
    duplicates = typer.Typer(name="duplicates", help="Find copies of texts.")
    duplicates.callback()(_group)
    duplicates.command("find")(find_duplicates)
    app.add_typer(duplicates)
    issues = typer.Typer(name="issues", help="Group documents about one story.")
    issues.callback()(_group)
    issues.command("group")(group_issues)
    app.add_typer(issues)


def _group() -> None:
    """Keep a group a group while it has one command."""


def scan_bursts(source: Annotated[str, INPUT], target: Annotated[str, OUTPUT]) -> None:
    """Raise an alarm where a region has more of a category than its hours and weekdays let expect (docs/batch.md)."""
    from nlp.batch.bursts import BurstLines
    from nlp.batch.run import run_collected

    lines = BurstLines()
    raise typer.Exit(run_collected(source, target, lines.take, lines.alarms, "bursts").exit_code)


def check_bursts(
    data: Annotated[Path | None, typer.Option(help="The data directory.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The counts as one JSON object.")] = False,
) -> None:
    """Count the stored texts by the hour and raise or end alarms; the schedule does it every ten minutes."""
    from core import setup
    from core.settings import load
    from nlp.groups.bursts.stored import check

    tally = check(setup.open_database(load(data=data)))
    if as_json:
        typer.echo(tally.model_dump_json())
    else:
        typer.echo(f"{tally.hours} hours counted, {tally.raised} alarms raised, {tally.ended} ended")


def find_duplicates(source: Annotated[str, INPUT], target: Annotated[str, OUTPUT]) -> None:
    """Say for each document whether it is a copy of an earlier one: exact, near, or a passage of it (docs/batch.md)."""
    from nlp.batch.duplicates import DuplicateLines
    from nlp.batch.run import run_batch

    raise typer.Exit(run_batch(source, target, DuplicateLines().answer, "duplicates").exit_code)


def group_issues(source: Annotated[str, INPUT], target: Annotated[str, OUTPUT]) -> None:
    """Say for each document, in time order, which issue it belongs to: the first one's id (docs/batch.md)."""
    from nlp.batch.issues import IssueLines
    from nlp.batch.run import run_ordered

    lines = IssueLines()
    raise typer.Exit(run_ordered(source, target, lines.take, lines.answers, "issues").exit_code)


def train_issues(
    data: Annotated[Path, typer.Option(help="Folder with news/, claims/ and labels/ (fields: docs/issues.md).")],
    output: Annotated[Path | None, typer.Option(help="Where the version folder is written.")] = None,
) -> None:
    """Train what tells that two documents are one story, measure it on days left out, and make it current."""
    from core.paths import data_dir
    from nlp.training.issues.train import train

    typer.echo(f"wrote {train(data, output or data_dir('models') / 'issues', say=typer.echo)}")
