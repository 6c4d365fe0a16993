"""Versions with a tiny transformer beside the tiny linear models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")

from core.schemas.analysis import TAXONOMY
from core.schemas.document import Document
from core.settings import Settings
from nlp import in_force
from nlp.stage import Draft
from nlp.text.stages import build_normalise
from tests.tiny_precise import add_precise, word_files

OUTPUTS = [o for c, subs in TAXONOMY.items() for o in (c, *(f"{c}.{s}" for s in subs))] + ["prio1", "prio2"]
WORDS = ["rahasia", "bocor", "kata", "usir", "golongan"]
PUSHES = {"klaim": {"rahasia": 9.0, "bocor": 9.0}, "sara.ujaran": {"usir": 12.0}, "politik": {"kata": -9.0}}


@pytest.fixture
def settings() -> Iterator[Callable[..., None]]:
    """Return a function that lets the pipeline use other settings, for one test."""
    before = list(in_force._told)

    def change(**values: Any) -> None:
        in_force.use(Settings(**values))

    change(precise="all")
    yield change
    in_force._told[:] = before


@pytest.fixture
def precise(models: Path, settings: Callable[..., None]) -> Path:
    """Return a task folder where the transformer alone knows `rahasia` and `bocor` (klaim) and `usir` (ujaran)."""
    add_precise(models / "test", word_files(WORDS, OUTPUTS, PUSHES), OUTPUTS)
    return models


def drafted(text: str, title: str = "", kind: Any = "post", name: str = "a") -> Draft:
    """Return the draft as it comes to the stage."""
    return build_normalise().apply(Draft(Document(id=name, kind=kind, title=title, text=text)))
