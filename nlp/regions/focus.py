"""Which of the named regions the document is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.schemas.document import Document
from nlp.regions.recognise import Mention

#: Weight of one mention by where it stands. Tuned on one half of the 360 development texts, checked on the other, 2026-11-22.
TITLE, LEAD, BODY = 4.0, 2.0, 0.5
DATELINE, ASIDE, CUE = 1.0, 0.25, 0.5
#: National news happens in Jakarta: there the capital is where people met, not what the story is about.
VENUE = 0.5
#: The lead is the beginning of an article; a post shorter than this is all lead.
LEAD_SIZE = {"news": 300, "post": 600}
BODY_CAP = 2.0
#: A region is in focus from this score, and from this share of the best score.
FLOOR, SHARE = 1.9, 0.4
JAKARTA = "31"


@dataclass(slots=True)
class Scored:
    """One region (or an undecided choice) with its mentions and what they weigh."""

    codes: tuple[str, ...]
    mentions: list[Mention] = field(default_factory=list)
    score: float = 0.0
    focus: bool = False

    @property
    def code(self) -> str:
        """The best candidate."""
        return self.codes[0]


def score(mentions: Iterable[Mention], document: Document) -> list[Scored]:
    """Group the mentions by region and mark those in focus, best first."""
    groups = gather(mentions)
    for group in groups:
        group.score = weigh(group, document)
    mark(groups)
    return sorted(groups, key=lambda g: (not g.focus, -g.score, g.code))


def gather(mentions: Iterable[Mention]) -> list[Scored]:
    """Group the mentions; an undecided one joins the region that it may mean if that is named otherwise."""
    groups: dict[str, Scored] = {}
    for mention in mentions:
        for code in mention.codes if mention.both else mention.codes[:1]:
            group = groups.setdefault(code, Scored((code,) if mention.both else mention.codes))
            group.mentions.append(mention)
            if len(mention.codes) < len(group.codes):
                group.codes = mention.codes
    return list(groups.values())


def weigh(group: Scored, document: Document) -> float:
    """Add up the mentions of one region."""
    total = body = 0.0
    for mention in group.mentions:
        if mention.dateline:
            total += 0.0 if group.code[:2] == JAKARTA else DATELINE
            continue
        weight = TITLE if mention.field.name == "title" else LEAD if mention.start <= LEAD_SIZE[document.kind] else BODY
        if mention.aside:
            weight *= ASIDE
        elif document.kind == "news" and group.code[:2] == JAKARTA and not mention.cued and weight == LEAD:
            weight *= VENUE
        elif mention.cued:
            weight += CUE
        if weight <= BODY + CUE:
            body += weight
        else:
            total += weight
    return total + min(body, BODY_CAP)


def mark(groups: list[Scored]) -> None:
    """Set `focus`: enough weight, enough beside the best, and no province whose own regency is in focus."""
    best = max((g.score for g in groups), default=0.0)
    for group in groups:
        group.focus = group.score >= FLOOR and group.score >= SHARE * best
    inner = [g for g in groups if g.focus]
    for group in inner:
        group.focus = not any(other is not group and _takes_over(other, group) for other in inner)


def _takes_over(other: Scored, group: Scored) -> bool:
    """Whether `other` lies inside the group's region, or is the longer name of which the group's is a slip (Maluku Utara)."""
    if other.code.startswith(group.code + "."):
        return True
    longer, shorter = other.mentions[0].name.folded, group.mentions[0].name.folded
    return longer.startswith(shorter + " ") and other.score > group.score
