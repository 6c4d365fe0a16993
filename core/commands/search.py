"""`suar search`: finds documents by words and "phrases"."""

from __future__ import annotations

import json
from pathlib import Path

import typer


def register(app: typer.Typer) -> None:
    """Add `suar search`."""
    app.command("search")(search)


def search(
    query: str = typer.Argument(help='Words and "phrases"; -word leaves out. All words must occur.'),
    limit: int = typer.Option(20, min=1, max=500, help="Most documents."),
    region: str | None = typer.Option(None, help="Only documents about this region's subtree, e.g. 73."),
    category: str | None = typer.Option(None, help="politik, sara or klaim."),
    as_json: bool = typer.Option(False, "--json", help="Answer as JSON."),
    data: Path | None = typer.Option(None, help="The data directory."),
) -> None:
    """Find stored documents, best first.

    Example: suar search 'banjir "wali kota"' --json --limit 5
    """
    from core import setup
    from core.commands import choices
    from core.search import engine
    from core.settings import load

    filters = engine.SearchFilters(region=choices.region(region), category=choices.category(category))
    results = engine.search(setup.open_database(load(data=data)), query, filters, limit)
    if as_json:
        print(json.dumps(results.model_dump(mode="json"), ensure_ascii=False, indent=2))
        return
    for hit in results.items:
        moment = hit.published_at.date().isoformat() if hit.published_at else "-"
        print(f"{hit.id:>6}  {moment:<10}  {hit.source:<24.24}  {hit.title or hit.excerpt.text:.80}")
    print(f"{results.total} found")
