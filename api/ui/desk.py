"""What every page of a signed-in person works with: who asks, in which language and zone, and how a page is made."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from api.deps import Running, Services, Who
from api.ui.i18n import Words, words
from api.ui.moments import Moments, zone_of
from api.ui.rendering import language_of, render
from core.permissions import may
from core.review.once import once
from core.schemas.user import Actor
from core.store import signals


class Place(NamedTuple):
    """One entry of the main navigation."""

    key: str
    href: str
    name: str


@dataclass(frozen=True)
class Desk:
    """One request of one person."""

    request: Request
    running: Services
    actor: Actor
    words: Words
    moments: Moments

    def may(self, verb: str) -> bool:
        """Tell whether the person's role has the verb."""
        return may(self.actor, verb)

    def page(self, template: str, here: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """Return the page; `here` is the entry of the navigation that it belongs to."""
        frame = {
            "desk": self,
            "moments": self.moments,
            "here": here,
            "places": places(self),
            "waiting": self._waiting(),
            "said": done(self.words, self.request.query_params.get("pesan")),
            "new_key": new_key,
        }
        return render(self.request, template, {**frame, **values}, said=self.words, status=status)

    def write(self, key: str, act: Callable[[Connection], Any], **request: Any) -> Any:
        """Run the write once, whatever a browser repeats; `request` is what the key stands for.

        Raises: whatever the act raises.
        """
        asked = {"path": self.request.url.path, **request}
        return once(self.running.database, self.actor, key, asked, act)

    def _waiting(self) -> tuple[int, int]:
        if not self.may("signal.read"):
            return 0, 0
        with self.running.database.read() as connection:
            return signals.count(connection, self.actor.scope, signals.Filters())


def desk(request: Request, running: Running, actor: Who) -> Desk:
    """Return the desk of the person who asks.

    Raises: SignInNeeded; CrossSite.
    """
    said = words(language_of(request, running.settings.language))
    return Desk(request, running, actor, said, Moments(said, zone_of(actor.region)))


At = Annotated[Desk, Depends(desk)]


def new_key() -> str:
    """Return a fresh idempotency key for a form."""
    return secrets.token_urlsafe(12)


def places(at: Desk) -> list[Place]:
    """Return the entries of the navigation that the person's role may open."""
    _ = at.words
    every = [
        ("signal.read", Place("queue", "/antrean", _("Queue"))),
        ("document.read", Place("issues", "/isu", _("Issues"))),
        ("signal.read", Place("bursts", "/lonjakan", _("Alarms"))),
        ("document.read", Place("search", "/cari", _("Search"))),
        ("document.read", Place("documents", "/dokumen", _("Documents"))),
        ("document.read", Place("fact_checks", "/cek-fakta", _("Fact-checks"))),
        ("report.read", Place("reports", "/laporan", _("Reports"))),
        ("source.read", Place("sources", "/sumber", _("Sources"))),
        ("audit.read", Place("audit", "/jejak", _("Audit log"))),
    ]
    return [place for verb, place in every if at.may(verb)]


def done(_: Words, code: str | None) -> str:
    """Return what has just been done, after the redirect of a form; an unknown code says nothing."""
    known = {
        "taken": _("You hold this signal now."),
        "renewed": _("Your hold was prolonged."),
        "released": _("You gave the signal back."),
        "decided": _("Your verdict is recorded."),
        "second": _("Your verdict is recorded. A second person has to look at this signal."),
        "settle": _("Your verdict is recorded. It differs from the first one: a supervisor settles it."),
        "noted": _("Your note is recorded."),
        "assigned": _("The task is assigned."),
        "escalated": _("The signal was escalated."),
        "reopened": _("The signal is open again."),
        "opened": _("The signal is open. It is in the queue."),
        "joined": _("This text is known already: here is its signal. It is noted that it came in again."),
        "reported": _("The report is made."),
        "corrected": _("Your correction is recorded. The machine's answer stays beside it."),
        "resolved": _("The event is closed."),
        "paused": _("The source is paused: it is not read until somebody resumes it."),
        "resumed": _("The source is read again."),
        "merged": _("Both issues are one now."),
        "split": _("The documents are an issue of their own now."),
        "empty": _("Nothing is free in this queue now."),
    }
    return known.get(code or "", "")
