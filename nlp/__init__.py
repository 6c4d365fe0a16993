"""Judges text: document in, analysis out. Never imports crawler or api."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # every command imports this package; only those that judge may pay for pydantic
    from core.schemas.analysis import Analysis
    from core.schemas.document import Kind


def analyse_text(text: str, title: str = "", kind: Kind = "post", stages: Sequence[str] | None = None) -> Analysis:
    """Return the analysis of a loose text. The pipeline is loaded on the first call.

    Raises: BadInput for a stage that does not exist.
    """
    from core.schemas.document import Document
    from nlp.pipeline import analyse

    return analyse(Document(id="", kind=kind, title=title, text=text), stages)
