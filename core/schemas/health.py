"""How a source fares: the contract between the judgement, the store, and the pages that show it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from core.schemas.document import Frozen
from core.schemas.event import EventKind

HealthState = Literal["green", "yellow", "red", "paused", "off"]
Level = Literal["good", "note", "warning", "alarm"]

#: What was found, each with its values: counts (`seen`, `usual` …), `hours`, and `weekday` (0 = Monday) and `hour`
#: of the source's own clock.
FindingCode = Literal[
    "steady",  # seen, usual, hours, weekday, hour: as usual
    "low",  # the same: less than usual, not alarming
    "dropped",  # the same: far less than usual
    "all_dropped",  # the same, over all sources
    "recovering",  # the same: an alarm is over, the volume is not back yet
    "quiet",  # hours, missing, longest: longer than usual
    "silent",  # the same: far longer
    "still_silent",  # hours: the same, for so long that nobody can say any more what is usual
    "unreadable",  # hours, why: no discovery page could be read
    "unasked",  # hours: nobody asked it
    "never",  # never read
    "fresh",  # read for the first time in the hour that is not over
    "young",  # seen, days: too short a history to compare
    "slow",  # hours: so few documents that a stop is noticed only then
    "rare",  # so few that a stop cannot be noticed
    "lost",  # bad, pages, usual: pages without a text
    "copied",  # the same: pages that all carry the same text
    "undated",  # the same: texts without a date
    "resized",  # chars, usual
    "empty",  # url, polls: a list without entries
    "gambling",  # bad, texts
    "language",  # bad, texts
    "resting",  # host, why
    "tls_exception",  # until, reason: its certificates are not checked
    "tls_exception_over",  # the same: they are checked again, though its file says otherwise
    "paused",  # why
    "off",
    "muted",  # kind, until: a person has looked at it
]


class Finding(Frozen):
    """One thing that was found about a source."""

    code: FindingCode
    level: Level
    #: The kind of event that it opens; empty: none.
    kind: EventKind | None = None
    values: dict[str, int | float | str] = Field(default_factory=dict)


class RestingHost(Frozen):
    """A host that is left alone for a while."""

    host: str
    until: datetime
    reason: str


class Shortage(Frozen):
    """Why collecting is paused: megabytes free on the disk and the fewest, or documents that wait and the most."""

    code: Literal["disk", "backlog"]
    found: int
    limit: int


class SourceReport(Frozen):
    """How one source fares, as last judged."""

    source_id: str
    state: HealthState
    #: The gravest first.
    findings: tuple[Finding, ...]
    checked_at: datetime
    last_success_at: datetime | None = None
    #: The last document that was new.
    last_new_at: datetime | None = None
    new_day: int = 0
    new_week: int = 0
    #: Outcomes that are no success, by code: `failed:timeout`.
    errors_day: dict[str, int] = Field(default_factory=dict)
    errors_week: dict[str, int] = Field(default_factory=dict)
    resting: tuple[RestingHost, ...] = ()
    #: Seconds between two polls of its busiest discovery page.
    interval: int | None = None
