"""The fact-checks that answer the documents of a signal: what was found, kept up to date, and told to who looks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pydantic import Field
from sqlalchemy import Connection

from core.regions.scope import EVERYTHING
from core.review.policy import load_policy, opens
from core.review.record import record
from core.schemas.analysis import Analysis
from core.schemas.claim import ClaimMatch
from core.schemas.document import Frozen
from core.schemas.signal import Signal
from core.store import claim_matches, decisions, factchecks, issues, signals
from core.store.claim_matches import Found, Known
from core.store.factchecks import StoredFactCheck

#: Fact-checks shown beside one signal: a story of many texts may have been checked more often than anybody reads.
MOST_SHOWN = 5


class Answer(Frozen):
    """A published fact-check that was found for a document of the signal's issue, with what was found."""

    document_id: int = Field(description="The document whose words it answers: the signal's own, or another.")
    match: ClaimMatch
    fact_check: StoredFactCheck
    outdated: bool = Field(description="The document was changed since: no words of it until it is compared again.")


def answers(connection: Connection, signal: Signal) -> list[Answer]:
    """Return the fact-checks found for the documents of a claim signal's issue, matches first, each once.

    What was found for the signal's own document goes before what was found for others. The caller checked the scope.
    """
    if signal.category != "klaim":
        return []

    def order(one: Found) -> tuple[bool, bool, float, int]:
        return one.relation != "match", one.document_id != signal.document_id, -one.probability, one.row

    best: dict[int, Found] = {}
    for one in sorted(claim_matches.of_issue(connection, signal.issue_id), key=order):
        best.setdefault(one.fact_check_id, one)
    return [_answer(connection, one) for one in list(best.values())[:MOST_SHOWN]]


def wanted(analysis: Analysis | None, *, has_signal: bool) -> bool:
    """Tell whether fact-checks are looked for: the policy calls the text a claim, or a person opened a signal with it.

    `has_signal`: a claim signal was opened with the document.
    """
    return has_signal or (analysis is not None and opens(analysis, load_policy(), "klaim"))


def renew(connection: Connection, document_id: int, revision: int, found: Sequence[ClaimMatch]) -> list[int]:
    """Let these be the document's fact-checks; return those that are new, gone or say something else than before.

    What changes for the whole issue becomes a note on its claim signals, decided ones too, and a row of the audit log:
    a person may have decided on what the fact-check said before. It is told once, however many of the documents it
    answers.
    """
    before = {one.fact_check_id: _known(one) for one in claim_matches.of_document(connection, document_id)}
    claim_matches.replace(connection, document_id, revision, found)
    after = {one.fact_check_id: _known(one) for one in found if one.relation != "none"}
    numbers = sorted(before.keys() | after.keys())
    changed = [number for number in numbers if _tells(before.get(number), after.get(number))]
    issue_id = issues.of_document(connection, document_id) if changed else None
    if issue_id is not None:
        others = claim_matches.known_to_others(connection, issue_id, document_id, changed)
        _tell(connection, issue_id, changed, _joined(others, before), _joined(others, after))
    return changed


def _answer(connection: Connection, one: Found) -> Answer:
    match, outdated = claim_matches.get(connection, one.row)
    return Answer(
        document_id=one.document_id,
        match=match.model_copy(update={"phrases": (), "differs": ()}) if outdated else match,
        fact_check=factchecks.get(connection, one.fact_check_id),
        outdated=outdated,
    )


def _tell(
    connection: Connection,
    issue_id: int,
    changed: Collection[int],
    before: Mapping[int, Known],
    after: Mapping[int, Known],
) -> None:
    told = [number for number in changed if _tells(before.get(number), after.get(number))]
    for signal in signals.of_issue(connection, EVERYTHING, issue_id) if told else ():
        if signal.category != "klaim":
            continue
        for number in told:
            said = _what(before.get(number), after.get(number))
            decisions.add_note(connection, signal.id, None, "system", f"fact_check:{said}:{number}")
            record(connection, None, "signal.fact_check", signal, {"fact_check": number, "change": said})


def _known(match: ClaimMatch) -> Known:
    return Known(match.relation, match.fact_check_revision)


def _joined(others: Mapping[int, Known], own: Mapping[int, Known]) -> dict[int, Known]:
    """Return each fact-check as the whole issue knows it: a match of any document, in the newest state compared."""
    numbers = others.keys() | own.keys()
    return {one: min((each[one] for each in (others, own) if one in each), key=_rank) for one in numbers}


def _rank(known: Known) -> tuple[bool, int]:
    return known.relation != "match", -known.revision


def _tells(before: Known | None, after: Known | None) -> bool:
    """Tell whether a person has to know: a match came, went or was corrected; what is only related is not told."""
    return before != after and "match" in {one.relation for one in (before, after) if one is not None}


def _what(before: Known | None, after: Known | None) -> str:
    """Name the change: found, gone, revised (the publisher changed it), or judged (it relates otherwise now)."""
    if before is None:
        return "found"
    if after is None:
        return "gone"
    return "revised" if before.revision != after.revision else "judged"
