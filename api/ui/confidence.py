"""How sure the machine is, in words and number; at the side of a signal, never a stamp on it."""

from __future__ import annotations

from typing import NamedTuple

from api.ui import labels
from api.ui.i18n import Words
from core.schemas.analysis import Analysis


class Sure(NamedTuple):
    """One line of the card."""

    what: str
    words: str
    number: str
    below: bool


def sureness(_: Words, analysis: Analysis | None, *, answered: bool = False) -> list[Sure]:
    """Return a line for each category, below it one for each sub-category that is at least possible, and the places.

    `answered`: a published fact-check answers the claim, so there is none to verify any more.
    """
    if analysis is None:
        return []
    lines: list[Sure] = []
    for name, one in analysis.categories.items():
        lines.append(_line(_, labels.category(_, name), one.probability, below=False))
        possible = [(sub.probability, key) for key, sub in one.subcategories.items() if sub.decision != "no"]
        lines += [_line(_, _sub(_, key, answered), chance, below=True) for chance, key in sorted(possible)[::-1]]
    focus = [link for link in analysis.regions if link.role == "focus"][:4]
    return lines + [_line(_, labels.place(_, link.code), link.confidence, below=False) for link in focus]


def _sub(_: Words, key: str, answered: bool) -> str:
    return _("claim, checked already") if answered and key == "klaim" else labels.subcategory(_, key)


def _line(_: Words, what: str, probability: float, *, below: bool) -> Sure:
    return Sure(what, labels.likelihood(_, probability), _.percent(probability), below)
