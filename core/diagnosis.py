"""Examines an installation, one finding a check: packages, SQLite, disk, zones, data directory, models."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import sqlite3
import sys
import zoneinfo
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from core import configuration
from core.checks import CHECKS
from core.db import schema
from core.errors import SuarError
from core.schemas.document import Frozen
from core.settings import Settings, load, secret
from core.setup import open_database
from core.sites import load_rules

#: Less free space than this is too little to work with, in bytes.
_LEAST_DISK = 500_000_000


class Finding(Frozen):
    """What was looked at, whether it is well, and what to do if not."""

    level: Literal["good", "note", "bad"]
    what: str
    fix: str = ""

    @property
    def mark(self) -> str:
        """A sign for the level."""
        return {"good": "✓", "note": "•", "bad": "✗"}[self.level]


def examine(data: Path | None = None) -> list[Finding]:
    """Return every finding; a check that fails itself is a finding too."""
    try:
        settings = load(data=data)
    except SuarError as error:
        return [Finding(level="bad", what="Settings cannot be used", fix=error.message)]
    checks: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
        _python, _packages, _sqlite, _disk, _zones, _configuration, _site_rules, _directory, _database,
        *map(_added, ("core.models:findings", *CHECKS)), _optional,
    )  # fmt: skip
    return [finding for check in checks for finding in _made(check, settings)]


def _made(check: Callable[[Settings], Iterator[Finding]], settings: Settings) -> Iterator[Finding]:
    """Yield what the check finds; whatever ends it must not hide what the others find."""
    try:
        yield from check(settings)
    except Exception as error:  # the boundary of a check: the reason is told, and the next one is made
        what = f"A check could not be made to its end ({check.__module__}): {type(error).__name__}: {error}"
        yield Finding(level="bad", what=what, fix="Mend what it names; if it names nothing, report it as a defect.")


def _added(place: str) -> Callable[[Settings], Iterator[Finding]]:
    """Return a check of another module: that of the models, and those of other packages that `core.checks` names."""
    module, _, function = place.partition(":")
    check: Callable[[Settings], Iterator[Finding]] = getattr(importlib.import_module(module), function)
    return check


def _python(_settings: Settings) -> Iterator[Finding]:
    yield Finding(level="good", what=f"Python {sys.version.split()[0]}")


def _packages(_settings: Settings) -> Iterator[Finding]:
    folders = {}
    for name in ("core", "crawler", "nlp", "api"):
        spec = importlib.util.find_spec(name)
        folders[name] = Path(spec.origin).parent.parent if spec and spec.origin else None
    if len(set(folders.values())) == 1 and None not in folders.values():
        yield Finding(level="good", what=f"Suar's packages all come from {folders['core']}")
        return
    odd = ", ".join(f"{name} from {folder}" for name, folder in folders.items())
    fix = "Another package owns one of these names: install Suar in a virtual environment of its own."
    yield Finding(level="bad", what=f"Suar's packages do not belong together: {odd}", fix=fix)


def _sqlite(_settings: Settings) -> Iterator[Finding]:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(a)")
    except sqlite3.OperationalError:
        fix = "Use a Python whose SQLite has FTS5 (Debian's python3 has)."
        yield Finding(level="bad", what=f"SQLite {sqlite3.sqlite_version} has no full-text search", fix=fix)
        return
    finally:
        connection.close()
    if sqlite3.sqlite_version_info < (3, 35):
        fix = "Use a Python with SQLite 3.35 or newer."
        yield Finding(level="bad", what=f"SQLite {sqlite3.sqlite_version} is too old", fix=fix)
        return
    yield Finding(level="good", what=f"SQLite {sqlite3.sqlite_version} with full-text search")


def _disk(settings: Settings) -> Iterator[Finding]:
    folder = next(path for path in (settings.data, *settings.data.parents) if path.exists())
    free = shutil.disk_usage(folder).free
    words = f"{free / 1e9:.1f} GB free under {folder}"
    if free < _LEAST_DISK:
        yield Finding(level="bad", what=words, fix="Free at least 0.5 GB before you go on.")
    else:
        yield Finding(level="good", what=words)


def _zones(_settings: Settings) -> Iterator[Finding]:
    try:
        for name in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"):
            zoneinfo.ZoneInfo(name)
    except zoneinfo.ZoneInfoNotFoundError as error:
        yield Finding(level="bad", what=f"Time zone missing: {error}", fix="pip install tzdata")
    else:
        yield Finding(level="good", what="Time zones WIB, WITA and WIT")


def _configuration(_settings: Settings) -> Iterator[Finding]:
    try:
        configuration.check()
    except SuarError as error:
        yield Finding(level="bad", what="Configuration files", fix=error.message)
    else:
        yield Finding(level="good", what="Permissions, policy, schedule and site rules can be used")


def _site_rules(_settings: Settings) -> Iterator[Finding]:
    try:
        rules = load_rules().rules
    except SuarError:
        return  # the finding on configuration files says it
    hosts = sum(len(one.rule.hosts) for one in rules)
    unseen = ", ".join(one.path.name for one in rules if not one.rule.verified)
    what = f"Site rules: {len(rules)} files for {hosts} hosts and what is under them"
    yield Finding(level="good", what=f"{what}; nobody has verified {unseen}" if unseen else what)


def _directory(settings: Settings) -> Iterator[Finding]:
    try:
        secret(settings)
    except SuarError as error:
        yield Finding(level="bad", what=f"Data directory {settings.data}", fix=error.message)
    else:
        yield Finding(level="good", what=f"Data directory {settings.data} with its secret, readable by its owner alone")


def _database(settings: Settings) -> Iterator[Finding]:
    kind = "SQLite" if settings.store_url.startswith("sqlite") else "PostgreSQL"
    try:
        database = open_database(settings)
    except SuarError as error:
        yield Finding(level="bad", what=f"Database ({kind})", fix=error.message)
        return
    yield Finding(level="good", what=f"Database ({kind}), schema {schema.newest()}")
    if kind == "PostgreSQL":
        fix = "Search there answers search_unavailable until it is built; lists and the queue work."
        yield Finding(level="note", what="Full-text search is not available on PostgreSQL yet", fix=fix)
    database.dispose()


def _optional(_settings: Settings) -> Iterator[Finding]:
    wanted = {
        "psycopg": ("PostgreSQL driver", "pip install 'suar[postgres]'"),
        "elasticsearch": ("Elasticsearch client", "pip install 'suar[elastic]'"),
        "sentence_transformers": ("sentence-transformers, for transformer encoders", "pip install 'suar[embed]'"),
    }
    for module, (what, fix) in wanted.items():
        if importlib.util.find_spec(module):
            yield Finding(level="good", what=f"Optional: {what}")
        else:
            yield Finding(level="note", what=f"Optional, not installed: {what}", fix=f"Only if you need it: {fix}")
