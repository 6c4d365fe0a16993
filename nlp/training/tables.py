"""Reads the tab-separated tables of configs that training learns from; `#` begins a remark."""

from __future__ import annotations

from collections.abc import Iterator

from core.errors import BadInput
from core.paths import data_dir


def read_table(name: str, columns: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """Yield where each line stands, in words, and its values. Raises: BadInput for another number of columns."""
    path = data_dir("configs") / name
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line and not line.startswith("#"):
            where, values = f"configs/{name}, line {number}", line.split("\t")
            if len(values) != len(columns):
                raise BadInput(f"{where}: {', '.join(columns)} are needed, separated by tabs.")
            yield where, values
