"""How a fact-check answers a text: which words stand in both, what differs, and how sure that is."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from core.schemas.document import Frozen

#: `match`: the fact-check answers what the text claims. `related`: it is about the same matter or the same template.
Relation = Literal["match", "related", "none"]


class Phrase(Frozen):
    """Words that stand in both texts, with their spans in code points, end exclusive."""

    text: str = Field(description="As the fact-check's title has it.")
    start: int
    end: int
    other: str = Field(description="As the text has it.")
    other_start: int
    other_end: int


class ClaimMatch(Frozen):
    """What the machine found for one document and one fact-check. A person decides."""

    fact_check_id: int
    fact_check_revision: int
    relation: Relation
    probability: float
    phrases: tuple[Phrase, ...] = Field(
        description="Their places in the document count from its title, a line break, its text."
    )
    differs: tuple[str, ...] = Field(
        description="Words of the fact-check's title that the document does not have, and those by which the two say "
        "different things."
    )
    version: str
