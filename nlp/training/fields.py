"""Strict reading of one training row: a field that is missing or of another type is an error that names its place."""

from __future__ import annotations

from collections.abc import Container
from typing import Any, cast

from core.errors import BadInput
from core.schemas.document import Kind
from nlp.batch.lines import is_unicode

Row = dict[str, Any]


def text(row: Row, field: str, where: str) -> str:
    """Return the string of a field. Raises: BadInput."""
    value = row.get(field)
    if not isinstance(value, str):
        raise BadInput(f"{where}: {field} must be a string, not {_said(row, field)}.")
    if not is_unicode(value):
        raise BadInput(f"{where}: {field} holds half a character (a lone surrogate).")
    return value


def optional_text(row: Row, field: str, where: str) -> str:
    """Return the string of a field, '' where it is missing or null. Raises: BadInput."""
    return text(row, field, where) if row.get(field) is not None else ""


def names(row: Row, field: str, where: str) -> list[str]:
    """Return the list of strings of a field. Raises: BadInput."""
    value = row.get(field)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadInput(f"{where}: {field} must be a list of strings, not {_said(row, field)}.")
    return value


def flag(row: Row, field: str, where: str) -> bool:
    """Return a field that is 0, 1, true or false. Raises: BadInput."""
    value = row.get(field)
    if not isinstance(value, int) or value not in (0, 1):
        raise BadInput(f"{where}: {field} must be 0 or 1, not {_said(row, field)}.")
    return bool(value)


def kind(row: Row, where: str) -> Kind:
    """Return the kind of the document. Raises: BadInput."""
    value = row.get("kind")
    if value not in ("news", "post"):
        raise BadInput(f"{where}: kind must be news or post, not {_said(row, 'kind')}.")
    return cast(Kind, value)


def fresh_id(row: Row, seen: Container[str], where: str) -> str:
    """Return the id, which no row before has. Raises: BadInput."""
    value = row.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise BadInput(f"{where}: id must be a string or a number, not {_said(row, 'id')}.")
    if str(value) in seen:
        raise BadInput(f"{where}: the id {value} occurs twice.")
    return str(value)


def _said(row: Row, field: str) -> str:
    return repr(row[field])[:60] if field in row else "missing"
