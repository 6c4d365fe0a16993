"""The page docs/sources.md, made from configs/sources: `python -m crawler.sources_page > docs/sources.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from core.regions.tree import RegionTree, load_tree
from core.schemas.source import Source
from crawler.posts.platforms import address_of
from crawler.sources import load_sources

_HEAD = """# Sources

Made from `configs/sources/*.toml` by `python -m crawler.sources_page > docs/sources.md`; a test compares the two.

A source is one file. `verified = false` means that nobody has seen it deliver yet: its addresses are the outlet's
well-known ones, and `suar sources try URL` shows what they give today. A source is read only when it is enabled
(`suar sources enable ID`). A file that names only `home_url` is enough: the crawl looks for feeds that the home page
declares or links to, sitemaps of robots.txt, the usual places of both, and last for lists of articles; what works is
remembered and looked for again when it ends. Without `spacing` the setting `crawl_spacing` holds.

Certificates are always checked. Where an outlet has a broken one, its file may end with

```toml
[tls_exception]
reason = "Certificate ran out; the outlet was told by telephone on 3 January."
until = 2027-01-31
```

Both keys are needed. Until the end of that day (UTC) the certificates of the hosts that the file names are not checked;
those of their subdomains, and of every other source, are. TLS 1.2 is needed all the same. After that day the outcome is
`failed:tls` again, and an event asks to remove or renew the exception. `suar sources list`, `show` and `health` and the
page of sources show it.

Channels of public posts, with an
example for each platform, are in [posts](posts.md); how the program notices that a source has stopped, in
[health](health.md).

| id | name | kind | region | zone | reads | enabled | verified |
|---|---|---|---|---|---|---|---|
"""


def render(sources: Iterable[Source], regions: RegionTree) -> str:
    """Return the page for these sources."""
    return _HEAD + "".join(_row(source, regions) for source in sorted(sources, key=_order))


def _order(source: Source) -> tuple[str, str]:
    return (source.home_region or "", source.id)


def _row(source: Source, regions: RegionTree) -> str:
    place = regions.display(source.home_region) if source.home_region else "national"
    reads = [*source.feeds, *source.sitemaps, *(section.url for section in source.sections)]
    reads += [address_of(channel) for channel in source.channels]
    cells = (
        f"`{source.id}`",
        f"[{source.name}]({source.home_url})",
        source.kind,
        place,
        source.zone,
        "<br>".join(reads),
        "yes" if source.enabled else "no",
        "yes" if source.verified else "no",
    )
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    sys.stdout.write(render(load_sources().values(), load_tree()))
