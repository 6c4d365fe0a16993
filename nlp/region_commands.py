"""`suar regions`: resolve a text and say why, look a region up, export corrections and what they suggest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")

_JSON = typer.Option("--json", help="Answer as JSON.")
_DATA = typer.Option(help="The data directory.")
_OUTPUT = typer.Option("--output", help="Where the rows go, `-` for standard output.")


def register(app: typer.Typer) -> None:
    """Add the group `regions`."""
    group = typer.Typer(name="regions", help="Link texts to regions, look regions up, use people's corrections.")
    group.command("resolve")(resolve)
    group.command("find")(find)
    corrections = typer.Typer(name="corrections", help="What people corrected.")
    corrections.command("export")(export)
    corrections.command("suggest")(suggest)
    group.add_typer(corrections)
    app.add_typer(group)


def resolve(
    text: Annotated[str, typer.Argument(help="The text, `-` to read it from standard input.")],
    title: Annotated[str, typer.Option(help="The headline.")] = "",
    kind: Annotated[str, typer.Option(help="news or post.")] = "post",
    source_region: Annotated[str, typer.Option(help="The source's home region, a code.")] = "",
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Say which regions a text is about, and why: each name, its cue, what it could be and what decided."""
    import sys

    from core.errors import BadInput
    from core.schemas.document import Document
    from nlp.regions.explain import as_text, explain

    if kind not in ("news", "post"):
        raise BadInput(f"--kind is {kind!r}: give news or post")
    document = Document.model_validate(
        {
            "id": "text",
            "kind": kind,
            "title": title,
            "text": sys.stdin.read() if text == "-" else text,
            "source_region": source_region or None,
        }
    )
    explained = explain(document)
    typer.echo(explained.model_dump_json(indent=1) if as_json else as_text(explained))


def find(
    name: Annotated[str, typer.Argument(help="A name, an abbreviation, an old name or a code.")],
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Show the regions that a name means: codes, names, aliases, history, coordinates, time zone."""
    import json

    from core.errors import NotFound
    from core.regions.facts import history_of, load_points
    from core.regions.tree import load_tree

    tree, points = load_tree(), load_points()
    found = tree.find(name)
    if not found:
        raise NotFound(f"No region is called {name[:80]!r}. Try another spelling, or its code.")
    shown = []
    for region in found:
        aliases = [{"alias": a.alias, "kind": a.kind, "needs_cue": a.needs_cue} for a in tree.aliases_of(region.code)]
        point = points.get(region.code)
        above = [tree.display(parent.code) for parent in tree.ancestors(region.code)]
        shown.append(
            {
                **region.model_dump(),
                "shown_as": tree.display(region.code),
                "inside": above,
                "aliases": aliases,
                "history": [past._asdict() for past in history_of(region.code)],
                "point": point._asdict() if point else None,
            }
        )
    typer.echo(json.dumps(shown, ensure_ascii=False, indent=1) if as_json else "\n".join(map(_region_text, shown)))


def export(output: Annotated[str, _OUTPUT] = "-", data: Annotated[Path | None, _DATA] = None) -> None:
    """Write people's corrections as evaluation rows (JSON Lines): id, url, the machine's codes, the corrected ones.

    No text of others is written.
    """
    import json

    from core.review.corrections import exported

    _write((json.dumps(row, ensure_ascii=False) for row in _read(data, exported)), output)


def suggest(
    output: Annotated[str, _OUTPUT] = "-",
    least: Annotated[int, typer.Option(min=1, help="Corrections that must agree.")] = 2,
    data: Annotated[Path | None, _DATA] = None,
) -> None:
    """Turn corrections that agree into alias rows to review (CSV): alias, code, kind, needs_cue, how often."""
    import csv
    import io

    from core.review.corrections import newest
    from nlp.regions.suggest import suggestions

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("alias", "code", "kind", "needs_cue", "corrections"))
    writer.writerows(suggestions(_read(data, newest), least))
    _write(buffer.getvalue().splitlines(), output)


def _region_text(shown: dict[str, Any]) -> str:
    inside = ", ".join(shown["inside"])
    lines = [
        f"{shown['code']}  {shown['shown_as']}  ({shown['name']}; {shown['zone']})"
        + (f"  in {inside}" if inside else "")
    ]
    point = shown["point"]
    if point:
        lines.append(f"  point: {point['lat']}, {point['lng']} ({point['place']}, by {point['basis']})")
    if shown["aliases"]:
        names = (a["alias"] + (" (needs a cue)" if a["needs_cue"] else "") for a in shown["aliases"])
        lines.append(f"  also: {', '.join(names)}")
    for past in shown["history"]:
        was = past["old_name"] or f"part of {past['old_parent']}"
        lines.append(
            f"  until {past['valid_to']}: {was}" + (f" (from {past['valid_from']})" if past["valid_from"] else "")
        )
    return "\n".join(lines)


def _read(data: Path | None, read: Callable[[Connection], list[T]]) -> list[T]:
    from core import setup
    from core.settings import load

    database = setup.open_database(load(data=data))
    try:
        with database.read() as connection:
            return read(connection)
    finally:
        database.dispose()


def _write(lines: Iterable[str], output: str) -> None:
    from core.errors import BadInput

    if output == "-":
        for line in lines:
            typer.echo(line)
        return
    try:
        Path(output).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{output} cannot be written: {error.strerror}. Name another file.") from None
