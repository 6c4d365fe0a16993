"""Histories made of a few words: so many documents in each hour of a day, for so many days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import numpy as np
import pytest

from crawler.health.history import History, Hourly, Text, Texts

#: A Monday.
START = datetime(2026, 9, 7, tzinfo=UTC)
Make = Callable[..., History]


@pytest.fixture
def make() -> Make:
    """Return what makes a history of hourly counts."""
    return history


def history(
    new: Iterable[int],
    lost: Iterable[int] = (),
    copies: Iterable[int] = (),
    failed: Iterable[int] = (),
    texts: Iterable[Text] = (),
) -> History:
    """Return a history; what is not given is nothing, and a poll could be read every hour where none failed."""
    counts = np.array(list(new), dtype=np.int64)
    others = [np.array(list(one) or np.zeros(len(counts)), dtype=np.int64) for one in (lost, copies, failed)]
    read = (others[2] == 0).astype(np.int64)
    rows = (counts, others[0], others[1], read, others[2])
    return History(START, *(Hourly.of(row) for row in rows), texts=Texts.of(texts))
