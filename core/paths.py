"""Finds the data folders, packed into the wheel or in the checkout. Reads nothing else."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def data_dir(name: str) -> Path:
    """Return the folder `configs` or `models`: the packed copy if there is one, else the checkout's."""
    packed = _HERE / f"_{name}"
    return packed if packed.is_dir() else _HERE.parent / name


def suite_dir() -> Path:
    """Return the folder of the functional suite, which judges models here and wherever they are trained anew."""
    packed = _HERE / "_suite"
    return packed if packed.is_dir() else _HERE.parent / "tests" / "eval" / "functional"
