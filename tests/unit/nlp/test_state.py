"""`suar doctor` lets a document through the pipeline and tells what it says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import ConfigError
from core.schemas.analysis import Analysis, Language
from core.schemas.document import Document
from core.settings import load
from nlp import in_force, state
from nlp.promotion import log

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
    (found,) = state._analysis(settings)
    assert (found.level, found.fix) == (level, "; ".join(notices))
    assert words in found.what
    assert in_force.settings() is not settings


def test_a_configuration_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Document) -> Analysis:
        raise ConfigError("configs/pipeline.toml is missing")

    monkeypatch.setattr(state, "analyse", fail)
    (found,) = state._analysis(load())
    assert (found.level, found.fix) == ("bad", "configs/pipeline.toml is missing")


@pytest.mark.parametrize(
    ("current", "promoted", "level", "words"),
    [
        ("b", [("a", ""), ("b", "")], "good", "Promoted to be in use: b"),
        ("b", [("b", "floods")], "good", "with an override: floods"),
        ("a", [("a", ""), ("b", "")], "note", "a is in use, and no promotion made it so: the last one was of b"),
        ("a", [], "note", "no promotion made it so"),
    ],
)
def test_what_is_in_use_was_promoted(
    tmp_path: Path, current: str, promoted: list[tuple[str, str]], level: str, words: str
) -> None:
    """Who edits CURRENT by hand passes no gate; the auditor sees it."""
    for version, override in promoted:
        log.append(tmp_path, {"version": version, "override": override})
    (tmp_path / "CURRENT").write_text(f"{current}\n")
    (found,) = state._promotions(tmp_path)
    assert (found.level, words in found.what) == (level, True)


def test_a_changed_log_of_promotions_is_bad(tmp_path: Path) -> None:
    for version in ("a", "b"):
        log.append(tmp_path, {"version": version})
    path = tmp_path / log.NAME
    path.write_text(path.read_text().replace('"a"', '"c"'))
    (tmp_path / "CURRENT").write_text("b\n")
    (found,) = state._promotions(tmp_path)
    assert (found.level, "line 2" in found.fix) == ("bad", True)


def test_without_a_version_the_model_itself_is_what_is_wrong(tmp_path: Path) -> None:
    assert list(state._promotions(tmp_path)) == []
