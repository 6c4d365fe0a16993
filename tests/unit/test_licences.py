"""The check of licences refuses what does not go with Apache-2.0, and passes as things stand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.licences import is_allowed

SCRIPT = Path(__file__).parents[1] / "licences.py"


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 AND MIT", True),
        ("LGPL-3.0-only", True),
        ("GNU Lesser General Public License v3 (LGPLv3)", True),
        ("GNU Library or Lesser General Public License (LGPL)", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("GPL-3.0-only", False),
        ("GPL-2.0-only AND MIT", False),
        ("(GPL-2.0-only AND MIT) OR AGPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("GNU General Public License v3 (GPLv3)", False),
        ("GNU General Public License (GPL) AND MIT License", False),
        ("GNU Affero General Public License v3", False),
        ("", False),
    ],
)
def test_what_is_allowed(words: str, allowed: bool) -> None:
    assert is_allowed(words) is allowed


def test_dependencies_as_installed_are_allowed() -> None:
    done = subprocess.run([sys.executable, str(SCRIPT)], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    names = {line.split()[0].lower() for line in done.stdout.splitlines()}
    assert {"fastapi", "scrapy", "sqlalchemy"} <= names
    assert names.isdisjoint({"pytest", "hypothesis", "mypy", "suar"})
