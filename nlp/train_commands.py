"""`suar train …`: everything around making a new version of a model. Imports the training only inside the commands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nlp import encoder_commands, feedback_commands

if TYPE_CHECKING:
    from nlp.artefacts import Artefact
    from nlp.promotion.promote import Promotion

_DATA = typer.Option(help="The data directory, where its audit log is kept too.")
_MODELS = typer.Option(help="The folder with the versions and CURRENT; without it models/categories.")
_PERSON = typer.Option("--as", help="Name of the person who acts; without it the account of the system.")


def register(train: typer.Typer) -> None:
    """Add the commands to the group `train`."""
    train.command("categories")(train_categories)
    train.command("promote")(promote)
    train.command("measure")(measure)
    train.command("suggest")(suggest)
    feedback_commands.register(train)
    encoder_commands.register(train)


def train_categories(
    data: Annotated[Path, typer.Option(help="Folder with labels/ and hate/ (fields: docs/training.md).")],
    output: Annotated[Path | None, typer.Option(help="Where the version folder is written.")] = None,
    without_nc: Annotated[bool, typer.Option("--without-nc", help="Leave out non-commercial data sets.")] = False,
    teacher: Annotated[Path | None, typer.Option(help="Folder of a small BERT to fine-tune as precise stage.")] = None,
    go_on: Annotated[
        bool, typer.Option("--go-on", help="Tune the transformer of the version in use further; needs --teacher.")
    ] = False,
    fast_only: Annotated[
        bool, typer.Option("--fast-only", help="Without a transformer, even if the version in use has one.")
    ] = False,
    feedback: Annotated[Path | None, typer.Option(help="Rows of `suar train review accepted`, taught too.")] = None,
    override: Annotated[str, typer.Option(help="Why it is made current even if it is worse; kept in the log.")] = "",
    no_promote: Annotated[bool, typer.Option("--no-promote", help="Only write the version; CURRENT stays.")] = False,
    person: Annotated[str, _PERSON] = "",
    store: Annotated[Path | None, typer.Option("--store", help=_DATA.help)] = None,
) -> None:
    """Train the category models, measure them out of fold, and write a version with manifest and card.

    Without --teacher the transformer of the version in use is kept and joined with the new models: no torch is needed.

    The version becomes current only if it is worse on no number of configs/evaluation/gates.toml (see `promote`).

    Example: suar train categories --data sets/ --feedback rows.jsonl
    """
    from core.errors import BadInput
    from core.paths import data_dir
    from nlp.artefacts import load_artefact
    from nlp.training.train import train

    if go_on and teacher is None:
        raise BadInput("--go-on tunes the transformer: name with --teacher the folder that lends its shape.")
    if fast_only and teacher is not None:
        raise BadInput("--fast-only makes no transformer: leave out --teacher.")
    where = output or data_dir("models") / "categories"
    version = load_artefact(where) if go_on else None
    if teacher is None and not fast_only and not without_nc:
        version = _kept(where)
    folder = train(data, where, without_nc=without_nc, teacher=teacher, version=version, feedback=feedback, say=_say)
    typer.echo(f"wrote {folder}")
    if without_nc or no_promote:
        return
    done = promote_logged(folder.parent, folder.name, override, person, store)
    typer.echo(f"{done.version} is current (before: {done.replaced or 'none'})")


def _kept(models: Path) -> Artefact | None:
    """Return the version in use if it has a transformer to keep; None for a folder without versions."""
    from nlp.artefacts import load_artefact
    from nlp.training.precise.keep import has_precise

    if not (models / "CURRENT").exists():
        return None
    version = load_artefact(models)
    return version if has_precise(version) else None


def promote(
    version: Annotated[str, typer.Argument(help="Name of the version's folder.")],
    override: Annotated[
        str, typer.Option(help="Why it is made current although it is worse; kept for ever in the log.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say whether it would pass.")] = False,
    models: Annotated[Path | None, _MODELS] = None,
    person: Annotated[str, _PERSON] = "",
    data: Annotated[Path | None, _DATA] = None,
) -> None:
    """Make a trained version the one in use, if it is worse on no number of configs/evaluation/gates.toml.

    Each promotion is written to promotions.jsonl beside the versions, and to the audit log where there is a store.

    Example: suar train promote 2026.11.30-3fe054 --dry-run
    """
    from core.paths import data_dir
    from nlp.promotion.promote import check

    folder = models or data_dir("models") / "categories"
    if dry_run:
        found = check(folder, version)
        for finding in found.findings:
            typer.echo(f"worse: {finding}")
        typer.echo(f"{version} {'would be refused' if found.findings else 'passes'}")
        raise typer.Exit(8 if found.findings else 0)
    done = promote_logged(folder, version, override, person, data)
    for finding in done.findings:
        typer.echo(f"worse, overridden: {finding}", err=True)
    typer.echo(f"{version} is current (before: {done.replaced or 'none'})")


def measure(
    version: Annotated[str, typer.Argument(help="Name of the version's folder.")],
    models: Annotated[Path | None, _MODELS] = None,
) -> None:
    """Ask a version the functional suite anew, as it is served with all its parts, and renew its metrics and card.

    Example: suar train measure 2026.11.30-3fe054
    """
    from core.errors import BadInput
    from core.paths import data_dir
    from nlp.artefacts import is_version_name
    from nlp.categories.precise.routing import SHIPPED
    from nlp.evaluation.behaviour import measure_behaviour
    from nlp.evaluation.judge import open_version
    from nlp.training.card import render_card
    from nlp.training.charts import render_charts
    from nlp.training.write import add_to_version, write_card

    folder = (models or data_dir("models") / "categories") / version
    if not is_version_name(version) or not folder.is_dir():
        raise BadInput(f"There is no version {version} in {folder.parent}.")
    behaviour = measure_behaviour(open_version(folder, SHIPPED), _say)
    made, metrics = add_to_version(folder, metrics={"behaviour": behaviour})
    write_card(folder, render_card(made.manifest, metrics), render_charts(metrics))
    typer.echo(f"measured {version}")


def suggest(
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many texts to suggest.")] = 50,
    source: Annotated[str, typer.Option("--input", help="JSON Lines file instead of the store, `-` for stdin.")] = "",
    target: Annotated[str, typer.Option("--output", help="Where the lines go, `-` for standard output.")] = "-",
    random_share: Annotated[float, typer.Option(min=0.0, max=1.0, help="Share drawn by chance, as a control.")] = 0.2,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same choice from the same texts.")] = 0,
    data: Annotated[Path | None, typer.Option(help="The data directory.")] = None,
) -> None:
    """Pick what to label next: what the models are unsure of, unlike each other, and a share drawn by chance.

    Example: suar train suggest --limit 100 --output next.jsonl
    """
    import json

    from nlp.batch.files import writing
    from nlp.encoder.load import load_encoder
    from nlp.training.pool import pool_of_file, pool_of_store
    from nlp.training.suggest import suggest as choose

    pool, errors = pool_of_file(source, _say) if source else (pool_of_store(data), 0)
    encoder = load_encoder()
    chosen = choose(pool, limit, random_share, seed, encoder.encode)
    with writing(target) as sink:
        for line in chosen:
            sink.write((json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"))
    _say(f"{len(chosen)} of {len(pool)} texts suggested, compared with {encoder.name}, {errors} lines were errors")
    raise typer.Exit(3 if errors else 0)


def promote_logged(folder: Path, version: str, override: str, person: str, data: Path | None) -> Promotion:
    """Promote the version; write it to the audit log too where there is a store.

    Raises: WorseModel, Forbidden, and what else `nlp.promotion.promote` raises.
    """
    from core import audit, setup
    from core.errors import NotInitialised
    from core.permissions import require
    from core.settings import load
    from core.store import people
    from nlp.promotion.promote import promote as switch

    try:
        database = setup.current_database(load(data=data))
    except NotInitialised:
        if person:
            raise
        return switch(folder, version, by=_account(), override=override)
    with database.write() as connection:
        actor = people.actor_by_name(connection, person) if person else None
        if actor:
            require(actor, "model.promote")
        by = actor.name if actor else _account()

        def record(found: Promotion) -> None:
            audit.append(connection, actor, "model.promote", f"model:{version}"[:80], "", {**found.detail, "by": by})

        done = switch(folder, version, by=by, override=override, record=record)
    database.dispose()
    return done


def _account() -> str:
    """Return the account of the system under which this runs; a container may have a number without a name."""
    import os

    try:
        from pwd import getpwuid  # `getpass` would believe the environment

        return getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"uid {os.getuid()}"


def _say(line: Any) -> None:
    """Report progress on standard error."""
    typer.echo(str(line), err=True)
