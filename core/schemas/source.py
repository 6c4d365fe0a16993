"""What a source is: the contract between the files in configs/sources, the crawler and the store."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints, field_validator, model_validator

from core.net.addresses import DEMO_NETWORK, AddressPolicy
from core.schemas.document import Frozen

SourceKind = Literal["news", "agency", "broadcast", "factcheck", "social", "import", "manual"]
Platform = Literal["mastodon", "bluesky", "telegram", "youtube", "reddit"]
Zone = Literal["WIB", "WITA", "WIT"]

#: Kinds that nothing reads: push keys, files and people fill them.
FILLED_KINDS: tuple[SourceKind, ...] = ("import", "manual")

#: What an id looks like: it is part of file names, URLs and lease names.
ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,59}$"


_WHY = {
    "address": "its host is not on the public internet, or names a user",
    "port": "only ports 80 and 443 are used",
    "scheme": "it begins neither with http:// nor with https://",
    "bad_url": "it is too long or holds characters that no address has",
}


class Section(Frozen):
    """A page that lists articles, and the regular expression that a link must match to be one of them."""

    url: str
    article_pattern: str = Field(min_length=1, max_length=200)


class Channel(Frozen):
    """A public channel of a platform. What `name` means is up to the platform: a hashtag, a feed, a channel's id."""

    platform: Platform
    #: The server for platforms with many (`https://mastodon.example`); empty: the platform's public one.
    server: str = ""
    #: Empty: everything the server shows in public.
    name: str = Field(default="", max_length=200)


class Way(Frozen):
    """A page that lists the articles of a source, and how the crawl came upon it."""

    url: str
    #: `robots` names sitemaps and lists no articles itself.
    kind: Literal["feed", "sitemap", "section", "robots"]
    how: str
    pattern: str = ""
    #: Others found the same way are read beside it; of the rest the first that works is enough.
    among_others: bool = False


class TlsException(Frozen):
    """Why the certificates of a source are not checked, and the last day (UTC) on which they are not."""

    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=300)]
    until: date


class Source(Frozen):
    """One outlet, agency or way in. Every key of a file in configs/sources is a field here."""

    id: str = Field(pattern=ID_PATTERN)
    name: str = Field(min_length=1, max_length=160)
    kind: SourceKind = "news"
    home_url: str = ""
    home_region: str | None = Field(default=None, pattern=r"^\d\d(\.\d\d(\.\d\d)?)?$")
    zone: Zone = "WIB"
    language: str = Field(default="id", pattern=r"^[a-z]{2,3}$")
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    #: Public channels whose posts are read.
    channels: tuple[Channel, ...] = ()
    #: Feeds of ClaimReview records (JSON).
    claim_feeds: tuple[str, ...] = ()
    #: Further hosts that belong to the outlet, beside those of the addresses above.
    hosts: tuple[str, ...] = ()
    #: Seconds between two requests; empty: the setting crawl_spacing.
    spacing: float | None = Field(default=None, strict=True, ge=0.0, le=3600.0)
    #: Requests a day to each of its hosts; empty: the setting crawl_daily_requests.
    daily_requests: int | None = Field(default=None, strict=True, ge=1, le=1_000_000)
    #: Empty: certificates are checked, as always. Last in a file, since it is a table.
    tls_exception: TlsException | None = None
    enabled: bool = Field(default=False, strict=True)
    verified: bool = Field(default=False, strict=True)
    fictional: bool = Field(default=False, strict=True)

    @field_validator("home_url", "feeds", "sitemaps", "claim_feeds")
    @classmethod
    def _http_only(cls, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        if "" in value and not isinstance(value, str):
            raise ValueError("an address in the list is empty")
        for url in (value,) if isinstance(value, str) else value:
            parts = urlsplit(url)
            if url and (parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc):
                raise ValueError("an address must begin with http:// or https:// and name a host")
        return value

    @model_validator(mode="after")
    def _public_only(self) -> Source:
        """Refuse what could never be fetched when it is written, not weeks later: own networks, odd ports."""
        policy = AddressPolicy(*([DEMO_NETWORK] if self.fictional else []))
        for url in self._addresses():
            problem = policy.url_problem(url)
            if problem:
                raise ValueError(f"{url[:200]} is not an address that Suar fetches from ({_WHY[problem]})")
        return self

    def _addresses(self) -> list[str]:
        urls = [self.home_url, *self.feeds, *self.sitemaps, *self.claim_feeds]
        urls += [section.url for section in self.sections] + [channel.server for channel in self.channels]
        urls += [f"http://[{host}]/" if ":" in host else f"http://{host}/" for host in self.hosts]
        return [url for url in urls if url]

    @property
    def site_hosts(self) -> frozenset[str]:
        """The hosts whose pages belong to this source; their subdomains do too."""
        urls = (
            self.home_url,
            *self.feeds,
            *self.sitemaps,
            *self.claim_feeds,
            *(section.url for section in self.sections),
        )
        named = {urlsplit(url).hostname or "" for url in urls} | {host.lower() for host in self.hosts}
        return frozenset(host.removeprefix("www.") for host in named if host)

    def unverified_hosts(self, day: date) -> frozenset[str]:
        """Return the hosts whose certificates are not checked on that day: those it names, none of their subdomains."""
        if self.tls_exception is None or day > self.tls_exception.until:
            return frozenset()
        return frozenset(named for host in self.site_hosts for named in (host, f"www.{host}"))

    @property
    def names_only_its_home(self) -> bool:
        """Whether the crawl has to find out itself where the source lists its articles."""
        named = (self.feeds, self.sitemaps, self.sections, self.channels, self.claim_feeds)
        return bool(self.home_url) and not any(named) and self.kind in ("news", "agency", "broadcast", "factcheck")

    def owns(self, url: str) -> bool:
        """Return whether the address lies on a host of this source."""
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        return any(host == own or host.endswith(f".{own}") for own in self.site_hosts)
