"""Opening a signal by hand: a pasted text or a link that reached the office, and by which way."""

from __future__ import annotations

import re
from typing import Annotated, get_args

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response
from pydantic import ValidationError

from api.manual import open_pasted
from api.ui import labels
from api.ui.choice import CATEGORIES
from api.ui.desk import At, Desk
from api.ui.fields import Typed
from api.ui.problems import in_words
from core.errors import BadInput, SuarError
from core.permissions import require
from core.regions.tree import load_tree
from core.review.manual import Channel, Pasted

router = APIRouter(prefix="/sinyal")

CHANNELS: tuple[Channel, ...] = get_args(Channel)
_CODE = re.compile(r"\((\d\d(?:\.\d\d){0,2})\)\s*$")


@router.get("/baru")
def blank(at: At) -> Response:
    """Show the form."""
    return _form(at, {})


@router.post("/baru")
def open_one(
    at: At,
    key: Annotated[str, Form()],
    text: Annotated[Typed, Form()] = "",
    link: Annotated[Typed, Form()] = "",
    title: Annotated[Typed, Form()] = "",
    category: Annotated[Typed, Form()] = "",
    region: Annotated[Typed, Form()] = "",
    channel: Annotated[Typed, Form()] = "other",
) -> Response:
    """Open the signal and lead to it; where something is missing, show the form again as it was filled."""
    typed = {"text": text, "link": link, "title": title, "category": category, "region": region, "channel": channel}
    require(at.actor, "signal.open")
    try:
        pasted = _pasted(typed)
        opened = open_pasted(at.running, at.actor, key, pasted)
    except SuarError as error:
        if error.status not in (404, 409, 422):
            raise
        return _form(at, typed, status=error.status, problem=in_words(at.words, error))
    return RedirectResponse(f"/antrean/{opened.signal_id}?pesan={'joined' if opened.joined else 'opened'}", 303)


def _form(at: Desk, typed: dict[str, str], status: int = 200, problem: str = "") -> Response:
    require(at.actor, "signal.open")
    tree = load_tree()
    places = [one for one in (*tree.provinces(), *tree.regencies()) if at.actor.scope.covers(one.code)]
    return at.page(
        "manual.html",
        "new",
        status=status,
        problem=problem,
        typed={"text": "", "link": "", "title": "", "category": "", "region": "", "channel": "whatsapp", **typed},
        regions=[f"{tree.display(one.code)} ({one.code})" for one in places],
        channels=[(code, labels.origin(at.words, code)) for code in CHANNELS],
        categories=[(code, labels.category(at.words, code)) for code in CATEGORIES],
    )


def _pasted(typed: dict[str, str]) -> Pasted:
    if not typed["text"].strip() and not typed["link"].strip():
        raise BadInput("Paste the text or give a link to it.")
    try:
        return Pasted.model_validate(
            {**typed, "link": typed["link"].strip() or None, "region": _region(typed["region"])}
        )
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        messages = {
            "link": "A link begins with http:// or https://.",
            "category": "Choose a category.",
            "text": "The text is too long.",
            "title": "The title is too long.",
        }
        raise BadInput(messages.get(field)) from None


def _region(typed: str) -> str | None:
    """Return the code that the person chose, or the one region that the typed name means."""
    name = typed.strip()
    if not name:
        return None
    tree, ends = load_tree(), _CODE.search(name[-20:])
    if ends:
        return ends[1]
    found = tree.find(name)
    if len(found) == 1 or (found and len(found[0].code) < len(found[1].code)):
        return found[0].code
    raise BadInput("This name means several regions: choose one of the list." if found else "There is no such region.")
