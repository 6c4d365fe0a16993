"""Commands of the crawler: crawl, sources, import documents, extract, dates."""

from __future__ import annotations

from pathlib import Path

import typer

from crawler.newsroom import cli as newsroom_cli

sources_app = typer.Typer(help="Sources: list, switch, try.", no_args_is_help=True)
evidence_app = typer.Typer(help="Evidence: check and show the archived pages.", no_args_is_help=True)
import_app = typer.Typer(help="Bring texts in from files.", no_args_is_help=True)

factchecks_app = typer.Typer(help="Published fact-checks: list, show.", no_args_is_help=True)

_JSON = typer.Option(False, "--json", help="Answer as JSON.")
_FOLDERS = typer.Option([], "--sources", help="A further folder with source files; site rules in its folder `sites`.")
_DATA = typer.Option(None, help="The data directory.")
_DEMO = typer.Option(False, "--demo", help="Read the fictional newsroom on 127.0.1.x instead of real sources.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("crawl")(crawl)
    app.add_typer(sources_app, name="sources")
    app.add_typer(import_app, name="import")
    app.add_typer(factchecks_app, name="factchecks")
    app.add_typer(evidence_app, name="evidence")
    app.command("extract")(extract)
    app.command("dates")(dates)
    newsroom_cli.register(app)


def crawl(
    source: list[str] = typer.Option([], help="Read only this source (may be given several times)."),
    url: str | None = typer.Option(None, help="Fetch this one page and print its document."),
    sources: list[Path] = _FOLDERS,
    demo: bool = _DEMO,
    limit: int | None = typer.Option(None, min=1, help="Fetch at most so many articles."),
    due: bool = typer.Option(False, "--due", help="Only feeds and pages whose time has come, as the scheduler does."),
    as_json: bool = _JSON,
    data: Path | None = _DATA,
) -> int:
    """Read the enabled sources now: new and changed articles are stored, every URL ends in one outcome.

    Example: suar crawl --source antara --limit 20
    """
    from crawler.commands.crawl import run

    return run(source, url, sources, demo, limit, as_json, data, due)


@sources_app.command("list")
def sources_list(sources: list[Path] = _FOLDERS, as_json: bool = _JSON, data: Path | None = _DATA) -> int:
    """Show every source: enabled, verified, last success, last error, documents.

    Example: suar sources list
    """
    from crawler.commands.sources import show_all

    return show_all(sources, as_json, data)


@sources_app.command("show")
def sources_show(source_id: str, sources: list[Path] = _FOLDERS, data: Path | None = _DATA) -> int:
    """Show one source: what its file says and how it fares, with the last outcomes.

    Example: suar sources show antara
    """
    from crawler.commands.sources import show_one

    return show_one(source_id, sources, data)


@sources_app.command("enable")
def sources_enable(
    source_id: str,
    verified: bool = typer.Option(False, help="Note that you have seen it deliver (`suar sources try`)."),
    sources: list[Path] = _FOLDERS,
    data: Path | None = _DATA,
) -> int:
    """Switch a source on: the next crawl reads it.

    Example: suar sources enable antara
    """
    from crawler.commands.sources import switch

    return switch(source_id, True, sources, data, verified)


@sources_app.command("disable")
def sources_disable(source_id: str, sources: list[Path] = _FOLDERS, data: Path | None = _DATA) -> int:
    """Switch a source off; its documents stay.

    Example: suar sources disable antara
    """
    from crawler.commands.sources import switch

    return switch(source_id, False, sources, data)


@sources_app.command("try")
def sources_try(url: str, sources: list[Path] = _FOLDERS, demo: bool = _DEMO, as_json: bool = _JSON) -> int:
    """Show the whole way from an address to what would be stored: guard, robots.txt, answer, lists, text, date.

    Writes nothing. Ends with 0 when something would be stored, 3 when nothing would, 2 when it is no address.
    The id of a source stands for its first feed, list or home page.

    Examples: suar sources try antara · suar sources try https://www.antaranews.com/rss/terkini.xml
    """
    from crawler.commands.trial import run

    return run(url, sources, demo, as_json)


@sources_app.command("health")
def sources_health(
    source_id: str | None = typer.Argument(None, metavar="[SOURCE]", help="Only this source, with everything known."),
    every: bool = typer.Option(False, "--all", help="Also the sources that are off."),
    sources: list[Path] = _FOLDERS,
    as_json: bool = _JSON,
    data: Path | None = _DATA,
) -> int:
    """Show how the sources fare, the worst first: green, yellow, red or paused, and why, with numbers.

    Example: suar sources health antara
    """
    from crawler.commands.health import show

    return show(source_id, every, sources, as_json, data)


@sources_app.command("check")
def sources_check(sources: list[Path] = _FOLDERS, as_json: bool = _JSON, data: Path | None = _DATA) -> int:
    """Judge every source: events are opened and closed, and a source that looks hijacked is paused. Runs by itself.

    Example: suar sources check
    """
    from crawler.commands.health import judge

    return judge(sources, as_json, data)


@import_app.command("documents")
def import_documents(
    file: Path = typer.Argument(help="JSON Lines, or CSV with a line of headers (.csv, .tsv); - is stdin."),
    source: str = typer.Option("import", help="The source of rows that name none."),
    kind: str = typer.Option("news", help="news or post: of rows that say neither."),
    form: str = typer.Option("", "--format", help="jsonl or csv; default: by the file's name, else jsonl."),
    columns: list[str] = typer.Option([], "--map", help="A column of a table, FIELD=HEADER, e.g. text=isi."),
    delimiter: str = typer.Option("", help="Of a table: , ; | or tab; default: the one that fits."),
    encoding: str = typer.Option("", help="utf-8, utf-8-sig, utf-16 or windows-1252; default: the one that fits."),
    zone: str = typer.Option("", help="WIB, WITA or WIT: the zone of dates in a table that name none."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Store nothing; copies within the file count as stored."),
    as_json: bool = _JSON,
    data: Path | None = _DATA,
) -> int:
    """Store the texts of a file; every row ends in one named outcome. What the file was taken for is said first.

    Examples: suar import documents posts.jsonl --source tipline · suar import documents berita.csv --map text=isi
    """
    from crawler.commands.imports import How, defaults, run

    how = How(file, form, encoding, delimiter, tuple(columns), dry_run)
    return run(how, defaults(source, kind, zone, how), as_json, data)


@import_app.command("factchecks")
def import_factchecks(
    file: Path = typer.Argument(help="JSON Lines, JSON (a list or a ClaimReview feed) or CSV; - is stdin."),
    source: str = typer.Option("import", help="The source that the fact-checks are kept under."),
    as_json: bool = _JSON,
    data: Path | None = _DATA,
) -> int:
    """Store the fact-checks of a file; every record ends in one named outcome.

    Example: suar import factchecks checks.jsonl --source arsip
    """
    from crawler.commands.factchecks import run

    return run(file, source, as_json, data)


@factchecks_app.command("list")
def factchecks_list(
    words: str = typer.Option("", help="Words that all stand in title, claim or conclusion."),
    publisher: str | None = typer.Option(None, help="Only of this publisher."),
    limit: int = typer.Option(50, min=1, max=100_000, help="Most fact-checks."),
    as_json: bool = typer.Option(False, "--json", help="Answer as JSON Lines."),
    data: Path | None = _DATA,
) -> int:
    """Show stored fact-checks, the newest first.

    Example: suar factchecks list --words "surat suara"
    """
    from core.store.factchecks import FactCheckFilter
    from crawler.commands.factchecks import show_all

    return show_all(FactCheckFilter(words=words, publisher=publisher), limit, as_json, data)


@factchecks_app.command("show")
def factchecks_show(fact_check_id: int, as_json: bool = _JSON, data: Path | None = _DATA) -> int:
    """Show one fact-check with its older states.

    Example: suar factchecks show 17
    """
    from crawler.commands.factchecks import show_one

    return show_one(fact_check_id, as_json, data)


@evidence_app.command("verify")
def evidence_verify(
    document: int | None = typer.Option(None, help="Only the pages of this document."),
    as_json: bool = _JSON,
    data: Path | None = _DATA,
) -> int:
    """Check that every stored page lies in the archive as it came: present, whole, and with the recorded SHA-256.

    Example: suar evidence verify
    """
    from crawler.commands.evidence import verify

    return verify(document, as_json, data)


@evidence_app.command("show")
def evidence_show(
    document_id: int,
    revision: int | None = typer.Option(None, min=1, help="The version of the document; else the newest archived."),
    output: str = typer.Option("-", help="A file; - is stdout."),
    data: Path | None = _DATA,
) -> int:
    """Write the page that a document was made from, byte for byte. Open it with care: it is as the site sent it.

    Example: suar evidence show 17 --output page.html
    """
    from crawler.commands.evidence import show

    return show(document_id, revision, output, data)


def extract(
    paths: list[Path] = typer.Argument(help="Files .html or .html.gz, or folders of them."),
    output: str = typer.Option(..., help="JSON Lines, one answer a file; - is stdout."),
    urls: Path | None = typer.Option(None, help="TSV: file name, URL. The URL also chooses the site rule."),
    sources: list[Path] = typer.Option([], "--sources", help="A further folder whose folder `sites` holds site rules."),
) -> int:
    """Extract title, text, date and address from saved pages. Stores nothing.

    Example: suar extract --output out.jsonl pages/
    """
    from crawler.commands.extract import run

    return run(paths, output, urls, sources)


def dates(
    source: str = typer.Option(..., "--input", help="JSON Lines with id, text, now, kind, zone; - is stdin."),
    output: str = typer.Option(..., help="JSON Lines, one answer a line; - is stdout."),
) -> int:
    """Read date strings of feeds and pages: instant in UTC, the zone used, confidence. Stores nothing.

    Example: suar dates --input dates.jsonl --output out.jsonl
    """
    from crawler.commands.dates import run

    return run(source, output)
