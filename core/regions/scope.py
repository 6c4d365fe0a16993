"""The one predicate that decides what an office may see: the subtree of its region. Used by every store call."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, true

from core.schemas.document import Frozen


class Scope(Frozen):
    """The subtree under a region code; the empty code is the whole country."""

    region: str

    def covers(self, code: str) -> bool:
        """Tell whether the code lies in the subtree; only the centre covers what has no region."""
        return not self.region or code == self.region or code.startswith(self.region + ".")


#: What the system itself works with; never given to a person.
EVERYTHING = Scope(region="")


def within(column: ColumnElement[str], scope: Scope) -> ColumnElement[bool]:
    """Return the condition that the column's region code lies in the scope."""
    if not scope.region:
        return true()
    return or_(column == scope.region, column.startswith(scope.region + ".", autoescape=True))
