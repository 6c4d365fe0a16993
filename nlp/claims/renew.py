"""Looks for the fact-checks of documents again when those changed, and of documents that nobody looked for yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from core.clock import iso, now
from core.db.engine import Database
from core.review.answers import renew, wanted
from core.schemas.document import Frozen
from core.store import analyses, claim_matches, documents, factchecks, runs
from core.store.claim_matches import Mark
from nlp.claims.stored import StoredClaims

#: The name of the run in the ledger of runs; its counts keep how far it looked: the newest change of a
#: fact-check, the newest analysis and the newest signal.
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
    """Look again where it can matter, and for the first time where nobody has looked; else nothing. Safe to repeat.

    A person may have opened a claim signal, or the claim model may have been damaged when a document was analysed.
    """
    with database.read() as connection:
        newest = factchecks.newest_change(connection)
        if newest is None:
            return Renewed()
        mark = {"until": iso(newest), **claim_matches.mark(connection)._asdict()}
        last = runs.last_done(connection, JOB)
        before = last.counts if last else {}
        fresh = _fresh(connection, before)
        if before.get("until") != mark["until"] or not _marked(before):
            numbers = {*_to_look_again(connection), *fresh}
        elif fresh:
            numbers = set(fresh) - claims.answered
        else:
            return Renewed()
    with database.write("work") as connection:
        run_id = runs.start(connection, JOB)  # also where all of them were answered: the next run begins after them
    tally, state = Renewed(), "failed"
    try:
        for batch in _batches(sorted(numbers)):
            tally = _look_again(database, claims, batch, tally)
        state = "failed" if claims.problem else "done"
    finally:
        with database.write("work") as connection:
            runs.finish(connection, run_id, state, {**tally.model_dump(), **mark}, claims.problem)
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


def _marked(counts: Mapping[str, Any]) -> bool:
    """Tell whether a run noted how far it looked; those of older versions looked through fact-checks alone."""
    return all(name in counts for name in Mark._fields)


def _fresh(connection: Connection, before: Mapping[str, Any]) -> list[int]:
    """Return the documents with a claim that came since the last run."""
    if not _marked(before):
        return []
    return claim_matches.claimed_since(connection, Mark(*(before[name] for name in Mark._fields)))


def _to_look_again(connection: Connection) -> list[int]:
    """Return the documents with a claim of the last months, and older ones that a changed fact-check was found for."""
    return [*claim_matches.claimed(connection, now() - LOOKED_BACK), *claim_matches.outdated(connection)]


def _batches(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), _BATCH):
        yield numbers[start : start + _BATCH]
