"""The façade: a document in, its region links out. Pure; the tables are read once."""

from __future__ import annotations

from core.regions.tree import load_tree
from core.schemas.analysis import Evidence, RegionLink, Role
from core.schemas.document import Document
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
    cues = load_cues()
    found = recognise(document, load_lexicon(), cues)
    if not found:
        return ()
    resolved = resolve(found, load_tree(), document.source_region)
    return tuple(to_link(group) for group in score(resolved.mentions, document))


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


def confidence(group: Scored) -> float:
    """Say how sure the link is, 0 to 1: of the place itself, and for a focus of its being one."""
    cued = any(mention.cued for mention in group.mentions)
    base = 0.55 if len(group.codes) > 1 else 0.95 if cued else 0.88
    strength = min(group.score, 6.0) / 6.0
    return round(base * (0.85 + 0.15 * strength), 3)


def evidence(mention: Mention) -> Evidence:
    """Point at the words in the original field."""
    start, end = mention.field.span(mention.start, mention.end)
    return Evidence(field=mention.field.name, start=start, end=end, text=mention.field.original[start:end])
