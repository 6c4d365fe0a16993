"""Loads the fictional outlets, articles and posts from `configs/newsroom/`. Owns their shape; knows no HTTP."""

from __future__ import annotations

import ipaddress
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

from pydantic import Field, ValidationError, field_validator

from core.errors import ConfigError
from core.paths import data_dir
from core.schemas.document import Frozen

Zone = Literal["WIB", "WITA", "WIT"]
Style = Literal["tabloid", "agency", "longread", "network", "blog", "portal"]
Means = Literal["rss", "atom", "news_sitemap", "sitemap_index", "sections"]
Section = Literal["politik", "peristiwa", "daerah", "ekonomi", "olahraga", "cekfakta"]

_BLANK_LINES = re.compile(r"\n[ \t]*\n")
_TIME = r"^([01]\d|2[0-3]):[0-5]\d$"
_SLUG = r"^[a-z0-9-]+$"

M = TypeVar("M", bound=Frozen)


class Outlet(Frozen):
    """One fictional outlet, bound to its own loopback address."""

    id: str = Field(pattern=_SLUG)
    name: str
    tagline: str
    address: str
    home_region: str
    zone: Zone
    style: Style
    discovery: tuple[Means, ...]

    @field_validator("address")
    @classmethod
    def _loopback(cls, value: str) -> str:
        if not ipaddress.ip_address(value).is_loopback:
            raise ValueError("the newsroom is served on loopback only")
        return value


class Truth(Frozen):
    """What was planted in a text: the answer that the analysis is compared with."""

    categories: tuple[str, ...]
    subs: tuple[str, ...]
    regions: tuple[str, ...]


class Article(Truth):
    """One article; `later` is its corrected body, `copy_of` the `outlet/slug` that it repeats."""

    outlet: str
    slug: str = Field(pattern=_SLUG)
    title: str
    days: int = Field(le=0)
    time: str = Field(pattern=_TIME)
    section: Section
    body: str
    later: str | None = None
    copy_of: str | None = None
    copy_kind: Literal["near", "exact"] | None = Field(None, alias="copy")

    @property
    def key(self) -> str:
        """The name of the article in tables of planted things."""
        return f"{self.outlet}/{self.slug}"


class Post(Truth):
    """One public post or forwarded message, without any handle; `region_hint` is its channel's home province."""

    id: str
    days: int = Field(le=0)
    time: str = Field(pattern=_TIME)
    zone: Zone
    text: str
    region_hint: str | None = None


class Content(NamedTuple):
    """Everything that the newsroom publishes."""

    outlets: tuple[Outlet, ...]
    articles: tuple[Article, ...]
    posts: tuple[Post, ...]

    def of(self, outlet_id: str) -> tuple[Article, ...]:
        """Return the articles of one outlet in the order of its file."""
        return tuple(article for article in self.articles if article.outlet == outlet_id)


def load_content(folder: Path | None = None) -> Content:
    """Return the content of `configs/newsroom/`, or of another folder of the same shape.

    Raises: ConfigError naming the file and what is wrong with it.
    """
    root = folder or data_dir("configs") / "newsroom"
    outlets = load_entries(root / "outlets.toml", "outlet", Outlet)
    names = {outlet.id for outlet in outlets}
    articles: list[Article] = []
    for path in sorted((root / "articles").glob("*.toml")):
        if path.stem not in names:
            raise ConfigError(f"{path}: there is no outlet {path.stem!r} in outlets.toml.")
        articles += _models(path, Article, _toml("article"), outlet=path.stem)
    posts = [post for path in sorted((root / "posts").glob("*.jsonl")) for post in _models(path, Post, _jsonl)]
    _check_names(root, articles, posts)
    return Content(outlets, tuple(articles), tuple(posts))


def load_entries(path: Path, table: str, model: type[M]) -> tuple[M, ...]:
    """Return the entries of one table of a TOML file.

    Raises: ConfigError naming the file, the entry and what is wrong with it.
    """
    return tuple(_models(path, model, _toml(table)))


def paragraphs(body: str) -> tuple[str, ...]:
    """Return the paragraphs of a body; line breaks within one are spaces."""
    return tuple(" ".join(part.split()) for part in _BLANK_LINES.split(body) if part.strip())


def _check_names(root: Path, articles: list[Article], posts: list[Post]) -> None:
    keys = [article.key for article in articles] + [post.id for post in posts]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise ConfigError(f"{root}: {', '.join(twice[:5])} stands twice.")
    lost = [article.key for article in articles if article.copy_of is not None and article.copy_of not in keys]
    if lost:
        raise ConfigError(f"{root}: {', '.join(lost[:5])} copies an article that is not there.")


def _toml(table: str) -> Callable[[str], list[dict[str, Any]]]:
    return lambda text: list(tomllib.loads(text).get(table, []))


def _jsonl(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _models(path: Path, model: type[M], parse: Callable[[str], list[dict[str, Any]]], **more: str) -> Iterator[M]:
    try:
        rows = parse(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from None
    except ValueError as error:
        raise ConfigError(f"{path} is not valid: {error}.") from None
    for number, row in enumerate(rows, start=1):
        try:
            yield model.model_validate({**more, **row})
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise ConfigError(f"{path}, entry {number}, {place}: {first['msg']}.") from None
