"""One place name where it stands, with what the words around it tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nlp.regions.fold import Field
from nlp.regions.lexicon import Name

#: `proper`: a capital that means something; `loud`: in a headline or among capitals; `lower`: no capital.
Casing = Literal["proper", "loud", "lower"]


@dataclass(slots=True)
class Mention:
    """One name at one place; `start` and `end` count in the folded field."""

    field: Field
    start: int
    end: int
    name: Name
    casing: Casing = "proper"
    kind: str | None = None  #: the kind that a cue before it asks for
    office: bool = False  #: a public office before it tells a place of whatever kind
    people: bool = False  #: so does `warga`, less strongly
    preposition: bool = False
    aside: bool = False  #: where somebody comes from, or what another place is compared with
    origin: bool = False  #: behind `dari`, which may be either
    dateline: bool = False
    police: bool = False
    both: bool = False  #: `Kota dan Kabupaten X`
    slip: bool = False  #: written with a slip of the pen
    named: bool = False  #: stands like a part of a person's name
    codes: tuple[str, ...] = ()  #: filled by resolve
    decided: str = ""  #: what settled the codes, for the explanation

    @property
    def cued(self) -> bool:
        """Whether a word before it tells that a place is meant."""
        return self.strong or self.people

    @property
    def strong(self) -> bool:
        """Whether that word is an office or names the kind, so that even an acronym or a common word is meant."""
        return self.kind is not None or self.office or self.police

    @property
    def written(self) -> str:
        """The name as it stands in the document."""
        start, end = self.field.span(self.start, self.end)
        return self.field.original[start:end]
