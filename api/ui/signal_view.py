"""Everything that the page of one signal shows, gathered within the person's scope."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from api.ui import labels
from api.ui.confidence import Sure, sureness
from api.ui.desk import Desk
from api.ui.disguises import disguised
from api.ui.listing import headline
from api.ui.marks import Piece, evidence_spans, paragraphs, pieces
from api.ui.sentences import why
from api.ui.worth import worth
from core.review.answers import Answer, answers
from core.review.leases import may_take
from core.review.verdicts import visible
from core.schemas.analysis import Analysis
from core.schemas.issue import IssueFacts
from core.schemas.signal import DECIDED, VERDICT_REASONS, Assignment, Note, Signal, Verdict
from core.schemas.user import Actor
from core.store import analyses, copies, decisions, documents, issue_facts, issues, people, signals
from core.store.copies import NOWHERE, Copy, Spread
from core.store.documents import Revision, StoredDocument

#: Characters of a text on a page beside the list; the median article has 3,800 (598 articles, 2025). The rest is a
#: link away, so that no page grows beyond 200 KB.
SHOWN = 12_000


class Bar(NamedTuple):
    """What the person may do with the signal now."""

    mine: bool
    holder: str
    may_take: bool
    may_decide: bool
    may_note: bool
    may_assign: bool
    may_escalate: bool
    may_reopen: bool
    minutes_left: int
    token: int
    reasons: dict[str, list[tuple[str, str]]]
    colleagues: list[str]


class Checked(NamedTuple):
    """A fact-check beside the signal; `other` is the headline of the issue's text it was found for, if another one."""

    answer: Answer
    other: str


class SignalView(NamedTuple):
    """One signal, ready to be shown."""

    signal: Signal
    document: StoredDocument
    source_name: str
    headline: str
    title: list[Piece]
    text: list[list[Piece]]
    kinds: list[str]
    cut: bool
    why: list[str]
    subjects: list[str]
    region_note: str
    sure: list[Sure]
    disguised: str
    older: list[Revision]
    copy_of: Copy | None
    spread: Spread
    issue_title: str
    story: IssueFacts
    checked: list[Checked]
    notes: list[Note]
    assignments: list[Assignment]
    verdicts: list[Verdict]
    hidden: bool
    siblings: list[Signal]
    bar: Bar


def signal_view(at: Desk, connection: Connection, signal_id: int) -> SignalView:
    """Return what the page shows.

    Raises: NotFound outside the person's scope.
    """
    signal = signals.get(connection, at.actor.scope, signal_id)
    document = documents.get(connection, signal.document_id)
    analysis = analyses.latest(connection, document.id)
    shown = document.text[:SHOWN]
    title_spans = evidence_spans(analysis, "title", document.title) if analysis else []
    text_spans = evidence_spans(analysis, "text", document.text) if analysis else []
    checked = [_checked(connection, signal, one) for one in answers(connection, signal)]
    given = decisions.verdicts_of(connection, signal_id)
    seen = visible(at.actor, signal, given)
    answered = any(one.answer.match.relation == "match" for one in checked)
    return SignalView(
        signal=signal,
        document=document,
        source_name=signal.source_name,
        headline=headline(document.title, document.text),
        title=pieces(document.title, title_spans),
        text=paragraphs(shown, text_spans),
        kinds=sorted({span.kind for span in (*title_spans, *text_spans)}),
        cut=len(document.text) > SHOWN,
        why=_why(at, signal, analysis, answered),
        subjects=_subjects(at, analysis, signal.category),
        region_note=_region_note(at, analysis, signal),
        sure=sureness(at.words, analysis, answered=answered),
        disguised=disguised(at.words, analysis),
        older=documents.revisions_of(connection, document.id),
        copy_of=copies.of_documents(connection, [document.id]).get(document.id),
        spread=copies.elsewhere(connection, [document.id], each=12).get(document.id, NOWHERE),
        issue_title=headline(issues.get(connection, signal.issue_id).title, document.text),
        story=issue_facts.facts(connection, [signal.issue_id], at.moments.present)[signal.issue_id],
        checked=checked,
        notes=decisions.notes_of(connection, signal_id),
        assignments=decisions.assignments_of(connection, signal_id),
        verdicts=seen,
        hidden=len(seen) < len(given),
        siblings=[s for s in signals.of_issue(connection, at.actor.scope, signal.issue_id) if s.id != signal_id],
        bar=_bar(at, connection, signal),
    )


def _checked(connection: Connection, signal: Signal, answer: Answer) -> Checked:
    if answer.document_id == signal.document_id:
        return Checked(answer, "")
    other = documents.get(connection, answer.document_id)
    return Checked(answer, headline(other.title, other.text))


def _why(at: Desk, signal: Signal, analysis: Analysis | None, answered: bool) -> list[str]:
    """Return the reasons; of a claim that no fact-check answers also what speaks for and against verifying it."""
    sentences = why(at.words, signal.reasons, answered=answered)
    ground = worth(at.words, analysis) if signal.category == "klaim" and not answered else ""
    return [*sentences[:1], ground, *sentences[1:]] if ground else sentences


def _bar(at: Desk, connection: Connection, signal: Signal) -> Bar:
    held = signal.held_at(at.moments.present)
    mine = held and signal.holder_id == at.actor.id
    decided = signal.state in DECIDED
    until = signal.held_until
    return Bar(
        mine=mine,
        holder=signal.holder_name or "" if held and not mine else "",
        may_take=not held and may_take(connection, at.actor, signal),
        may_decide=mine and not decided and at.may("signal.decide"),
        may_note=mine and at.may("signal.note"),
        may_assign=mine and at.may("signal.assign"),
        may_escalate=mine and not decided and bool(signal.owner) and at.may("signal.escalate"),
        may_reopen=mine and decided and at.may("signal.supervise"),
        minutes_left=at.moments.minutes_left(until) if until and held else 0,
        token=signal.token,
        reasons={
            said: [(code, labels.reason(at.words, code)) for code in all_] for said, all_ in VERDICT_REASONS.items()
        },
        colleagues=[one.name for one in _colleagues(at, connection, signal)] if mine else [],
    )


def _colleagues(at: Desk, connection: Connection, signal: Signal) -> list[Actor]:
    everyone = people.colleagues(connection, at.actor.scope)
    return [one for one in everyone if one.scope.covers(signal.owner)]


def _subjects(at: Desk, analysis: Analysis | None, category: str) -> list[str]:
    judgement = analysis.categories.get(category) if analysis else None
    subs = judgement.subcategories if judgement else {}
    return [
        labels.subcategory(at.words, name) for name, one in subs.items() if one.decision == "yes" and name != category
    ]


def _region_note(at: Desk, analysis: Analysis | None, signal: Signal) -> str:
    _ = at.words
    if signal.ambiguous:
        return _("the place is not certain")
    if not signal.region:
        return _("no place is named")
    mentions = [len(link.evidence) for link in (analysis.regions if analysis else ()) if link.code == signal.region]
    return _.many("named %(n)s time", "named %(n)s times", mentions[0]) if mentions and mentions[0] else ""
