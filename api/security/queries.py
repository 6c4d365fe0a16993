"""Refuses query parameters that a route does not know, instead of passing over a filter in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, get_origin

from fastapi import Request
from fastapi.dependencies.models import Dependant

from core.errors import BadInput
from core.store.push_keys import MARK


def check_query(request: Request) -> None:
    """Do nothing when the route knows every parameter, and each that is no list comes once.

    Raises: BadInput naming the parameter.
    """
    if not request.query_params:
        return
    if MARK in str(request.query_params):
        raise BadInput("A push key stands in the address, where logs keep it: revoke it, and send it as a header.")
    known = dict(_parameters(request.scope["route"].dependant))
    for name, times in Counter(key for key, _ in request.query_params.multi_items()).items():
        if name not in known:
            allowed = ", ".join(sorted(known)) or "none"
            raise BadInput(f"There is no parameter '{_shown(name)}' here. Known: {allowed}.")
        if times > 1 and get_origin(known[name]) is not list:
            raise BadInput(f"The parameter '{name}' stands more than once.")


def _parameters(dependant: Dependant) -> Iterator[tuple[str, Any]]:
    for field in dependant.query_params:
        yield field.alias, field.field_info.annotation
    for below in dependant.dependencies:
        yield from _parameters(below)


def _shown(name: str) -> str:
    return "".join(char for char in name[:40] if char.isprintable())
