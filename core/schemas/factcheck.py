"""A published fact-check: a claim, what was found, what its publisher concluded. Hostile text until cleaned here."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Literal

from pydantic import Field, field_validator

from core.schemas.document import Frozen
from core.schemas.incoming import MAX_TITLE, MAX_URL, clean, without_handles

#: Neutral names for what publishers conclude; `other` where their words say none of these.
Verdict = Literal["false", "misleading", "missing_context", "satire", "unproven", "true", "retracted", "other"]

#: Longer fields are cut: the longest explanation of 12,800 published ones has 22,000 characters.
MAX_FIELD = 30_000


class FactCheck(Frozen):
    """One fact-check as its publisher gives it; many have a title only."""

    url: str | None = Field(default=None, max_length=MAX_URL)
    #: The publisher's own id where there is no address.
    external_id: str = Field(default="", max_length=300)
    publisher: str = ""
    title: str = ""
    #: The claim that was checked, in the publisher's words.
    claim: str = ""
    explanation: str = ""
    conclusion: str = ""
    verdict: Verdict = "other"
    verdict_raw: str = ""
    #: When it was published: ISO 8601 as far as it is known ("2024", "2024-03", "2024-03-07"), and the moment only
    #: where the publisher names one. A bound such as `<=2021-05` stays in `published_raw` alone.
    published_on: str = Field(default="", pattern=r"^(\d{4}(-\d\d(-\d\d)?)?)?$")
    published_at: datetime | None = None
    published_raw: str = ""
    language: str = Field(default="", max_length=10)

    @field_validator("title", "publisher", "verdict_raw", "published_raw", mode="before")
    @classmethod
    def _one_line(cls, value: str) -> str:
        return " ".join(clean(value[: 4 * MAX_TITLE]).split())[:MAX_TITLE]

    @field_validator("publisher")
    @classmethod
    def _short(cls, value: str) -> str:
        return value[:160]

    @field_validator("external_id", "language", mode="before")
    @classmethod
    def _fit(cls, value: str) -> str:
        return clean(value)

    @field_validator("claim", "explanation", "conclusion", mode="before")
    @classmethod
    def _plain(cls, value: str) -> str:
        return without_handles(clean(value[:MAX_FIELD])).strip()

    @property
    def content_hash(self) -> str:
        """SHA-256 of everything a reader sees: a change of it is a revision."""
        shown = (self.title, self.claim, self.explanation, self.conclusion, self.verdict, self.verdict_raw)
        parts = [*shown, self.published_on]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
