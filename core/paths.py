"""Finds the data folders `configs` and `models`, packed into the wheel or beside the checkout. Reads nothing else."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def data_dir(name: str) -> Path:
    """Return the folder `configs` or `models`: the packed copy if there is one, else the checkout's."""
    packed = _HERE / f"_{name}"
    return packed if packed.is_dir() else _HERE.parent / name
