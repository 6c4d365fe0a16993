"""The queue: the list, and beside it the open signal."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from api.ui.choice import read_choice
from api.ui.desk import At, Desk, places
from api.ui.fields import Number
from api.ui.listing import listing
from api.ui.pages.bursts import above_queue
from api.ui.signal_view import signal_view
from core.permissions import require

router = APIRouter()


@router.get("/")
def start(at: At) -> Response:
    """Lead to the first page that the person's role may open: the queue for most."""
    return RedirectResponse(places(at)[0].href, 303)


@router.get("/antrean")
def queue(at: At) -> Response:
    """Show the list."""
    require(at.actor, "signal.read")
    with at.running.database.read() as connection:
        choice = read_choice(at.request.query_params)
        found, alarms = listing(at, connection, choice), above_queue(at, connection, choice.region)
    return at.page("queue.html", "queue", listing=found, alarms=alarms, signal=None)


@router.get("/antrean/{signal_id}")
def one(at: At, signal_id: Number) -> Response:
    """Show the list and one signal of it."""
    return show(at, signal_id)


def show(
    at: Desk, signal_id: int, *, status: int = 200, problem: str = "", kept: dict[str, str] | None = None
) -> Response:
    """Return the page of a signal, with what went wrong and what was typed if a form of it failed."""
    require(at.actor, "signal.read")
    choice = read_choice(at.request.query_params)
    with at.running.database.read() as connection:
        view = signal_view(at, connection, signal_id)
        found, alarms = listing(at, connection, choice), above_queue(at, connection, choice.region)
    return at.page(
        "queue.html",
        "queue",
        status=status,
        listing=found,
        alarms=alarms,
        signal=view,
        problem=problem,
        kept=kept or {},
    )
