"""The forms on an issue's page: put it together with another one, take documents out of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from api.ui.desk import At, Desk
from api.ui.fields import Number, Token, Typed
from api.ui.pages.issues import show
from api.ui.problems import in_words
from core.errors import NotFound, SuarError
from core.review import issue_edits

router = APIRouter(prefix="/isu")

Key = Annotated[str, Form()]
Version = Annotated[Token, Form()]
Text = Annotated[Typed, Form()]
Chosen = Annotated[list[Annotated[int, Form(ge=1, le=2**63 - 1)]], Form(default_factory=list, max_length=500)]


@router.post("/{issue_id}/gabung")
def merge(
    at: At,
    issue_id: Number,
    key: Key,
    version: Version,
    other: Annotated[int, Form(ge=1, le=2**63 - 1)],
    other_version: Version,
    reason: Text = "",
) -> Response:
    """Put the other issue and this one together."""

    def act(connection: Connection) -> Any:
        return issue_edits.merge(connection, at.actor, issue_id, version, other, other_version, reason)

    asked = {"version": version, "other": other, "other_version": other_version, "reason": reason}
    return _do(at, issue_id, key, "merged", act, {"act": "gabung", "reason": reason}, asked)


@router.post("/{issue_id}/pisah")
def split(at: At, issue_id: Number, key: Key, version: Version, document: Chosen, reason: Text = "") -> Response:
    """Take the chosen documents out."""

    def act(connection: Connection) -> Any:
        return issue_edits.split(connection, at.actor, issue_id, version, tuple(document), reason)

    kept = {"act": "pisah", "reason": reason, "chosen": ",".join(map(str, document))}
    return _do(at, issue_id, key, "split", act, kept, {"version": version, "documents": document, "reason": reason})


def _do(
    at: Desk,
    issue_id: int,
    key: str,
    done: str,
    act: Callable[[Connection], Any],
    kept: dict[str, str],
    asked: dict[str, Any],
) -> Response:
    """Write, then lead to the issue that goes on; where it fails, show the page again with what was typed."""
    try:
        edited = at.write(key, act, **asked)
    except NotFound:
        raise
    except SuarError as error:
        if error.status not in (403, 409, 422):
            raise
        return show(at, issue_id, status=error.status, problem=in_words(at.words, error), kept=kept)
    leads = edited["other_id"] if done == "split" else edited["issue_id"]
    return RedirectResponse(f"/isu/{leads}?pesan={done}", 303)
