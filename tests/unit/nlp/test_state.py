"""`suar doctor` lets a document through the pipeline and tells what it says of itself."""

from __future__ import annotations

import pytest

from core.errors import ConfigError
from core.schemas.analysis import Analysis, Language
from core.schemas.document import Document
from core.settings import load
from nlp import in_force, state

WELL = "normalise:6 categories:2026.11.30-126bad+selected-0.01"


@pytest.mark.parametrize(
    ("pipeline", "notices", "level", "words"),
    [
        (WELL, (), "good", WELL),
        (WELL, ("regions is off: places.csv",), "bad", "leaves something out"),
        ("categories:rules-1", ("rules only: identities.txt",), "bad", "by rules only"),
        ("categories:2026.11.30-126bad-x+fast-only", ("precise.onnx",), "bad", "fast models alone"),
        ("categories:none", ("no list",), "bad", "not judged"),
    ],
)
def test_what_answers(
    monkeypatch: pytest.MonkeyPatch, pipeline: str, notices: tuple[str, ...], level: str, words: str
) -> None:
    def answer(_: Document) -> Analysis:
        assert in_force.settings() is settings
        language = Language(code="id", confidence=0.9)
        return Analysis(pipeline=pipeline, language=language, priority=0, categories={}, notices=notices)

    settings = load()
    monkeypatch.setattr(state, "analyse", answer)
    (found,) = state.findings(settings)
    assert (found.level, found.fix) == (level, "; ".join(notices))
    assert words in found.what
    assert in_force.settings() is not settings


def test_a_configuration_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Document) -> Analysis:
        raise ConfigError("configs/pipeline.toml is missing")

    monkeypatch.setattr(state, "analyse", fail)
    (found,) = state.findings(load())
    assert (found.level, found.fix) == ("bad", "configs/pipeline.toml is missing")
