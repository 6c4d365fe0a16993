"""One line of a fact-check file into a record: the field names of docs/batch.md and those that files in use have."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from core.factchecks.dates import read_date
from core.factchecks.frames import message_of
from core.factchecks.verdicts import split_headline, verdict_of
from core.schemas.factcheck import FactCheck


class BadLine(Exception):
    """The line cannot be used; `reason` is its name in the ledger, `detail` says what is wrong."""

    def __init__(self, reason: str, detail: str) -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason}: {detail}")


class FactCheckLine(BaseModel):
    """The fields of a line. Whatever else it carries, author names among it, is not read."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    id: str = ""
    title: str = ""
    claim: str = ""
    explanation: str = ""
    conclusion: str = ""
    verdict: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    language: str = Field(default="", pattern=r"^[A-Za-z]{0,3}(-[A-Za-z0-9-]{0,8})?$")

    @field_validator("*", mode="before")
    @classmethod
    def _text(cls, value: Any) -> Any:
        """Take null for absent and whole numbers for text: ids and years are often written as numbers."""
        if value is None:
            return ""
        return str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18 else value


#: Other names of a field, where the contract's own is missing.
_ALSO = {"explanation": ("explain",), "verdict": ("rating",), "date": ("published_at",), "publisher": ("source_name",)}


def unread(values: dict[str, Any]) -> list[str]:
    """Return the names of a line's fields that `read_line` does not read."""
    read = set(FactCheckLine.model_fields)
    for name, others in _ALSO.items():
        if not values.get(name):
            read.update([other for other in others if values.get(other)][:1])
    return [name for name in values if name not in read]


def read_line(values: dict[str, Any]) -> FactCheck:
    """Return the fact-check of a line; its URL is as given, only checked for its scheme.

    Raises: BadLine.
    """
    given = {**values}
    for name, others in _ALSO.items():
        if not given.get(name):
            given[name] = next((given[other] for other in others if given.get(other)), None)
    try:
        line = FactCheckLine.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadLine("bad_field", f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    if not (line.title.strip() or line.claim.strip()):
        raise BadLine("no_text", "neither title nor claim")
    if line.url and not line.url.startswith(("http://", "https://")):
        raise BadLine("bad_field", "url: not an http address")
    return _fact_check(line)


def _fact_check(line: FactCheckLine) -> FactCheck:
    head = split_headline(line.title)
    words = line.verdict or head.words
    dated = read_date(line.date)
    try:
        return FactCheck(
            url=line.url or None,
            external_id=line.id,
            publisher=line.publisher,
            title=head.rest,
            claim=message_of(line.claim[:60_000]),
            explanation=line.explanation,
            conclusion=line.conclusion,
            verdict=verdict_of(words),
            verdict_raw=words,
            published_on=dated.on,
            published_at=dated.at,
            published_raw=line.date,
            language=line.language[:10].lower(),
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise BadLine("bad_field", f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
