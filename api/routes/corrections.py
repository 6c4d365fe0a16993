"""What people say a document's regions are, shown beside the machine's answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from api.deps import Running, allowed
from api.routes.values import Body, Key, Number, RegionCode, Words
from core.review import corrections
from core.review.corrections import MAX_PHRASE, MAX_REASON, MOST_REGIONS, VERB, Said
from core.review.once import once
from core.schemas.analysis import RegionLink
from core.schemas.correction import RegionCorrection
from core.schemas.user import Actor
from core.store import analyses, documents
from core.store import corrections as rows

router = APIRouter(prefix="/documents/{document_id}/region-corrections", tags=["corrections"])


class Correction(Body):
    """The regions that the document is about; none at all is an answer too."""

    codes: Annotated[list[RegionCode], Field(max_length=MOST_REGIONS)]
    reason: Annotated[Words, Field(max_length=MAX_REASON)] = ""
    phrase: Annotated[Words, Field(max_length=MAX_PHRASE, description="Words of the document that prove it.")] = ""


class Corrections(BaseModel):
    """The machine's answer and what people said, oldest first: the last one counts."""

    machine: list[RegionLink]
    corrections: list[RegionCorrection]


@router.get("", dependencies=[Depends(allowed("document.read"))])
def list_corrections(running: Running, document_id: Number) -> Corrections:
    """Read the machine's regions of a document and every correction."""
    with running.database.read() as connection:
        documents.get(connection, document_id)
        analysis = analyses.latest(connection, document_id)
        said = rows.of_document(connection, document_id)
    return Corrections(machine=list(analysis.regions) if analysis else [], corrections=said)


@router.post("", status_code=201)
def correct(
    running: Running,
    actor: Annotated[Actor, Depends(allowed(VERB))],
    document_id: Number,
    correction: Correction,
    key: Key = None,
) -> RegionCorrection:
    """Say which regions the document is about. The machine's answer stays as it is."""
    said = Said(codes=tuple(correction.codes), reason=correction.reason, phrase=correction.phrase)
    request = {"correct": document_id, **correction.model_dump(mode="json")}
    answer = once(running.database, actor, key, request, lambda c: corrections.correct(c, actor, document_id, said))
    return RegionCorrection.model_validate(answer)
