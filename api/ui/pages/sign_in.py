"""Signing in with a one-time link, and out. Opening the link shows a button: fetching a page never uses it up."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from api.deps import COOKIE, Running, Who, session_secret
from api.security import sign_in
from api.ui.i18n import words
from api.ui.rendering import language_of, render
from core.errors import NotFound

router = APIRouter()


class SpentLink(NotFound):
    """This login link is used up or too old. Ask for a new one."""

    code = "login_link"


@router.get("/masuk/{secret}")
def ask(request: Request, running: Running, secret: str) -> Response:
    """Show the button that signs in."""
    return render(
        request, "sign_in.html", {"secret": secret}, said=words(language_of(request, running.settings.language))
    )


@router.post("/masuk/{secret}")
def enter(request: Request, running: Running, secret: str) -> Response:
    """Use the link up and lead to the first page."""
    address = request.client.host if request.client else ""
    try:
        session = sign_in.sign_in(running, secret, address, request.cookies.get(COOKIE))
    except NotFound as error:
        raise SpentLink() from error
    answer = RedirectResponse("/", 303)
    sign_in.set_session_cookie(answer, running, session)
    return answer


@router.post("/keluar")
def leave(request: Request, running: Running, actor: Who) -> Response:
    """End the session."""
    sign_in.sign_out(running, actor, session_secret(request) or "")
    said = words(language_of(request, running.settings.language))
    answer = render(request, "signed_out.html", {}, said=said)
    sign_in.clear_session_cookie(answer, running)
    return answer
