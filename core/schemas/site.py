"""What a site rule is: the contract between the files in configs/sites, the crawler and its extraction children."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector
from pydantic import Field, field_validator, model_validator

from core.schemas.document import Frozen
from core.schemas.source import Zone

_HOST = re.compile(r"(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{1,63}")
#: Under these anybody may have a host: a rule for one of them would be a rule for all outlets there.
_SHARED = re.compile(r"(?:\*\.)?(?:co|or|go|ac|sch|web|my|biz|desa|net|mil|ponpes|com|org)\.[a-z]{2}")
_PARAMETER = re.compile(r"[A-Za-z_][\w-]{0,29}=[\w-]{1,30}")
_SUFFIX = re.compile(r"(?:/[\w-]{1,30}){1,3}/?")
_MAX_SELECTOR = 300
#: Keys of which a rule has at least one, for it would do nothing else.
EFFECTS = ("content", "drop", "title", "date", "whole_page")


class SiteRule(Frozen):
    """How the pages of some hosts are read where the generic way fails. Every key of a file in configs/sites."""

    #: `koran.example` is the host and all under it, `*.koran.example` only what is under it.
    hosts: tuple[str, ...] = Field(min_length=1, max_length=500)
    #: CSS selector of the article's text; all that match count, in the order of the page.
    content: str = ""
    #: Selectors of what is taken out of the page first.
    drop: tuple[str, ...] = Field(default=(), max_length=50)
    title: str = ""
    #: Selector of the date: its `datetime` or `content`, else its text; and the zone it is written in.
    date: str = ""
    zone: Zone | None = None
    #: `page=all` or `/all`: what makes of an article's address that of all its pages.
    whole_page: str = ""
    #: Selector of what stands only on articles of several pages; without it a link to the next page tells.
    paged: str = ""
    verified: bool = False

    @field_validator("hosts")
    @classmethod
    def _only_hosts(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        for host in hosts:
            if not _HOST.fullmatch(host):
                raise ValueError(f"'{host[:100]}' is no host; write koran.example or *.koran.example, in small letters")
            if _SHARED.fullmatch(host):
                raise ValueError(f"'{host}' belongs to many outlets; name those that are meant")
            if host.removeprefix("*.").startswith("www."):
                raise ValueError(f"write '{host.replace('www.', '', 1)}': it holds for www. too")
        return hosts

    @field_validator("content", "title", "date", "paged", "drop")
    @classmethod
    def _only_selectors(cls, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for selector in (value,) if isinstance(value, str) else value:
            if selector or not isinstance(value, str):
                compiled(selector)
        return value

    @field_validator("whole_page")
    @classmethod
    def _only_views(cls, value: str) -> str:
        if value and not _PARAMETER.fullmatch(value) and not _SUFFIX.fullmatch(value):
            raise ValueError(f"'{value[:100]}' is neither a parameter such as page=all nor a path such as /all")
        return value

    @model_validator(mode="after")
    def _does_something(self) -> SiteRule:
        if not any(getattr(self, key) for key in EFFECTS):
            raise ValueError(f"the rule does nothing; it needs one of {', '.join(EFFECTS)}")
        for key, needed in (("zone", "date"), ("paged", "whole_page")):
            if getattr(self, key) and not getattr(self, needed):
                raise ValueError(f"key '{key}' means nothing without '{needed}'")
        return self


@lru_cache(maxsize=2_000)
def compiled(selector: str) -> Any:
    """Return a function from an element to what the CSS selector finds below it, in the order of the page.

    Raises: ValueError naming the selector and what is wrong with it.
    """
    if len(selector) > _MAX_SELECTOR:
        raise ValueError(f"a selector has at most {_MAX_SELECTOR} characters")
    try:
        return CSSSelector(selector, translator="html")
    except (SelectorError, etree.XPathError) as error:
        raise ValueError(f"'{selector}' is no CSS selector ({error})") from None
