"""The form on a document's page that says which regions the document is about."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from api.ui.desk import At
from api.ui.fields import Number, Typed
from core.errors import BadInput
from core.regions.tree import load_tree
from core.review.corrections import MOST_REGIONS, Said, correct
from core.schemas.correction import RegionCorrection

router = APIRouter(prefix="/dokumen")

_BREAK = re.compile(r"[,;\n]")


@router.post("/{document_id}/wilayah")
def correct_regions(
    at: At,
    document_id: Number,
    key: Annotated[str, Form()],
    regions: Annotated[Typed, Form()] = "",
    reason: Annotated[Typed, Form()] = "",
    phrase: Annotated[Typed, Form()] = "",
) -> Response:
    """Record a correction, then lead back to the document."""

    def act(connection: Connection) -> RegionCorrection:
        said = Said(codes=read_regions(regions), reason=reason, phrase=phrase)
        return correct(connection, at.actor, document_id, said)

    at.write(key, act, regions=regions, reason=reason, phrase=phrase)
    return RedirectResponse(f"/dokumen/{document_id}?pesan=corrected#wilayah", 303)


def read_regions(text: str) -> tuple[str, ...]:
    """Return the codes that names or codes between commas mean.

    Raises: BadInput for a name that means none or several.
    """
    codes: list[str] = []
    for name in [part.strip() for part in _BREAK.split(text) if part.strip()][: MOST_REGIONS + 1]:
        found = load_tree().find(name)
        highest = [region for region in found if region.level == found[0].level]
        if len(highest) != 1:
            known = ", ".join(f"{load_tree().display(region.code)} ({region.code})" for region in found[:6])
            raise BadInput(f"{name[:60]!r} means {known or 'no region'}. Write a code such as 73.71.")
        codes.append(highest[0].code)
    return tuple(codes)
