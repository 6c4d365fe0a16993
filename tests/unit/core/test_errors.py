"""The tree of errors: a docstring is the default message, and every kind has a code, a status and an exit code."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from core import errors
from core.errors import SuarError


def tree(kind: type[SuarError] = SuarError) -> Iterator[type[SuarError]]:
    yield kind
    for below in kind.__subclasses__():
        if below.__module__ == "core.errors":
            yield from tree(below)


EVERY = sorted(tree(), key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", EVERY)
def test_docstring_is_the_message(kind: type[SuarError]) -> None:
    error = kind()
    assert error.message == str(error) == (kind.__doc__ or "").strip()
    assert re.fullmatch(r"[A-Z][^\n]+[.`]", error.message)
    told = kind("Something else.", holder="Rahmi")
    assert (told.message, told.detail) == ("Something else.", {"holder": "Rahmi"})


def test_codes_are_unique() -> None:
    codes = [kind.code for kind in EVERY]
    assert sorted(set(codes)) == sorted(codes)


@pytest.mark.parametrize("kind", EVERY)
def test_status_and_exit_code_are_sensible(kind: type[SuarError]) -> None:
    assert 400 <= kind.status <= 599
    assert 1 <= kind.exit_code <= 11
    assert re.fullmatch(r"[a-z_]+", kind.code)


def test_drawing_at_the_top_of_the_module_names_every_class() -> None:
    drawn = re.findall(r"(?:[├└]── |^)([A-Z]\w+)(?: +exit (\d+))?$", errors.__doc__ or "", re.MULTILINE)
    assert sorted(name for name, _ in drawn) == [kind.__name__ for kind in EVERY]
    for name, code in drawn:
        assert not code or getattr(errors, name).exit_code == int(code), name
