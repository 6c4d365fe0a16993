"""Correcting the regions of a document: recorded beside the machine's answer, audited, and kept for ever."""

from __future__ import annotations

from typing import Any

from pydantic import field_validator
from sqlalchemy import Connection

from core.errors import BadInput
from core.permissions import require
from core.regions.tree import load_tree
from core.review.record import record_thing
from core.schemas.analysis import Analysis
from core.schemas.correction import MachineFocus, RegionCorrection
from core.schemas.document import Frozen
from core.schemas.incoming import clean
from core.schemas.user import Actor
from core.store import analyses, corrections, documents
from core.store.documents import StoredDocument

#: Most regions of one correction, most words kept of one link, longest reason and phrase.
MOST_REGIONS, MOST_WORDS, MAX_REASON, MAX_PHRASE = 40, 8, 2000, 120
#: Who may decide on a signal may say what a document is about.
VERB = "signal.decide"


class Said(Frozen):
    """What the person says: the codes the document is about, why, and the words that prove it."""

    codes: tuple[str, ...]
    reason: str = ""
    phrase: str = ""

    @field_validator("reason", "phrase")
    @classmethod
    def _plain(cls, value: str) -> str:
        return " ".join(clean(value).split())


def correct(connection: Connection, actor: Actor, document_id: int, said: Said) -> RegionCorrection:
    """Record what the person says the document is about; the machine's answer stays as it is.

    Documents are public, so every office may; the audit row belongs to the person's region.

    Raises: Forbidden; NotFound for an unknown document; BadInput for an unknown, double or missing value.
    """
    require(actor, VERB)
    document = documents.get(connection, document_id)
    _check(said, document)
    analysis = analyses.latest(connection, document_id)
    machine = focus_of(analysis)
    values = {
        "document_id": document_id,
        "revision": document.revision,
        "pipeline": analysis.pipeline if analysis else "",
        "machine": [one.model_dump(mode="json") for one in machine],
        "corrected": list(said.codes),
        "phrase": said.phrase,
        "reason": said.reason,
        "user_id": actor.id,
    }
    number = corrections.add(connection, values)
    detail = {"correction": number, "from": [one.code for one in machine], "to": list(said.codes)}
    record_thing(connection, actor, "region.correct", f"document:{document_id}", actor.region, detail)
    return corrections.of_document(connection, document_id)[-1]


def focus_of(analysis: Analysis | None) -> tuple[MachineFocus, ...]:
    """Return what the machine put in focus."""
    links = analysis.regions if analysis else ()
    return tuple(
        MachineFocus(code=link.code, words=tuple(dict.fromkeys(span.text for span in link.evidence))[:MOST_WORDS])
        for link in links
        if link.role == "focus"
    )


def newest(connection: Connection) -> list[RegionCorrection]:
    """Return the newest correction of every document."""
    return corrections.newest(connection)


def exported(connection: Connection) -> list[dict[str, Any]]:
    """Return the newest correction of every document as evaluation rows, without any text of others."""
    address = corrections.addresses(connection)
    return [
        {
            "id": f"document:{one.document_id}",
            "url": address.get(one.document_id),
            "revision": one.revision,
            "pipeline": one.pipeline,
            "predicted": [focus.code for focus in one.machine],
            "regions": list(one.corrected),
            "at": one.at.isoformat(),
        }
        for one in corrections.newest(connection)
    ]


def _check(said: Said, document: StoredDocument) -> None:
    unknown = [code for code in said.codes if code not in load_tree()]
    if unknown:
        raise BadInput(f"There is no region {unknown[0][:16]!r}. Codes look like 73, 73.71 or 73.71.01.")
    if len(set(said.codes)) < len(said.codes):
        raise BadInput("A region stands twice in the correction.")
    if len(said.codes) > MOST_REGIONS:
        raise BadInput(f"A correction names at most {MOST_REGIONS} regions.")
    if len(said.reason) > MAX_REASON or len(said.phrase) > MAX_PHRASE:
        raise BadInput(f"The reason has at most {MAX_REASON} characters, the words that prove it {MAX_PHRASE}.")
    standing = " ".join(f"{document.title} {document.text}".casefold().split())
    if said.phrase and said.phrase.casefold() not in standing:
        raise BadInput(f"The words {said.phrase!r} do not stand in the document.")
