"""A gate follows its path into the metrics and says what is worse, in numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.errors import ConfigError
from nlp.promotion.gates import Gate, compare, read_gates

F1 = Gate("F1", (("out",), ("*",), ("f1",)), "higher", 0.01, None, required=True)
FLIPS = Gate("flips", (("flips",),), "lower", 0.0, 0.02, required=False)


def out(**f1: Any) -> dict[str, Any]:
    return {"out": {name: {"f1": value} for name, value in f1.items()}}


@pytest.mark.parametrize(
    ("gate", "before", "after", "said"),
    [
        (F1, out(a=0.8), out(a=0.79), []),
        (F1, out(a=0.8), out(a=0.789), ["0.8 -> 0.789"]),
        (F1, out(a=0.8), out(a=0.9), []),
        (F1, out(a=0.8, b=0.5), out(a=0.7, b=0.4), ["0.8 -> 0.7", "0.5 -> 0.4"]),
        (F1, out(a=0.8), out(a=0.8, b=0.1), []),
        (F1, out(a=0.8, b=0.1), out(a=0.8), ["not measured in the new one"]),
        (F1, out(a=0.8), out(a=float("nan")), ["not measured", "not measured in the new one"]),
        (F1, out(a=0.8), out(a=None), ["not measured", "not measured in the new one"]),
        (F1, None, {}, ["not measured"]),
        (F1, None, out(a=0.1), []),
        (FLIPS, {"flips": 0.0}, {"flips": 0.001}, ["0 -> 0.001"]),
        (FLIPS, None, {"flips": 0.03}, ["at most 0.02"]),
        (FLIPS, {"flips": 0.36}, {"flips": 0.03}, []),  # beyond the limit, and far better than what is in use
        (FLIPS, {"flips": 0.03}, {"flips": 0.03}, ["at most 0.02"]),
        (FLIPS, {}, {}, []),
    ],
)
def test_what_is_worse(gate: Gate, before: dict[str, Any] | None, after: dict[str, Any], said: list[str]) -> None:
    found = compare([gate], before, after)
    assert [word in str(finding) for word, finding in zip(said, found, strict=True)] == [True] * len(said)


def test_the_finding_names_the_path() -> None:
    (found,) = compare([F1], out(klaim=0.8), out(klaim=0.7))
    assert (found.path, found.current, found.candidate) == ("out/klaim/f1", 0.8, 0.7)


def test_the_shipped_gates_can_be_read_and_ask_for_what_matters() -> None:
    gates = read_gates()
    paths = {"/".join("|".join(step) for step in gate.path) for gate in gates if gate.required}
    for asked in ("f1", "ece_plain", "priority", "mention_flagged_worst", "flips", "criticism_claim", "lost"):
        assert any(asked in path for path in paths), asked


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "names no gate"),
        ("[[gate]]\npath = 3", "path is a list"),
        ("[[gate]]\npath = []", "path is a list"),
        ('[[gate]]\npath = ["a"]\nbetter = "up"', "higher or lower"),
        ('[[gate]]\npath = ["a"]\nbetter = "lower"', "tolerance"),
        ('[[gate]]\npath = ["a"]\nbetter = "lower"\ntolerance = -1', "tolerance"),
        ('[[gate]]\npath = ["a"]\nbetter = "lower"\ntolerance = nan', "tolerance"),
        ('[[gate]]\npath = ["a"]\nbetter = "lower"\ntolerance = 0\nwaiver = true', "use only"),
        ("[[gate", "cannot be used"),
    ],
)
def test_an_unusable_file_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "gates.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=said):
        read_gates(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="Restore"):
        read_gates(tmp_path / "none.toml")
