"""Looks again for the fact-checks of documents when fact-checks came, were corrected or taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from core.clock import iso, now
from core.db.engine import Database
from core.review.answers import renew, wanted
from core.schemas.document import Frozen
from core.store import analyses, claim_matches, documents, factchecks, runs
from nlp.claims.stored import StoredClaims

#: The name of the run in the ledger of runs; its counts keep up to which change of the fact-checks it looked.
JOB = "match"
#: Documents with a claim are looked at again for so long: a fact-check mostly follows within days, some within months.
LOOKED_BACK = timedelta(days=90)
#: Documents in one transaction.
_BATCH = 50


class Renewed(Frozen):
    """How many documents were looked at again, and for how many a match came, went or was corrected."""

    documents: int = 0
    changed: int = 0


def renew_matches(database: Database, claims: StoredClaims) -> Renewed:
    """Look again where it can matter; nothing when no fact-check changed since the last time. Safe to repeat."""
    with database.read() as connection:
        newest = factchecks.newest_change(connection)
        last = runs.last_done(connection, JOB)
    if newest is None or (last is not None and last.counts.get("until") == iso(newest)):
        return Renewed()
    with database.write("work") as connection:
        run_id = runs.start(connection, JOB)
    tally, state = Renewed(), "failed"
    try:
        for batch in _batches(database):
            tally = _look_again(database, claims, batch, tally)
        state = "failed" if claims.problem else "done"
    finally:
        with database.write("work") as connection:
            runs.finish(connection, run_id, state, {**tally.model_dump(), "until": iso(newest)}, claims.problem)
    return tally


def _look_again(database: Database, claims: StoredClaims, batch: list[int], tally: Renewed) -> Renewed:
    with database.read() as connection:
        stored = [documents.get(connection, number) for number in batch]
        claimed = claim_matches.with_signal(connection, batch)
        asked = {one for one in batch if wanted(analyses.latest(connection, one), has_signal=one in claimed)}
    found = [(document, claims.find(document) if document.id in asked else []) for document in stored]
    if claims.problem:
        return tally
    changed = 0
    with database.write("review") as connection:
        for document, matches in found:
            changed += bool(renew(connection, document.id, document.revision, matches or []))
    return Renewed(documents=tally.documents + len(batch), changed=tally.changed + changed)


def _batches(database: Database) -> Iterator[list[int]]:
    """Give the documents with a claim of the last months, and older ones that a changed fact-check was found for."""
    with database.read() as connection:
        numbers = {*claim_matches.claimed(connection, now() - LOOKED_BACK), *claim_matches.outdated(connection)}
    ordered = sorted(numbers)
    for start in range(0, len(ordered), _BATCH):
        yield ordered[start : start + _BATCH]
