"""Whether a source suddenly publishes something else, as a hijacked site does: gambling pages, another language. Pure.

Only advertising is counted, not the matter: outlets report on online gambling every day. The words stand in
`configs/lexicon/gambling.txt`, those of the languages in `configs/lexicon/languages`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from core.paths import data_dir
from crawler.health.history import FOREIGN, PROMO, History
from crawler.health.pages import split

#: The last documents, how many of them must have drifted, and the share that may do so usually.
LAST, DRIFTED, USUALLY = 6, 4, 0.1
#: … and how many keep an alarm open: a hijacked site may go on with a few articles of its own.
STILL = 2
BEFORE = 12
#: Different advertising phrases that make a text an advertisement. Reports on raids name one or two.
PHRASES = 3
#: Share of words that our language lists know, below which a text is in another language. Of 598 Indonesian news
#: articles the least had 0.14 and the middle one 0.32, and none advertised gambling; of short passages in Javanese and
#: Sundanese one in fifteen lies below (2026-11-28), so that a source must differ from its own past too.
KNOWN = 0.1
#: Fewer words tell no language.
FEWEST_WORDS = 20
#: Characters of a text that are looked at.
HEAD = 2000
#: The languages of our lists that count as home; English is what a hijacked site may speak.
_HOME = ("id", "ms", "jv", "su", "min")
_WORD = re.compile(r"[^\W\d_]+")


class Drift(NamedTuple):
    """How many of the last documents drifted, and what they are."""

    matter: Literal["gambling", "language"]
    bad: int
    texts: int


def is_promo(text: str) -> bool:
    """Return whether the text advertises gambling."""
    folded = " ".join(_WORD.findall(text[:HEAD].casefold()))
    return len(set(_phrases().findall(f" {folded} "))) >= PHRASES


def is_foreign(text: str) -> bool:
    """Return whether hardly a word of the text is Indonesian or of a regional language that we have words of."""
    words, home = _WORD.findall(text[:HEAD].casefold()), _home_words()
    letters = "".join(words)
    if len(letters) < 4 * FEWEST_WORDS:
        return False
    if len(letters.encode("ascii", "ignore")) < len(letters) / 2:
        return True
    return len(words) >= FEWEST_WORDS and sum(word in home for word in words) < KNOWN * len(words)


def drifted(history: History, end: int, before: int | None = None, is_open: bool = False) -> Drift | None:
    """Return the drift, if most of the last documents are of a kind that the source hardly ever had.

    With an open alarm: as long as some of them still are.
    """
    last, earlier = split(history, end, before, LAST)
    if len(last) < LAST or len(earlier) < BEFORE:
        return None
    matters: tuple[tuple[Literal["gambling", "language"], int], ...] = (("gambling", PROMO), ("language", FOREIGN))
    for matter, mark in matters:
        bad = last.marked(mark)
        if bad >= (STILL if is_open else DRIFTED) and earlier.marked(mark) <= USUALLY * len(earlier):
            return Drift(matter, bad, len(last))
    return None


@cache
def _home_words() -> frozenset[str]:
    folder = data_dir("configs") / "lexicon" / "languages"
    return frozenset(word for code in _HOME for word in _listed(folder / f"{code}.txt").split())


@cache
def _phrases() -> re.Pattern[str]:
    phrases = _listed(data_dir("configs") / "lexicon" / "gambling.txt").splitlines()
    longest_first = sorted((phrase.strip() for phrase in phrases if phrase.strip()), key=len, reverse=True)
    return re.compile(rf"(?<= )(?:{'|'.join(map(re.escape, longest_first))})(?= )")


def _listed(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))
