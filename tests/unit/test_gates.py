"""Every rights gate and every row on evasion is in docs/gates.md, with tests that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS = [f"B{n}" for n in range(1, 13)] + [f"T{n}" for n in range(1, 10)]


def named_tests() -> dict[str, list[str]]:
    """Return the tests that the page names for each row."""
    lines = (ROOT / "docs" / "gates.md").read_text(encoding="utf-8").splitlines()
    rows = [re.split(r"\s*\|\s*", line.strip("| ")) for line in lines if re.match(r"\| [BT]\d+ \|", line)]
    return {row[0]: re.findall(r"`(tests/[^`]+)`", row[2]) for row in rows}


@pytest.mark.parametrize("row", ROWS)
def test_each_row_has_a_test_that_exists(row: str) -> None:
    named = named_tests().get(row)
    assert named, f"docs/gates.md names no test for {row}"
    for one in named:
        path, _, function = one.partition("::")
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, one
