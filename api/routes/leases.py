"""Leases: taking a signal, keeping it, giving it back."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends

from api.deps import Running, allowed
from api.routes.values import Body, Key, Number, RegionCode, Token, known_region
from core.review import leases
from core.review.once import once
from core.schemas.signal import Category, Lease
from core.schemas.user import Actor
from core.store.signals import Filters

router = APIRouter(prefix="/signals", tags=["leases"])
Taker = Annotated[Actor, Depends(allowed("signal.take"))]


class Held(Body):
    """What you hold the signal with."""

    token: Token


class Wanted(Body):
    """Which of the waiting signals you would take."""

    category: Category | None = None
    region: RegionCode | None = None


@router.post("/next-lease")
def take_next(running: Running, actor: Taker, wanted: Wanted, key: Key = None) -> Lease:
    """Take the most urgent signal that waits and that nobody holds; 404 when there is none."""
    filters = Filters(category=wanted.category, region=known_region(wanted.region))
    minutes = running.settings.lease_minutes
    request = {"take_next": wanted.model_dump(mode="json")}
    return _lease(once(running.database, actor, key, request, lambda c: leases.take_next(c, actor, minutes, filters)))


@router.post("/{signal_id}/lease")
def take(running: Running, actor: Taker, signal_id: Number, key: Key = None) -> Lease:
    """Take a signal; 409 `leased` with the holder's name when somebody else has it."""
    minutes = running.settings.lease_minutes
    return _lease(
        once(running.database, actor, key, {"take": signal_id}, lambda c: leases.take(c, actor, signal_id, minutes))
    )


@router.put("/{signal_id}/lease")
def renew(running: Running, actor: Taker, signal_id: Number, held: Held, key: Key = None) -> Lease:
    """Keep a signal for as long as a fresh lease lasts; 409 `stale_lease` when the hold has ended."""
    minutes = running.settings.lease_minutes
    request = {"renew": signal_id, "token": held.token}
    return _lease(
        once(running.database, actor, key, request, lambda c: leases.renew(c, actor, signal_id, held.token, minutes))
    )


@router.delete("/{signal_id}/lease", status_code=204)
def release(running: Running, actor: Taker, signal_id: Number, held: Held, key: Key = None) -> None:
    """Give a signal back undecided."""
    request = {"release": signal_id, "token": held.token}
    once(running.database, actor, key, request, lambda c: leases.release(c, actor, signal_id, held.token))


def _lease(answer: Any) -> Lease:
    return Lease.model_validate(answer)
