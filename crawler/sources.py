"""Reads configs/sources/*.toml into sources. A file is one source; a typo is one line that says where and what."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from core.errors import ConfigError, NotFound
from core.paths import data_dir
from core.regions.tree import load_tree
from core.schemas.document import Frozen
from core.schemas.source import Channel, Section, Source, TlsException
from crawler.posts.connector import BadChannel
from crawler.posts.platforms import address_of
from crawler.slow_patterns import slow_part


def load_sources(folders: Iterable[Path] = ()) -> dict[str, Source]:
    """Return the sources of configs/sources and of further folders, by id.

    Raises: ConfigError naming file, key and what is allowed.
    """
    found: dict[str, Source] = {}
    places: dict[str, Path] = {}
    for folder in (data_dir("configs") / "sources", *folders):
        for path in _files(folder):
            source = load_source(path)
            if source.id in found:
                raise ConfigError(f"{path}: key 'id': '{source.id}' is already used in {places[source.id]}.")
            found[source.id], places[source.id] = source, path
    return found


def load_source(path: Path) -> Source:
    """Return the source that the file describes.

    Raises: ConfigError naming file, key and what is allowed.
    """
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.") from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from None
    try:
        source = Source.model_validate(values)
    except ValidationError as error:
        raise ConfigError(_explain(path, error)) from None
    if source.home_region is not None and source.home_region not in load_tree():
        raise ConfigError(f"{path}: key 'home_region': there is no region {source.home_region}.")
    for section in source.sections:
        _check_pattern(path, section)
    for channel in source.channels:
        try:
            address_of(channel)
        except BadChannel as error:
            raise ConfigError(f"{path}: channel '{channel.name}': {error}.") from None
    return source


def choose(sources: dict[str, Source], source_id: str) -> Source:
    """Return the source with this id.

    Raises: NotFound.
    """
    if source_id not in sources:
        raise NotFound(f"There is no source '{source_id}'. `suar sources list` shows them.")
    return sources[source_id]


def owner_of(sources: dict[str, Source], url: str) -> Source | None:
    """Return the source that an address belongs to; of several the one with the longest matching host."""
    owners = [source for source in sources.values() if source.owns(url)]
    return max(owners, key=lambda source: max(map(len, source.site_hosts)), default=None)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise ConfigError(f"{folder} is not a folder with source files (*.toml).")
    return sorted(folder.glob("*.toml"))


def _explain(path: Path, error: ValidationError) -> str:
    problems = error.errors()
    first = next((one for one in problems if one["type"] == "extra_forbidden"), problems[0])  # the typo, not its echo
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        parts: dict[object, type[Frozen]] = {"sections": Section, "channels": Channel, "tls_exception": TlsException}
        within = parts.get(first["loc"][0], Source) if len(first["loc"]) > 1 else Source
        allowed = ", ".join(within.model_fields)
        return f"{path}: unknown key '{key}'. Allowed: {allowed}."
    if first["type"] == "missing":
        return f"{path}: key '{key}' is missing."
    said = _kind_wanted(first["type"], key) or first["msg"].removeprefix("Value error, ")
    return f"{path}: key '{key}': {said}." if key else f"{path}: {said}."


def _kind_wanted(problem: str, key: str) -> str:
    """Return what to write where the kind of value is wrong and the message would name types of Python."""
    table = key.partition(".")[0]
    if table in ("sections", "channels") and problem in ("tuple_type", "model_type"):
        return f"each one is a table of its own, under [[{table}]]"
    if problem == "tuple_type":
        return 'this is a list, such as ["https://koran.example/rss"]'
    return f"this is a table, under [{table}]" if problem == "model_type" else ""


def _check_pattern(path: Path, section: Section) -> None:
    try:
        re.compile(section.article_pattern)
    except re.error as error:
        raise ConfigError(
            f"{path}: key 'sections.article_pattern': not a regular expression ({error}): {section.article_pattern}"
        ) from None
    if (part := slow_part(section.article_pattern)) is not None:
        raise ConfigError(
            f"{path}: key 'sections.article_pattern': a link could keep it busy for hours, since {part} can match "
            "the same letters in many ways. Repeat only once, or end each repeat with a fixed sign."
        )
