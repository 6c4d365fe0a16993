"""Fact-checks of the store for documents of the store: indexed when first asked, and anew when they change."""

from __future__ import annotations

from datetime import datetime

from core.db.engine import Database
from core.errors import ArtefactError
from core.schemas.claim import ClaimMatch
from core.store import factchecks
from core.store.documents import StoredDocument
from core.store.factchecks import StoredFactCheck
from nlp.claims.encoded import encode_checks
from nlp.claims.kinds import choose
from nlp.claims.match import Matcher
from nlp.claims.model import load_model

#: Fact-checks looked at closely for a document, and kept for it at most.
_RANKED, MOST_KEPT = 5, 3


class StoredClaims:
    """Finds the fact-checks of one store. The static encoder compares meanings: a run has seconds, not minutes."""

    def __init__(self, database: Database) -> None:
        """Keep the store; nothing is read yet."""
        self._database = database
        self._state: datetime | None = None
        self._rows: list[StoredFactCheck] = []
        self._matcher: Matcher | None = None
        #: Documents that were answered so far: whoever follows in this run need not ask again.
        self.answered: set[int] = set()
        #: Why nothing can be found; empty when it can.
        self.problem = ""

    def find(self, document: StoredDocument) -> list[ClaimMatch] | None:
        """Return the fact-checks that answer the document or are related to it, the best first.

        None when models/claims cannot be used: `problem` says why. Raises: nothing of its own.
        """
        self._refresh()
        if self.problem:
            return None
        self.answered.add(document.id)
        if self._matcher is None:
            return []
        ranking = self._matcher.rank(text_of(document), _RANKED)
        return [
            ClaimMatch(
                fact_check_id=self._rows[one.row].id,
                fact_check_revision=self._rows[one.row].revision,
                relation=one.relation,
                probability=one.probability,
                phrases=one.phrases,
                differs=one.differs,
                version=self._matcher.version[:200],
            )
            for one in ranking
            if one.relation != "none"
        ][:MOST_KEPT]

    def _refresh(self) -> None:
        with self._database.read() as connection:
            newest = factchecks.newest_change(connection)
            if newest == self._state:
                return
            rows = [one for one in factchecks.every(connection) if one.verdict != "retracted"]
        self._rows, self._state = rows, newest
        self._matcher, self.problem = None, ""
        try:
            self._matcher = _matcher(rows) if rows else None
        except ArtefactError as error:
            self.problem = f"No fact-checks are looked for: {error}"


def text_of(document: StoredDocument) -> str:
    """Return what is matched: the title, a line break, the text. Offsets of phrases count in this."""
    return f"{document.title}\n{document.text}" if document.title else document.text


def _matcher(rows: list[StoredFactCheck]) -> Matcher:
    model = load_model()
    chosen = choose(model, "static")
    checks = [row.record for row in rows]
    return Matcher(checks, model, chosen.kind, encode_checks(chosen.encoder, checks))
