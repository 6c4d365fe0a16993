"""The façade: a document in, its region links out. Pure; the tables are read once."""

from __future__ import annotations

from core.regions.tree import load_tree
from core.schemas.analysis import Evidence, RegionLink, Role
from core.schemas.document import Document
from nlp.regions.confidence import confidence
from nlp.regions.cues import load_cues
from nlp.regions.focus import Scored, score
from nlp.regions.lexicon import load_lexicon
from nlp.regions.mention import Mention
from nlp.regions.recognise import recognise
from nlp.regions.resolve import resolve

#: A place needs no more proof than this many spans.
MOST_EVIDENCE = 8


def link_regions(document: Document) -> tuple[RegionLink, ...]:
    """Return the places that the document names, those it is about first. Raises: ConfigError."""
    return tuple(to_link(group) for group in scored(document))


def scored(document: Document) -> list[Scored]:
    """Return the regions with their mentions and weights, those in focus first. Raises: ConfigError."""
    found = recognise(document, load_lexicon(), load_cues())
    if not found:
        return []
    resolved = resolve(found, load_tree(), document.source_region)
    return score(resolved.mentions, document)


def to_link(group: Scored) -> RegionLink:
    """Shape one region as the contract has it."""
    tree = load_tree()
    ambiguous = len(group.codes) > 1
    return RegionLink(
        code=group.code,
        name=tree.display(group.code),
        level=tree.level(group.code),
        role=role(group),
        confidence=confidence(group),
        ambiguous=ambiguous,
        candidates=group.codes if ambiguous else (),
        evidence=tuple(evidence(mention) for mention in group.mentions[:MOST_EVIDENCE]),
    )


def role(group: Scored) -> Role:
    """Name the part that the region plays."""
    if group.focus:
        return "focus"
    return "dateline" if all(mention.dateline for mention in group.mentions) else "mention"


def evidence(mention: Mention) -> Evidence:
    """Point at the words in the original field."""
    start, end = mention.field.span(mention.start, mention.end)
    return Evidence(field=mention.field.name, start=start, end=end, text=mention.field.original[start:end])
