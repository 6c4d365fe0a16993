"""What the analysis reads: one news article or public post."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal["news", "post"]


class Frozen(BaseModel):
    """Base of every contract: immutable, and refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Document(Frozen):
    """One text to judge. Offsets in answers count code points in `title` and `text` as they stand here."""

    id: str
    kind: Kind = "news"
    title: str = ""
    text: str
    published_at: datetime | None = None
    source_region: str | None = None
    url: str | None = None
