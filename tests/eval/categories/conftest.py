"""Where the shared data lies; tests that need it skip with a reason when it is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    """Return the data folder beside the checkout."""
    if not (SHARED / "labels" / "categories_dev.jsonl").is_file():
        pytest.skip(f"needs the labelled data in {SHARED}")
    return SHARED
