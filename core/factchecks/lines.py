"""One line of a fact-check file into a record: the field names of docs/batch.md and those that files in use have."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from core.factchecks.dates import read_date
from core.factchecks.frames import message_of
from core.factchecks.verdicts import decisive, split_headline, verdict_of
from core.schemas.factcheck import FactCheck
from core.unseen import is_readable

#: Whole numbers below are taken for text: what ids are made of, those of posts on X and of 128 bits too.
LARGEST_NUMBER = 10**40


class BadLine(Exception):
    """The line cannot be used; `reason` is its name in the ledger, `detail` says what is wrong.

    `field` is the one that is to blame, as the line names it; empty where it is no single one.
    """

    def __init__(self, reason: str, detail: str, field: str = "") -> None:
        self.reason, self.detail, self.field = reason, detail, field
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
        whole = isinstance(value, int) and not isinstance(value, bool)
        return str(value) if whole and abs(value) < LARGEST_NUMBER else value


#: Other names of a field, where the contract's own is missing.
_ALSO = {"explanation": ("explain",), "verdict": ("rating",), "date": ("published_at",), "publisher": ("source_name",)}


def unread(values: dict[str, Any]) -> list[str]:
    """Return the names of a line's fields that `read_line` does not read."""
    read = {*FactCheckLine.model_fields, *(_given_as(values, name) for name in _ALSO)}
    return [name for name in values if name not in read]


def read_line(values: dict[str, Any]) -> FactCheck:
    """Return the fact-check of a line; its URL is as given, only checked for its scheme.

    Raises: BadLine.
    """
    given = values | {name: values.get(_given_as(values, name)) or None for name in _ALSO}
    try:
        line = FactCheckLine.model_validate(given)
        check = _fact_check(line)
    except ValidationError as error:
        raise _bad_field(error, values) from None
    if not (is_readable(check.title) or is_readable(check.claim)):
        raise BadLine("no_text", "neither title nor claim")
    if line.url and not line.url.startswith(("http://", "https://")):
        raise BadLine("bad_field", "url: not an http address", "url")
    return check


def read_leaving_out(values: dict[str, Any], left_out: dict[str, str], needed: str = "") -> FactCheck:
    """Return the record of a line without the fields that cannot be read; `left_out` takes what is wrong with each.

    Raises: BadLine where what is wrong is no single field, or is with the one that is `needed`.
    """
    while True:
        try:
            return read_line(values)
        except BadLine as problem:
            if problem.field == needed or problem.field not in values:
                raise
            left_out[problem.field] = problem.detail
            values = {name: value for name, value in values.items() if name != problem.field}


def _given_as(values: dict[str, Any], name: str) -> str:
    """Return under which of its names the line gives the field."""
    return next((one for one in (name, *_ALSO.get(name, ())) if values.get(one)), name)


def _bad_field(error: ValidationError, values: dict[str, Any]) -> BadLine:
    first = error.errors()[0]
    place = [str(part) for part in first["loc"]]
    field = "id" if place[0] == "external_id" else _given_as(values, place[0])
    return BadLine("bad_field", f"{'.'.join([field, *place[1:]])}: {first['msg']}", field)


def _fact_check(line: FactCheckLine) -> FactCheck:
    head = split_headline(line.title)
    words = decisive(line.verdict, head)
    dated = read_date(line.date)
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
