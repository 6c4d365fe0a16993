"""What forms carry: texts without characters that no text has, and numbers that every database holds."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from pydantic import AfterValidator, Field

from core.schemas.incoming import clean

#: Line ends as browsers send them in forms, made plain, and what no text carries taken out.
Typed = Annotated[str, AfterValidator(lambda text: clean(text.replace("\r\n", "\n")))]
Token = Annotated[int, Field(ge=0, le=2**31 - 1)]
Number = Annotated[int, Path(ge=1, le=2**63 - 1)]
