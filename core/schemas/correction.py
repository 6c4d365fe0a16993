"""A person's answer to the question which regions a document is about."""

from __future__ import annotations

from datetime import datetime

from core.schemas.document import Frozen


class MachineFocus(Frozen):
    """One region that the machine put in focus, with the words it went by."""

    code: str
    words: tuple[str, ...] = ()


class RegionCorrection(Frozen):
    """What the machine said and what the person says instead; no code at all means that no region is meant."""

    id: int
    document_id: int
    revision: int
    pipeline: str
    machine: tuple[MachineFocus, ...]
    corrected: tuple[str, ...]
    phrase: str
    reason: str
    user_name: str
    at: datetime
