"""`suar evaluate`: how good a version of the category models is. Imports the evaluation only inside the command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("evaluate")(evaluate)


def evaluate(
    sets: Annotated[
        list[str],
        typer.Option(
            "--set",
            help="labels, hate/ibrohim2019, hate/netifier, functional, criticism, headlines, newsroom, or a JSON Lines "
            "file (docs/training.md); more than once for several.",
        ),
    ],
    data: Annotated[Path | None, typer.Option(help="The folder of the sets labels and hate.")] = None,
    version: Annotated[str, typer.Option(help="Which version; without it the one that CURRENT names.")] = "",
    models: Annotated[
        Path | None, typer.Option(help="The folder with the versions and CURRENT; without it models/categories.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Folder for report.md, report.json and the calibration charts.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
    held_out: Annotated[
        bool, typer.Option("--held-out", help="Refuse a set of which any text was seen in training.")
    ] = False,
) -> None:
    """Judge a version against texts whose answers are known: one report a source, never pooled, seen texts apart.

    Example: suar evaluate --set functional --set mine.jsonl --held-out --output report/
    """
    import json

    from core.errors import BadInput
    from core.paths import data_dir
    from nlp.artefacts import current_version, is_version_name
    from nlp.evaluation.evaluate import evaluate as judge
    from nlp.evaluation.report import summary, write_report
    from nlp.evaluation.sets import read_set

    folder = models or data_dir("models") / "categories"
    version = version or current_version(folder)
    if not is_version_name(version) or not (folder / version).is_dir():
        raise BadInput(f"There is no version {version} in {folder}.")
    rows = [read_set(name, data) for name in dict.fromkeys(sets)]
    if output:
        from core.files import try_folder

        try_folder(output)  # before texts are asked for minutes and the answers are lost
    report = judge(folder / version, rows, held_out=held_out, say=lambda line: typer.echo(line, err=True))
    text = json.dumps(report, ensure_ascii=False, indent=1)
    if output:
        _write(output, {**write_report(report), "report.json": text + "\n"})
        typer.echo(f"wrote {output / 'report.md'}", err=True)
    typer.echo(text if as_json else "\n".join(summary(report)))


def _write(folder: Path, files: dict[str, str]) -> None:
    from core.files import write_whole

    for name, content in files.items():
        write_whole(folder / name, content.encode())
