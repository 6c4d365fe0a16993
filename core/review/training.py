"""From verdict to training row: only through a person who gave none of the verdicts. Verdicts never train directly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import StrictBool, StrictInt
from sqlalchemy import Connection

from core.errors import BadInput, Conflict, Forbidden, NotFound
from core.permissions import require
from core.review.oddities import find_oddities
from core.review.record import record_thing
from core.schemas.document import Frozen
from core.schemas.incoming import clean
from core.schemas.signal import Category, VerdictDecision
from core.schemas.training import LEAST_WEIGHT, Candidate, Given, TrainingReview
from core.schemas.user import Actor
from core.store import people, training
from core.store.training import Decided, Earlier

VERB = "training.review"
Teaching = dict[tuple[int, int], Candidate]  #: by signal and round
MAX_NOTE = 2000

#: Reasons that say more than the outcome: what they settle beside or instead of the category itself. None: the verdict
#: says nothing about the category, e.g. the region was wrong.
_LESSONS: dict[str, dict[str, bool] | None] = {
    "wrong_region": None,
    "already_handled": None,
    "other": None,
    "hostility_confirmed": {"sara.ujaran": True},
    "criticism_or_opinion": {"sara.ujaran": False, "klaim.klaim": False},
}


class Said(Frozen):
    """What the reviewer says of one candidate."""

    signal_id: StrictInt
    round: StrictInt
    accept: StrictBool
    weight: float = 1.0
    note: str = ""


def lesson(category: Category, decision: VerdictDecision, reason: str) -> dict[str, bool]:
    """Return what one verdict settles about the text; empty where it settles nothing.

    A confirmed signal is one of its category and a dismissed one is not, unless the reason says that it was dismissed
    for another thing. What could not be verified says nothing about what the text is about.
    """
    more = _LESSONS.get(reason, {})
    if decision == "unverifiable" or more is None:
        return {}
    own = {output: value for output, value in more.items() if output.startswith(f"{category}.")}
    return {category: decision == "confirmed", **own}


def teaching(connection: Connection, actor: Actor) -> Teaching:
    """Return what the decided signals within the scope teach, by signal and round, reviewed or not.

    Raises: Forbidden.
    """
    require(actor, VERB)
    given = training.given(connection)
    oddities = find_oddities(given)
    by_round: dict[tuple[int, int], list[Given]] = {}
    for verdict in given:
        by_round.setdefault((verdict.signal_id, verdict.round), []).append(verdict)
    earlier = training.earlier(connection, actor.scope)
    found: Teaching = {}
    for signal in training.decided(connection, actor.scope):
        key = (signal.signal_id, signal.round)
        one = _candidate(signal, by_round.get(key, []), earlier.get(signal.document_id, []))
        if one is not None:
            odd = [flag for author in one.authors for flag in oddities.get((author, one.category), ())]
            found[key] = one.model_copy(update={"flags": tuple(dict.fromkeys(odd))})
    return found


def candidates(connection: Connection, actor: Actor) -> list[Candidate]:
    """Return what the person may review: decided within the scope, not yet reviewed, no verdict of the person's own.

    Raises: Forbidden.
    """
    done = {key for key, review in training.newest(connection).items() if review.decision != "withdrawn"}
    found = teaching(connection, actor)
    return [one for key, one in found.items() if key not in done and actor.id not in (*one.authors, *one.others)]


def review(connection: Connection, actor: Actor, known: Teaching, said: Said) -> int:
    """Accept or refuse one of the `known` candidates as a training row; return the number of the review.

    Raises: Forbidden, also for one's own verdict; NotFound when it is no candidate; Conflict when it was reviewed;
    BadInput for a weight outside LEAST_WEIGHT to 1, or a flagged series that is accepted without a note.
    """
    require(actor, VERB)
    signal_id, round_, weight, note = said.signal_id, said.round, said.weight, clean(said.note).strip()
    one = known.get((signal_id, round_))
    if one is None:
        raise NotFound(f"Signal {signal_id}, round {round_}, has no verdict to learn from within your region.")
    if actor.id in (*one.authors, *one.others):
        raise Forbidden(f"You gave a verdict on signal {signal_id} yourself: another person reviews it.")
    before = training.reviewed(connection, signal_id, round_)
    if before is not None and before.decision != "withdrawn":
        raise Conflict(f"Signal {signal_id}, round {round_}, was reviewed already ({before.decision}).")
    if not LEAST_WEIGHT <= weight <= 1.0:
        raise BadInput(f"The weight of signal {signal_id} is {weight}: it must be from {LEAST_WEIGHT} to 1.")
    if len(note) > MAX_NOTE:
        raise BadInput(f"The note on signal {signal_id} is longer than {MAX_NOTE} characters.")
    if said.accept and one.flags and not note:
        flags = ", ".join(one.flags)
        raise BadInput(
            f"The series of signal {signal_id} looks odd ({flags}): say in the note why it teaches all the same."
        )
    decision = "accepted" if said.accept else "rejected"
    values = {"round": round_, "decision": decision, "weight": weight, "flags": list(one.flags), "note": note}
    number = training.add(connection, {"signal_id": signal_id, "user_id": actor.id, **values})
    detail = {**values, "review": number, "authors": list(one.authors)}
    record_thing(connection, actor, "training.review", f"signal:{signal_id}", actor.region, detail)
    return number


def withdraw(connection: Connection, actor: Actor, author: str, reason: str) -> int:
    """Take back every accepted row that rests on a verdict of this person; return how many.

    Raises: Forbidden; BadInput without a reason; NotFound for a name that nobody has: a misspelt one would leave the
    rows to teach.
    """
    require(actor, VERB)
    if not people.is_known(connection, author):
        raise NotFound(f"Nobody is called {author!r}: nothing was withdrawn. `suar user list` names the active people.")
    reason = clean(reason).strip()[:MAX_NOTE]
    if not reason:
        raise BadInput("Say why the rows are withdrawn.")
    mine = [(review_, one) for review_, one in _accepted(connection, actor) if author in one.author_names]
    for review_, _ in mine:
        values = {"decision": "withdrawn", "weight": review_.weight, "flags": review_.flags, "note": reason}
        row = {"signal_id": review_.signal_id, "round": review_.round, "user_id": actor.id}
        training.add(connection, {**row, **values})
    signals = [review_.signal_id for review_, _ in mine]
    detail = {"author": author, "reason": reason, "signals": signals}
    record_thing(connection, actor, "training.withdraw", "training", actor.region, detail)
    return len(mine)


def accepted(connection: Connection, actor: Actor) -> list[dict[str, object]]:
    """Return the accepted rows as training reads them: the text, what it teaches, the weight, and whose it is.

    People are numbers here: the file leaves the store, and only the caps tell them apart. The export is audited.

    Raises: Forbidden.
    """
    require(actor, VERB)
    rows: list[dict[str, object]] = [
        {
            "id": f"signal:{one.signal_id}:{one.round}",
            "kind": one.kind,
            "title": one.title,
            "text": one.text,
            "category": one.category,
            "says": one.says,
            "weight": review_.weight,
            "by": [f"u{user}" for user in one.authors],
            "reviewed_by": f"u{review_.user_id}",
        }
        for review_, one in _accepted(connection, actor)
    ]
    record_thing(connection, actor, "training.export", "training", actor.region, {"rows": len(rows)})
    return rows


def _accepted(connection: Connection, actor: Actor) -> list[tuple[TrainingReview, Candidate]]:
    found = teaching(connection, actor)
    newest = training.newest(connection)
    return [(newest[key], one) for key, one in found.items() if key in newest and newest[key].decision == "accepted"]


def _candidate(signal: Decided, verdicts: Sequence[Given], earlier: Sequence[Earlier]) -> Candidate | None:
    """Return what the signal teaches: what all verdicts that agree with the outcome settle alike."""
    agreeing = [verdict for verdict in verdicts if verdict.decision == signal.state]
    if not agreeing:
        return None
    lessons = [lesson(verdict.category, verdict.decision, verdict.reason) for verdict in agreeing]
    says = {o: v for o, v in lessons[0].items() if all(other.get(o) == v for other in lessons)}
    if not says:
        return None
    title, text = _as_decided_on(signal, earlier, agreeing[-1].at)
    return Candidate(
        signal_id=signal.signal_id,
        round=signal.round,
        category=agreeing[0].category,
        kind=signal.kind,
        title=title,
        text=text,
        says=says,
        decision=signal.state,
        reasons=tuple(verdict.reason for verdict in agreeing),
        comments=tuple(verdict.comment for verdict in agreeing if verdict.comment),
        authors=tuple(verdict.user_id for verdict in agreeing),
        author_names=tuple(verdict.user_name for verdict in agreeing),
        others=tuple(verdict.user_id for verdict in verdicts if verdict.decision != signal.state),
    )


def _as_decided_on(signal: Decided, earlier: Sequence[Earlier], at: datetime) -> tuple[str, str]:
    """Return title and text as they stood at that moment.

    Sites change their pages after a verdict: what stands there now was judged by nobody, and may be bait.
    """
    then = next((one for one in earlier if one.until > at), signal)
    return then.title, then.text
