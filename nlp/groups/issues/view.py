"""What grouping sees of a document, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

#: Identifies a document or an issue: the number of a row in a store, the id of a line in a file.
Key = int | str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document. `at` is aware: when it was published or, if nobody knows, fetched."""

    key: Key
    title: str
    text: str
    at: datetime
    #: The outlet or channel; its copies count once in the velocity.
    source: str = ""
    #: Codes of the regions that it is about.
    regions: tuple[str, ...] = ()
    #: The document that it is a copy of (nlp.groups.duplicates); the copy goes where that one is.
    copy_of: Key | None = None


class Proposal(NamedTuple):
    """Where a document belongs: an issue, or None for a new one."""

    issue: Key | None
    #: How probable it is that the document and the issue are one story, 0 to 1; 1 for copies and what people decided.
    probability: float
    #: The document of the issue that it is most like; None with a new issue.
    like: Key | None = None
