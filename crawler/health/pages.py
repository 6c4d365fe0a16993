"""Whether the pages of a source changed their build: no texts found, or far too short, too long or undated. Pure."""

from __future__ import annotations

from math import comb
from typing import NamedTuple

import numpy as np

from crawler.health.history import UNDATED, WEEK, WEEKS, History, Hourly, Texts

#: The last so many pages are judged: few for a sudden fault, more where a fault is not rare. The fewest decide with.
LAST_PAGES = (5, 10, 20, 40)
#: Pages that must lie behind a source, to know what is usual.
FEWEST_BEFORE = 10
#: A share must be at least this, and this much higher than usual, and not by chance.
HIGH, HIGHER, CHANCE = 0.5, 0.4, 1e-5
#: No share is taken for rarer than this: ten good pages prove no more.
_LEAST_USUAL = 0.05
#: Pages of more hours ago say nothing about now.
_OLDEST = 5 * WEEK
#: The last documents of which lengths and dates are judged, and how many must lie before them.
LAST, BEFORE, MOST_BEFORE = 8, 24, 400
SHORTER, LONGER = 0.35, 3.0
#: Share of the last documents without a date, and the most that is usual.
HARDLY_DATED, USUALLY_DATED = 0.8, 0.2


class Share(NamedTuple):
    """What share of the pages has a fault now, and usually."""

    hours: int
    bad: int
    pages: int
    usual: float


class Length(NamedTuple):
    """The median length of the last texts, and the usual one, in characters."""

    chars: int
    usual: int


def lost(history: History, end: int, before: int | None = None, is_open: bool = False) -> Share | None:
    """Return the share of pages without a readable text, if it is suddenly high; with an open alarm, if it still is."""
    return _share(history.pages, history.lost, end, before, is_open)


def copied(history: History, end: int, before: int | None = None, is_open: bool = False) -> Share | None:
    """Return the share of pages that carry a text known from elsewhere: one error page at every address does so."""
    return _share(history.new, history.copies, end, before, is_open)


def _share(every: Hourly, bad: Hourly, end: int, before: int | None, is_open: bool) -> Share | None:
    for wanted in LAST_PAGES:
        since = every.since(end, wanted)
        if since is None or end - since > _OLDEST:
            return None
        until = since if before is None else min(before, since)
        known = every.between(until - WEEK * WEEKS, until)
        if known < FEWEST_BEFORE:
            return None
        usual = bad.between(until - WEEK * WEEKS, until) / known
        share = Share(end - since, bad.between(since, end), every.between(since, end), usual)
        if is_high(share.bad, share.pages, usual, is_open):
            return share
        if is_open or share.bad < HIGH * share.pages:
            return None
    return None


def is_high(bad: int, pages: int, usual: float, is_open: bool = False) -> bool:
    """Return whether the share of bad pages is far from usual; with an open alarm, whether it is not usual again."""
    if is_open:
        return bad / pages > usual + HIGHER / 2
    far = bad / pages >= HIGH and bad / pages - usual >= HIGHER
    return far and _tail(bad, pages, max(usual, _LEAST_USUAL)) < CHANCE


def _tail(bad: int, pages: int, chance: float) -> float:
    """Return how often at least so many of the pages are bad by chance. Of many pages the first 60 tell enough."""
    if pages > 60:
        bad, pages = bad * 60 // pages, 60
    return sum(comb(pages, n) * chance**n * (1 - chance) ** (pages - n) for n in range(bad, pages + 1))


def resized(history: History, end: int, before: int | None = None, is_open: bool = False) -> Length | None:
    """Return the median length of the last texts if hardly one of the texts before was so short or so long."""
    last, earlier = split(history, end, before, LAST)
    if len(last) < LAST or len(earlier) < BEFORE:
        return None
    lengths = np.sort(earlier.chars)
    found = Length(int(np.median(last.chars)), int(np.median(lengths)))
    low, high = lengths[len(lengths) // 20], lengths[-1 - len(lengths) // 20]
    slack = 1.5 if is_open else 1.0
    short = found.chars < SHORTER * slack * found.usual and found.chars < low * slack
    long = found.chars > LONGER / slack * found.usual and found.chars > high / slack
    return found if bool(short or long) else None


def undated(history: History, end: int, before: int | None = None, is_open: bool = False) -> Share | None:
    """Return the share of the last texts without a date, if texts used to have one."""
    last, earlier = split(history, end, before, LAST)
    if len(last) < LAST or len(earlier) < BEFORE:
        return None
    bad, usual = last.marked(UNDATED), earlier.marked(UNDATED) / len(earlier)
    found = Share(0, bad, len(last), usual)
    return (
        found if usual <= USUALLY_DATED and bad / len(last) >= (HARDLY_DATED / 2 if is_open else HARDLY_DATED) else None
    )


def split(history: History, end: int, before: int | None, last: int) -> tuple[Texts, Texts]:
    """Return the last documents, and of those before them, or before the alarm was opened, an even sample."""
    texts = history.texts
    known = texts.before(end)
    newest = texts.part(known - last, known)
    until = max(0, known - last) if before is None else texts.before(min(before, end))
    since = texts.before(min(before if before is not None else end, end) - WEEK * WEEKS)
    return newest, texts.part(since, until, 1 + max(0, until - since) // MOST_BEFORE)
