"""Why a text is linked to its regions: every name found, and what became of it. For people who check the linker."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from core.regions.tree import load_tree
from core.schemas.analysis import RegionLink
from core.schemas.document import Document
from nlp.regions.context import look_around
from nlp.regions.cues import load_cues
from nlp.regions.lexicon import load_lexicon
from nlp.regions.link import scored, to_link
from nlp.regions.mention import Mention
from nlp.regions.misspelt import misspelt
from nlp.regions.recognise import fields, hits, longest

#: What settled a name, in words.
DECIDED = {
    "only": "the name means only this",
    "cue": "the word before it asks for this kind",
    "same_name": "the same name has a cue elsewhere in the text",
    "named": "the text names this region, or one inside it, otherwise too",
    "province": "only this one lies in a province that the text names",
    "regency": "its regency is named near by",
    "distinct": "hardly another place is called so",
    "": "nothing in the text decides",
}
SKIPPED = "the words around it say that no place is meant"
UNSUPPORTED = "nothing in the text vouches for it"


class Found(BaseModel):
    """One name in the text; without codes it was not taken for a place, and `why` says on what ground."""

    model_config = ConfigDict(frozen=True)

    field: str
    start: int
    end: int
    text: str
    cue: str
    misspelt: bool
    codes: tuple[str, ...]
    could_be: tuple[str, ...]
    why: str


class Explanation(BaseModel):
    """The names in reading order, and the regions that they led to."""

    model_config = ConfigDict(frozen=True)

    names: tuple[Found, ...]
    regions: tuple[RegionLink, ...]
    weights: dict[str, float]


def explain(document: Document) -> Explanation:
    """Link the document and say why. Raises: ConfigError."""
    groups = scored(document)
    taken = {place(m): m for group in groups for m in group.mentions}
    names = tuple(describe(taken.get(place(m)) or m, place(m) in taken) for m in every_name(document))
    weights = {group.code: round(group.score, 2) for group in groups}
    return Explanation(names=names, regions=tuple(to_link(group) for group in groups), weights=weights)


def every_name(document: Document) -> list[Mention]:
    """Return the names before anything is left out, the slips of the pen among them."""
    lexicon, cues = load_lexicon(), load_cues()
    found: list[Mention] = []
    for field in fields(document):
        spelt = longest(hits(field, lexicon))
        found += sorted([*spelt, *misspelt(field, spelt, lexicon, cues)], key=lambda m: m.start)
    return found


def describe(mention: Mention, kept: bool) -> Found:
    """Put one name into words."""
    start, end = mention.field.span(mention.start, mention.end)
    usable = kept or look_around(mention, load_cues())
    return Found(
        field=mention.field.name,
        start=start,
        end=end,
        text=mention.written,
        cue=cue_of(mention),
        misspelt=mention.slip,
        codes=mention.codes if kept else (),
        could_be=tuple(dict.fromkeys((*mention.name.codes, *mention.name.districts)))[:12],
        why=DECIDED[mention.decided] if kept else UNSUPPORTED if usable else SKIPPED,
    )


def cue_of(mention: Mention) -> str:
    """Name what the words before the name tell."""
    said = (
        ("dateline", mention.dateline),
        ("comes from there, or is compared", mention.aside),
        ("police", mention.police),
        (mention.kind or "", mention.kind is not None),
        ("office", mention.office),
        ("people", mention.people),
        ("preposition", mention.preposition),
    )
    return next((word for word, holds in said if holds), "")


def place(mention: Mention) -> tuple[str, int, int]:
    """Return where the name stands."""
    return mention.field.name, mention.start, mention.end


def as_text(explained: Explanation) -> str:
    """Lay the explanation out for a terminal."""
    tree = load_tree()
    lines = [f"{len(explained.names)} names"]
    for name in explained.names:
        shown = ", ".join(f"{tree.display(code)} ({code})" for code in name.codes) or "-"
        cue = f" [{name.cue}]" if name.cue else ""
        slip = " (misspelt)" if name.misspelt else ""
        lines.append(f"  {name.field} {name.start}-{name.end} '{name.text}'{slip}{cue} -> {shown}: {name.why}")
    lines.append(f"{len(explained.regions)} regions")
    for link in explained.regions:
        open_ = f", undecided between {', '.join(link.candidates)}" if link.ambiguous else ""
        weight = explained.weights[link.code]
        lines.append(f"  {link.role}: {link.name} ({link.code}) weight {weight}, confidence {link.confidence}{open_}")
    return "\n".join(lines)
