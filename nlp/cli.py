"""The commands of nlp: `suar analyse`, `suar train`, and the groups of other files. Models load inside commands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.checks import add_check
from nlp import claim_commands, evaluate_commands, group_commands, region_commands, train_commands
from nlp.batch.options import INPUT, OUTPUT


def register(app: typer.Typer) -> None:
    """Add the commands of nlp."""
    app.command("analyse")(analyse)
    train = typer.Typer(name="train", help="Train a model from labelled data (never needed to run Suar).")
    train_commands.register(train)
    train.command("claims")(claim_commands.train_claims)
    train.command("issues")(group_commands.train_issues)
    app.add_typer(train)
    add_check("nlp.encoder.state:findings")
    add_check("nlp.state:findings")
    evaluate_commands.register(app)
    region_commands.register(app)
    group_commands.register(app)
    claim_commands.register(app)


def analyse(
    source: Annotated[str, INPUT] = "",
    target: Annotated[str, OUTPUT] = "",
    stages: Annotated[str, typer.Option(help="Only these stages, comma-separated: categories, regions.")] = "",
    pending: Annotated[bool, typer.Option("--pending", help="Analyse what the store holds instead of a file.")] = False,
    data: Annotated[Path | None, typer.Option(help="The data directory, with --pending.")] = None,
) -> None:
    """Judge documents from a file: language, categories, regions, priority, with evidence (docs/batch.md).

    With --pending: analyse the stored documents that wait for it, and open signals.

    Example: suar analyse --input in.jsonl --output out.jsonl
    """
    if pending:
        _analyse_pending(data)
        return
    if not source or not target:
        raise typer.BadParameter("Name --input and --output, or use --pending.")
    from functools import partial

    from nlp.batch.documents import answer_documents
    from nlp.batch.run import run_together
    from nlp.pipeline import choose, pipeline_version

    named = [name.strip() for name in stages.split(",")] if stages else None
    if named:
        choose(named)
    pipeline_version()  # a broken configuration stops here, not after the first thousand lines
    tally = run_together(source, target, partial(answer_documents, stages=named), "analyse")
    raise typer.Exit(tally.exit_code)


def _analyse_pending(data: Path | None) -> None:
    from core import setup
    from core.settings import load
    from nlp import in_force
    from nlp.claims.renew import renew_matches
    from nlp.claims.stored import StoredClaims
    from nlp.pending import analyse_pending

    def progress(tally: object) -> None:
        typer.echo(f"analyse: {tally}", err=True)

    settings = load(data=data)
    in_force.use(settings)
    database = setup.open_database(settings)
    claims = StoredClaims(database)
    tally = analyse_pending(database, progress, settings.data / "groups", claims)
    typer.echo(f"{tally.analysed} analysed, {tally.failed} failed, {tally.signals} signals opened")
    renewed = renew_matches(database, claims)
    if renewed.documents:
        typer.echo(f"{renewed.documents} documents looked up again, {renewed.changed} with other fact-checks")
    if claims.problem:
        typer.echo(f"analyse: {claims.problem}", err=True)
