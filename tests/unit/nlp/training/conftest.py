"""Label tables of one's own, in place of those of configs/."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.training import tables


@pytest.fixture
def own_configs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty configs folder that training reads its tables from."""
    (tmp_path / "configs" / "labels").mkdir(parents=True)
    monkeypatch.setattr(tables, "data_dir", lambda name: tmp_path / name)
    return tmp_path / "configs"
