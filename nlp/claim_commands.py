"""`suar claims match` and `suar claims compare`, and their training. Models load inside the commands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nlp.batch.options import INPUT, OUTPUT

_ENCODER = typer.Option("--encoder", help="What compares meanings: static, precise, or auto: precise where installed.")


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    claims = typer.Typer(name="claims", help="Find the fact-check that answers a message; compare two claims.")
    claims.command("match")(match_claims)
    claims.command("compare")(compare_claims)
    app.add_typer(claims)


def match_claims(
    factchecks: Annotated[Path, typer.Option("--factchecks", help="JSON Lines file of fact-checks.")],
    source: Annotated[str, INPUT],
    target: Annotated[str, OUTPUT],
    top: Annotated[int, typer.Option("--top", min=1, max=1000, help="Fact-checks an answer ranks.")] = 10,
    encoder: Annotated[str, _ENCODER] = "auto",
) -> None:
    """Rank for each message the fact-checks that may answer it: match, related or none (docs/batch.md)."""
    from nlp.batch.claims import open_matcher
    from nlp.batch.run import run_batch

    lines = open_matcher(factchecks, top, encoder)
    raise typer.Exit(run_batch(source, target, lines.answer, "claims").exit_code)


def compare_claims(source: Annotated[str, INPUT], target: Annotated[str, OUTPUT]) -> None:
    """Say for each pair whether both are the same claim, how likely, and which words differ (docs/batch.md)."""
    from nlp.batch.claims import CompareLines
    from nlp.batch.run import run_batch

    raise typer.Exit(run_batch(source, target, CompareLines().answer, "claims").exit_code)


def train_claims(
    data: Annotated[Path, typer.Option(help="Folder with claims/ (fields: docs/claims.md).")],
    output: Annotated[Path | None, typer.Option(help="Where the version folder is written.")] = None,
) -> None:
    """Learn what agrees between a message and its fact-check, measure it on the newest, and write a version."""
    from core.paths import data_dir
    from nlp.training.claims.train import train

    typer.echo(f"wrote {train(data, output or data_dir('models') / 'claims', say=typer.echo)}")
