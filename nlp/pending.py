"""Analyses what the store holds and nobody has analysed yet; hands each answer to the review's intake."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from core.db.engine import Database
from core.errors import SuarError
from core.review.answers import wanted
from core.review.intake import take_in
from core.schemas.analysis import Analysis
from core.schemas.claim import ClaimMatch
from core.schemas.document import Document, Frozen
from core.search import index
from core.store import analyses, claim_matches, documents, runs
from core.store.documents import StoredDocument
from nlp.claims.stored import StoredClaims
from nlp.groups.duplicates.stored import StoredFinder
from nlp.groups.issues.stored import StoredGrouper, describe_stale
from nlp.pipeline import analyse_all

#: Documents in one transaction: a crash repeats at most these.
_BATCH = 50


class Tally(Frozen):
    """How the waiting documents ended: each in exactly one of the two."""

    analysed: int = 0
    failed: int = 0
    signals: int = 0


def analyse_pending(
    database: Database,
    progress: Callable[[Tally], None] = lambda _: None,
    folder: Path | None = None,
    claims: StoredClaims | None = None,
) -> Tally:
    """Analyse every waiting document and open the signals that the policy calls for; safe to interrupt or repeat.

    `folder` keeps what finding copies has learned between runs; without it, that is learned anew from the store.
    `claims` finds the fact-checks of documents with a claim; without it nobody looks for any.
    """
    index.refresh(database)  # here, not when the web interface starts: many documents take minutes
    tally, state = Tally(), "interrupted"
    batch = _next(database)
    if not batch:
        describe_stale(database)  # people merge and split between the runs, and a run that was killed described nothing
        return tally  # no row for a run that had nothing to do: the schedule asks every few minutes
    with database.write("work") as connection:
        run_id = runs.start(connection, "analyse")
    try:
        finder, grouper = StoredFinder.open(database, folder), StoredGrouper.open(database)
        while batch:
            finder.compare_new(database)
            finder.compare_again(database, batch)
            tally = _take_in_batch(database, grouper, batch, tally, claims)
            progress(tally)
            batch = _next(database)
        finder.save()
        describe_stale(database)
        state = "done"
    finally:
        with database.write("work") as connection:
            runs.finish(connection, run_id, state, tally.model_dump())
    return tally


def _next(database: Database) -> list[StoredDocument]:
    with database.read() as connection:
        return documents.pending(connection, _BATCH)


def _take_in_batch(
    database: Database, grouper: StoredGrouper, batch: list[StoredDocument], tally: Tally, claims: StoredClaims | None
) -> Tally:
    answers = list(zip(batch, _judge(batch), strict=True))
    with database.read() as connection:
        claimed = claim_matches.with_signal(connection, [one.id for one in batch])
    found = {document.id: _fact_checks(claims, document, answer, claimed) for document, answer in answers}
    analysed = failed = opened = 0
    # Signals, their audit rows and outbox rows belong to the review, so this write excludes other review writes.
    with database.write("review") as connection:
        for document, answer in answers:
            if isinstance(answer, str):
                analyses.fail(connection, document.id, document.revision, answer)
                failed += 1
                continue
            matches = found[document.id]
            issue_id = grouper.propose(connection, document, answer)
            opened += len(
                take_in(connection, document.id, document.revision, document.title, answer, issue_id, matches)
            )
            grouper.add(connection, document, answer)
            analysed += 1
    return Tally(analysed=tally.analysed + analysed, failed=tally.failed + failed, signals=tally.signals + opened)


def _fact_checks(
    claims: StoredClaims | None, document: StoredDocument, answer: Analysis | str, claimed: frozenset[int]
) -> list[ClaimMatch] | None:
    """Return the fact-checks of a document that opens a claim signal, or has one; None where nobody looked."""
    if claims is None or isinstance(answer, str):
        return None
    if wanted(answer, has_signal=document.id in claimed):
        return claims.find(document)
    return [] if document.revision > 1 else None  # what was found for words that are gone answers nothing any more


def _judge(batch: Sequence[StoredDocument]) -> list[Analysis | str]:
    """Return each document's analysis, or why there is none; what fails together is judged one by one."""
    try:
        return list(analyse_all([_document(one) for one in batch]))
    except (SuarError, ValueError) as error:
        if len(batch) == 1:
            return [f"{type(error).__name__}: {error}"]
        return [answer for one in batch for answer in _judge([one])]


def _document(stored: StoredDocument) -> Document:
    return Document(
        id=str(stored.id),
        kind=stored.kind,
        title=stored.title,
        text=stored.text,
        published_at=stored.published_at,
        source_region=stored.source_region,
        url=stored.url,
    )
