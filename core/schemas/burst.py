"""Bursts: so many more texts about a category in a region than its own hours and weekdays let expect."""

from __future__ import annotations

from datetime import datetime

from core.schemas.document import Frozen
from core.schemas.signal import Category


class Burst(Frozen):
    """One event, with one alarm. `count` texts came in `hours` hours up to the alarm, where `usual` are expected."""

    id: int
    region: str
    category: Category
    started_at: datetime
    raised_at: datetime
    #: The first calm hour; None while it lasts.
    ended_at: datetime | None
    count: int
    usual: float
    hours: int
    noticed_at: datetime


class Counted(Frozen):
    """Texts about a category in a region in one hour, those that one source brings twice counted once."""

    region: str
    category: str
    hour: datetime
    count: int
    sources: int
