"""The fact-checks that answer a document: what was found for it, kept up to date, and told to who looks at it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from core.regions.scope import EVERYTHING
from core.review.record import record
from core.schemas.claim import ClaimMatch
from core.schemas.document import Frozen
from core.store import claim_matches, decisions, factchecks, signals
from core.store.factchecks import StoredFactCheck


class Answer(Frozen):
    """A published fact-check that was found for a document, with what was found."""

    match: ClaimMatch
    fact_check: StoredFactCheck


def answers(connection: Connection, document_id: int) -> list[Answer]:
    """Return the fact-checks found for the document, matches first. The caller has checked the scope."""
    found = claim_matches.of_document(connection, document_id)
    return [Answer(match=one, fact_check=factchecks.get(connection, one.fact_check_id)) for one in found]


def renew(connection: Connection, document_id: int, revision: int, found: Sequence[ClaimMatch]) -> list[int]:
    """Let these be the document's fact-checks; return those that are new, gone or say something else than before.

    Each change becomes a note on the document's claim signals, decided ones too, and a row of the audit log: a person
    may have decided on what the fact-check said before.
    """
    before = {one.fact_check_id: one for one in claim_matches.of_document(connection, document_id)}
    claim_matches.replace(connection, document_id, revision, found)
    after = {one.fact_check_id: one for one in found if one.relation != "none"}
    numbers = sorted(before.keys() | after.keys())
    changed = [number for number in numbers if _tells(before.get(number), after.get(number))]
    for signal in signals.of_document(connection, EVERYTHING, document_id) if changed else ():
        if signal.category != "klaim":
            continue
        for number in changed:
            said = _what(before.get(number), after.get(number))
            decisions.add_note(connection, signal.id, None, "system", f"fact_check:{said}:{number}")
            record(connection, None, "signal.fact_check", signal, {"fact_check": number, "change": said})
    return changed


def _tells(before: ClaimMatch | None, after: ClaimMatch | None) -> bool:
    """Tell whether a person has to know: a match came, went or was corrected; what is only related is not told."""
    if "match" not in {one.relation for one in (before, after) if one is not None}:
        return False
    if before is None or after is None:
        return True
    return before.relation != after.relation or before.fact_check_revision != after.fact_check_revision


def _what(before: ClaimMatch | None, after: ClaimMatch | None) -> str:
    """Name the change: found, gone, revised (the publisher changed it), or judged (it relates otherwise now)."""
    if before is None:
        return "found"
    if after is None:
        return "gone"
    return "revised" if before.fact_check_revision != after.fact_check_revision else "judged"
