"""What the machine noticed about a source or a page, for a person to look at."""

from __future__ import annotations

from typing import Literal

from core.schemas.document import Frozen

EventKind = Literal[
    "extraction_suspicious",  # a page with much text of which nothing could be read
    "date_suspicious",  # a date in the future or before 2000: kept as text, not as a time
    "feed_truncated",  # more entries than are read
    "not_a_feed",  # a page stands where a feed was
    "guid_reused",  # a feed gives another story the id of an older one
    "volume_dropped",  # far fewer documents than on other such weekdays
    "feed_silent",  # nothing new for far longer than usual
    "format_changed",  # pages are read, texts are no longer found
    "content_drifted",  # another language or matter than before, as on a hijacked site
    "budget_spent",  # the day's requests to a host are used up
    "tls_exception_over",  # the day has passed until which certificates of the source were not checked
]


class Noticed(Frozen):
    """An event as the crawl tells it; source and address stand in the visit."""

    kind: EventKind
    detail: str = ""
    #: The address it is about, where that is not the visited one.
    url: str = ""
