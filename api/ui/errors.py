"""The page that an error shows to a person: what happened, and where to go from here."""

from __future__ import annotations

from fastapi import Request, Response

from api.ui.i18n import words
from api.ui.problems import by_code
from api.ui.rendering import language_of, render

#: Where the error's own message says more than the words for its kind.
_TELLING = {409, 422, 503}


async def render_page(request: Request, status: int, code: str, title: str) -> Response:
    """Return the error as a page. The message of the error itself stands below the words, for whoever helps."""
    _ = words(language_of(request, request.app.state.services.settings.language))
    reference = title.rpartition("Reference: ")[2] if status == 500 and "Reference: " in title else ""
    detail = title if status in _TELLING else ""
    values = {
        "status": status,
        "code": code,
        "text": by_code(_, code, status) or title,
        "detail": detail,
        "reference": reference,
    }
    return render(request, "error.html", values, said=_, status=status)
