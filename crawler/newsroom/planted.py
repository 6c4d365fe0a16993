"""The table of what was planted: every article, post and broken thing with the answer that Suar should find."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from core.schemas.document import Frozen
from crawler.newsroom.breakage import Broken, load_broken
from crawler.newsroom.content import Article, Content, Outlet, Post, load_content, paragraphs
from crawler.newsroom.server import DEFAULT_PORT
from crawler.newsroom.site import base_url, path_of


class Planted(Frozen):
    """One planted thing. `expected` lists the outcomes of the ledger that are right for it."""

    key: str
    kind: Literal["article", "post", "page", "feed"]
    url: str | None
    title: str
    text: str
    categories: tuple[str, ...] = ()
    subs: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    copy_of: str | None = None
    copy_kind: Literal["near", "exact"] | None = None
    #: The corrected text, where one appears later.
    later: str | None = None
    breakage: str | None = None
    expected: tuple[str, ...] = ("stored",)


def planted_table(
    content: Content | None = None, broken: Sequence[Broken] | None = None, port: int = DEFAULT_PORT
) -> tuple[Planted, ...]:
    """Return everything that was planted. Raises: ConfigError when the content cannot be read."""
    all_content = content or load_content()
    outlets = {outlet.id: outlet for outlet in all_content.outlets}
    things = load_broken() if broken is None else broken
    return (
        *(_article(article, outlets[article.outlet], port) for article in all_content.articles),
        *(_post(post) for post in all_content.posts),
        *(_broken(thing, outlets[thing.outlet], port) for thing in things),
    )


def _article(article: Article, outlet: Outlet, port: int) -> Planted:
    return Planted(
        key=article.key,
        kind="article",
        url=base_url(outlet, port) + path_of(outlet, article),
        title=article.title,
        text=_joined(article.body),
        categories=article.categories,
        subs=article.subs,
        regions=article.regions,
        copy_of=article.copy_of,
        copy_kind=article.copy_kind,
        later=None if article.later is None else _joined(article.later),
        # Of two exact copies the one that is read later is the duplicate.
        expected=("stored", "duplicate") if article.copy_kind == "exact" else ("stored",),
    )


def _post(post: Post) -> Planted:
    return Planted(
        key=post.id,
        kind="post",
        url=None,
        title="",
        text=post.text,
        categories=post.categories,
        subs=post.subs,
        regions=post.regions,
    )


def _broken(thing: Broken, outlet: Outlet, port: int) -> Planted:
    return Planted(
        key=thing.key,
        kind="feed" if thing.is_feed else "page",
        url=base_url(outlet, port) + path_of(outlet, thing),
        title=thing.title,
        text=_joined(thing.body),
        breakage=thing.kind,
        expected=thing.expected,
    )


def _joined(body: str) -> str:
    return "\n".join(paragraphs(body))
