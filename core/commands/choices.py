"""Choices that several commands offer: refuses a code that names nothing, instead of finding nothing."""

from __future__ import annotations


def category(code: str | None) -> str | None:
    """Return the category's code, or None for every category.

    Raises: BadInput when there is no such category.
    """
    from core.errors import BadInput
    from core.schemas.analysis import TAXONOMY

    if code is not None and code not in TAXONOMY:
        raise BadInput(f"There is no category '{code}'. Categories: {', '.join(TAXONOMY)}.")
    return code


def region(code: str | None) -> str | None:
    """Return the region's code, or None for the whole country.

    Raises: BadInput when there is no such region.
    """
    from core.errors import BadInput
    from core.regions.tree import load_tree

    if code and code not in load_tree():
        raise BadInput(f"There is no region '{code}'. Codes look like 73, 73.71 or 73.71.01.")
    return code or None
