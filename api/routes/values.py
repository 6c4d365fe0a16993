"""The values that requests carry, each with its bounds: what passes here fits every database and every log."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Header, Path, Query
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from core.errors import BadInput
from core.regions.tree import load_tree
from core.schemas.incoming import clean

#: Largest row number and largest lease token that a column holds.
_MAX_ID, _MAX_TOKEN = 2**63 - 1, 2**31 - 1
#: Years that a filter or a period may name: beyond, the zone offset alone can leave what a clock can say.
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("the text holds a NUL character")
    return clean(text)


def _known_years(moment: datetime) -> datetime:
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError(f"the year must lie between {_FIRST_YEAR} and {_LAST_YEAR}")
    return moment.astimezone(UTC)


class Body(BaseModel):
    """Base of every request body: a field that nobody knows is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Words = Annotated[str, AfterValidator(_no_nul)]
Moment = Annotated[AwareDatetime, AfterValidator(_known_years)]
Token = Annotated[int, Field(strict=True, ge=0, le=_MAX_TOKEN, description="The token of your lease.")]
Number = Annotated[int, Path(ge=1, le=_MAX_ID)]
RegionCode = Annotated[str, Field(pattern=r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2})?)?$", examples=["73", "73.71"])]

Cursor = Annotated[str | None, Query(max_length=200, description="`next` of the page before, with the same filters.")]
Limit = Annotated[int, Query(ge=1, le=200, description="Most items of one page.")]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=80,
        pattern=r"^[\x21-\x7e]+$",
        description="Your name for this write: sent again, it gives the first answer and changes nothing.",
    ),
]


def known_region(code: str | None) -> str | None:
    """Return the code if there is such a region.

    Raises: BadInput otherwise.
    """
    if code is not None and code not in load_tree():
        raise BadInput(f"There is no region {code}. Codes look like 73, 73.71 or 73.71.01.")
    return code
