"""What is known of an issue: documents about one story, what they are about, where and how fast they came."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from core.schemas.document import Frozen, Kind

IssueAct = Literal["merge", "split"]


class Sentence(Frozen):
    """A sentence as it stands in a document."""

    document: int
    text: str


class Issue(Frozen):
    """An issue as it stands in the store."""

    id: int
    title: str
    created_at: datetime
    #: None: not chosen yet.
    sentences: tuple[Sentence, ...] | None
    #: Title and sentences will be chosen anew.
    stale: bool
    #: Time of its newest document.
    changed_at: datetime | None
    #: Grows with every merge and split; a write on an older state is refused.
    version: int
    #: The issue that people put it into.
    merged_into: int | None


class IssueFacts(Frozen):
    """An issue in numbers."""

    #: Documents that are no copies of others in it.
    documents: int
    #: Documents that are, and other addresses at which its texts stand: verbatim or nearly so, all count alike.
    copies: int
    first_at: datetime
    last_at: datetime
    #: Names of the sources, most texts first, and how many there are.
    sources: tuple[str, ...]
    source_count: int
    #: Codes that its documents are about, most first, with the number of documents.
    regions: tuple[tuple[str, int], ...]
    region_count: int
    categories: tuple[str, ...]
    #: Texts of the last 24 hours, and of the 24 hours before: each counted once a source.
    last_day: int
    day_before: int


class IssueText(Frozen):
    """One text of an issue: a document, or (without a number) another address of one."""

    document_id: int | None
    #: What it is a copy of, where that is in the issue too.
    original_id: int | None
    source: str
    at: datetime


class IssueCard(Frozen):
    """An issue of a list."""

    issue: Issue
    facts: IssueFacts


class Decided(Frozen):
    """What a person decided on issues; never changed."""

    id: int
    kind: IssueAct
    #: The issue that goes on, and the one that went into it or was made of the documents taken out.
    issue_id: int
    other_id: int
    moved: tuple[int, ...]
    stayed: tuple[int, ...]
    reason: str
    user_name: str
    at: datetime


class IssueDocument(Frozen):
    """A document of an issue that is no copy of another one in it."""

    id: int
    kind: Kind
    title: str
    excerpt: str
    source_id: str
    source_name: str
    fictional: bool
    url: str | None
    #: When it was published; where nobody knows, when it came in.
    at: datetime


class Outlet(Frozen):
    """What one source brought of an issue."""

    name: str
    first_at: datetime
    texts: int
    copies: int


class Member(Frozen):
    """What grouping reads of a document."""

    document_id: int
    issue_id: int
    title: str
    #: Its beginning.
    text: str
    at: datetime
    source_id: str
    copy_of: int | None
    regions: tuple[str, ...]
