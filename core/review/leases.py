"""Taking, renewing and giving back a signal, and the check that every write on one must pass."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from core.clock import iso, now
from core.errors import Forbidden, LeasedByOther, NotFound, StaleLease
from core.permissions import may, require
from core.review.record import record
from core.schemas.signal import Lease, Signal, State
from core.schemas.user import Actor
from core.store import decisions, signals


def take(connection: Connection, actor: Actor, signal_id: int, minutes: int) -> Lease:
    """Give the signal to the person for the minutes; taking what one holds already renews it.

    Raises: NotFound outside the scope; LeasedByOther with the holder's name; Forbidden when a second person is needed.
    """
    require(actor, "signal.take")
    signal = signals.get(connection, actor.scope, signal_id)
    if signal.holder_id == actor.id and signal.held_at(now()):
        return renew(connection, actor, signal_id, signal.token, minutes)
    _check_second_person(connection, actor, signal)
    until = now() + timedelta(minutes=minutes)
    token = signals.claim(connection, signal_id, actor.id, until, _state_when_taken(signal.state))
    if token is None:
        raise _held(signal)
    record(connection, actor, "signal.take", signal, {"token": token, "until": iso(until)})
    return Lease(signal_id=signal_id, token=token, holder=actor.name, held_until=until)


def take_next(connection: Connection, actor: Actor, minutes: int, filters: signals.Filters) -> Lease:
    """Give the person the most urgent signal that nobody holds.

    Raises: NotFound when nothing waits.
    """
    require(actor, "signal.take")
    wanted = filters.model_copy(update={"free_only": True})
    after: tuple[int, int] | None = None
    while page := signals.queue(connection, actor.scope, wanted, after=after):
        for signal in page:
            if may_take(connection, actor, signal):
                return take(connection, actor, signal.id, minutes)
        after = (page[-1].priority, page[-1].id)
    raise NotFound("Nothing waits in your queue.")


def renew(connection: Connection, actor: Actor, signal_id: int, token: int, minutes: int) -> Lease:
    """Prolong the hold from now.

    Raises: StaleLease when it has ended.
    """
    signal = guard(connection, actor, signal_id, token)
    until = now() + timedelta(minutes=minutes)
    signals.change(connection, signal_id, token, held_until=until)
    return Lease(signal_id=signal.id, token=token, holder=actor.name, held_until=until)


def release(connection: Connection, actor: Actor, signal_id: int, token: int) -> None:
    """Give the signal back to the queue undecided.

    Raises: StaleLease when the hold has ended.
    """
    signal = guard(connection, actor, signal_id, token)
    state = "open" if signal.state == "in_review" else signal.state
    signals.change(connection, signal_id, token, holder_id=None, held_until=None, state=state)
    record(connection, actor, "signal.release", signal, {"token": token})


def guard(connection: Connection, actor: Actor, signal_id: int, token: int) -> Signal:
    """Return the signal if the person holds it with this token: every write on a signal begins here.

    Raises: NotFound outside the scope; StaleLease with the holder's name otherwise.
    """
    signal = signals.get(connection, actor.scope, signal_id)
    if signal.token == token and signal.holder_id == actor.id and signal.held_at(now()):
        return signal
    holder = signal.holder_name if signal.held_at(now()) else None
    if holder is None or signal.holder_id == actor.id:
        message = f"Your hold on signal {signal_id} has ended. Take it again."
    else:
        message = f"Your hold on signal {signal_id} has ended; {holder} holds it now."
    raise StaleLease(message, holder=holder, signal=signal_id)


def keep(connection: Connection, signal: Signal) -> None:
    """Prolong the hold of a signal that its holder has just worked on by as long as it was given for."""
    if signal.held_until is not None:
        given = signal.held_until - signal.changed_at  # both are written together by every take and renewal
        signals.change(connection, signal.id, signal.token, held_until=now() + given)


def may_take(connection: Connection, actor: Actor, signal: Signal) -> bool:
    """Tell whether the person could take the signal if nobody holds it."""
    if not may(actor, "signal.take"):
        return False
    try:
        _check_second_person(connection, actor, signal)
    except Forbidden:
        return False
    return True


def _check_second_person(connection: Connection, actor: Actor, signal: Signal) -> None:
    if signal.state != "second_review":
        return
    if signal.needs_supervisor and not may(actor, "signal.supervise"):
        raise Forbidden("Two people disagreed on this signal: a supervisor settles it.")
    given = decisions.verdicts_of(connection, signal.id)
    if any(verdict.user_id == actor.id and verdict.round == signal.round for verdict in given):
        raise Forbidden("You have decided on this signal already: another person must look at it.")


def _state_when_taken(state: State) -> State:
    return "in_review" if state in ("open", "reopened") else state


def _held(signal: Signal) -> LeasedByOther:
    until = iso(signal.held_until) if signal.held_until else None
    return LeasedByOther(
        f"{signal.holder_name} holds signal {signal.id}.", holder=signal.holder_name, held_until=until, signal=signal.id
    )
