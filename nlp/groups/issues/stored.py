"""Issues in the store: each new document joins the issue of the story it tells, or opens one; then both are described.

What is stored decides: the grouper is filled from it at the start of a run, so that merges and splits of people hold.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from core.clock import now
from core.db.engine import Database
from core.schemas.analysis import Analysis
from core.schemas.issue import Member
from core.store import copies, issue_members, issues
from core.store.documents import StoredDocument
from nlp.encoder.load import load_encoder
from nlp.groups.issues.grouper import WINDOW, Grouper
from nlp.groups.issues.summary import Summary, summarise
from nlp.groups.issues.view import DocumentView

#: Newest documents that are held against new ones; in a week 200 outlets write some 30,000.
MOST = 200_000
#: A time further ahead than this is a wrong date: the window of everything else must not follow it.
_AHEAD = timedelta(hours=1)
#: Issues described in one transaction, and documents that are read for one.
_TOGETHER, _READ = 100, 60


class StoredGrouper:
    """Finds the issue of a new document among those of the last days."""

    def __init__(self, grouper: Grouper, present: datetime) -> None:
        self._grouper, self._present = grouper, present

    @classmethod
    def open(cls, database: Database, window: timedelta = WINDOW) -> StoredGrouper:
        """Return the grouper with the stored issues of the window."""
        present = now()
        found = cls(Grouper(window, load_encoder()), present)
        with database.read() as connection:
            since = present - window
            stored = issue_members.since(connection, since, MOST)
            found._grouper.restore(((_view(one), one.issue_id) for one in stored), issues.merged(connection))
        return found

    def __len__(self) -> int:
        return len(self._grouper)

    def propose(self, connection: Connection, document: StoredDocument, analysis: Analysis) -> int | None:
        """Return the issue that the document belongs to; None for one of its own.

        It is the issue in which the likest document is now: people may have moved that one since the run began.
        """
        proposal = self._grouper.propose(self._view_of(connection, document, analysis))
        return issues.of_document(connection, int(proposal.like)) if proposal.like is not None else None

    def add(self, connection: Connection, document: StoredDocument, analysis: Analysis) -> None:
        """Remember the document in the issue that it is in."""
        issue_id = issues.of_document(connection, document.id)
        if issue_id is not None:
            self._grouper.add(self._view_of(connection, document, analysis), issue_id)

    def _view_of(self, connection: Connection, document: StoredDocument, analysis: Analysis) -> DocumentView:
        told = copies.of_documents(connection, [document.id]).get(document.id)
        return DocumentView(
            key=document.id,
            title=document.title,
            text=document.text[: issue_members.READ],
            at=_plausible(document.published_at or document.ingested_at, self._present),
            source=document.source_id,
            regions=tuple(link.code for link in analysis.regions if link.role == "focus"),
            copy_of=told.folded_into if told else None,
        )


def describe_stale(database: Database) -> int:
    """Choose title and sentences anew where documents came or left; return of how many issues."""
    done = 0
    while True:
        with database.read() as connection:
            waiting = {one: issues.members(connection, one) for one in issues.stale(connection, _TOGETHER)}
            stories = {one: issue_members.first(connection, one, _READ) for one in waiting}
        if not waiting:
            return done
        moment = now()
        told = {one: summarise([_view(each) for each in mine], moment) for one, mine in stories.items() if mine}
        with database.write("review") as connection:
            for issue_id, members in waiting.items():
                if issues.members(connection, issue_id) == members:  # else it stays stale, for the next round
                    _describe(connection, issue_id, told.get(issue_id))
                    done += 1


def _describe(connection: Connection, issue_id: int, summary: Summary | None) -> None:
    if summary is None:
        issues.describe(connection, issue_id, None, ())
        return
    sentences = [{"document": int(one.document), "text": one.text} for one in summary.sentences]
    issues.describe(connection, issue_id, summary.title, sentences)


def _view(one: Member) -> DocumentView:
    return DocumentView(
        key=one.document_id,
        title=one.title,
        text=one.text,
        at=_plausible(one.at, now()),
        source=one.source_id,
        regions=one.regions,
        copy_of=one.copy_of,
    )


def _plausible(moment: datetime, present: datetime) -> datetime:
    return min(moment, present + _AHEAD)
