"""`suar train encoder`. Imports the training only inside the command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(train: typer.Typer) -> None:
    """Add the command to the group `train`."""
    train.command("encoder")(train_encoder)


def train_encoder(
    data: Annotated[Path, typer.Option(help="Folder with claims/, news/, posts/, labels/ and lexicon/.")],
    teacher: Annotated[Path, typer.Option(help="Folder of a sentence-transformers model: multilingual-e5-small.")],
    tuned: Annotated[Path | None, typer.Option(help="Tune the teacher too, for matching; where it is kept.")] = None,
    go_on: Annotated[
        bool, typer.Option("--go-on", help="Tune the version in use further instead of the teacher; needs --tuned.")
    ] = False,
    average: Annotated[
        bool,
        typer.Option("--average", help="Ship the mean of the tuned model and of the version in use; needs --tuned."),
    ] = False,
    seed: Annotated[
        int, typer.Option(help="Other orders and other pieces left out: what is averaged has to differ.")
    ] = 7,
    output: Annotated[Path | None, typer.Option(help="The models folder that versions are written below.")] = None,
) -> None:
    """Make the encoders: distil the static one from the teacher and, with --tuned, tune the teacher to match claims.

    A version becomes current if it finds fact-checks at least as well as the one in use (docs/encoder.md).

    Example: suar train encoder --data ../shared/data --teacher /tmp/e5 --tuned /tmp/tuned
    With --go-on or --average only the transformer is made.
    """
    from core.errors import BadInput
    from core.paths import data_dir
    from nlp.encoder.load import PRECISE, STATIC
    from nlp.training.encoder.train import train_precise, train_static

    models = output or data_dir("models")
    if (go_on or average) and tuned is None:
        named = "--go-on" if go_on else "--average"
        raise BadInput(f"{named} is about the transformer: say with --tuned where the tuned model is kept.")
    if not go_on and not average:
        typer.echo(f"wrote {train_static(data, teacher, models / STATIC, _say)}")
    if tuned is not None:
        made = train_precise(data, teacher, models / PRECISE, tuned, go_on=go_on, average=average, seed=seed, say=_say)
        typer.echo(f"wrote {made}")


def _say(line: str) -> None:
    """Report progress on standard error."""
    typer.echo(line, err=True)
