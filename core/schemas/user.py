"""Who acts: a member of an office, with a role and the subtree that the office sees."""

from __future__ import annotations

from typing import Literal

from core.regions.scope import Scope
from core.schemas.document import Frozen

Role = Literal["viewer", "operator", "analyst", "supervisor", "admin", "auditor"]


class Actor(Frozen):
    """A signed-in person."""

    id: int
    name: str
    role: Role
    office_id: int
    office_name: str
    region: str

    @property
    def scope(self) -> Scope:
        """The subtree that the person's office sees."""
        return Scope(region=self.region)


class Office(Frozen):
    """A Kesbangpol office; the centre has an empty region."""

    id: int
    name: str
    region: str
