"""The numbers that a new version is held to, and what compares them: any path in metrics.json, named in a file."""

from __future__ import annotations

import hashlib
import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from core.errors import ConfigError
from core.paths import data_dir

#: One step of a path: the keys that may stand there, `*` for any.
Step = tuple[str, ...]
_KEYS = {"name", "path", "better", "tolerance", "limit", "required"}


@dataclass(frozen=True, slots=True)
class Gate:
    """One number, or a family of them, that may not get worse by more than the tolerance."""

    name: str
    path: tuple[Step, ...]
    better: Literal["higher", "lower"]
    tolerance: float
    limit: float | None  #: what no version may pass that is not better than the one in use
    required: bool  #: a version without any such number is refused

    def loss(self, before: float, after: float) -> float:
        """Return by how much `after` is worse than `before`, negative when it is better."""
        return before - after if self.better == "higher" else after - before


@dataclass(frozen=True, slots=True)
class Finding:
    """One number on which the new version does not pass."""

    gate: str
    path: str
    current: float | None
    candidate: float | None
    why: str

    def __str__(self) -> str:
        return f"{self.gate} ({self.path}): {self.why}"


def read_gates(path: Path | None = None) -> list[Gate]:
    """Return the gates of configs/evaluation/gates.toml.

    Raises: ConfigError when the file cannot be read, is empty, or an entry cannot be used.
    """
    path = path or data_dir("configs") / "evaluation" / "gates.toml"
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("gate", [])
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} cannot be used: {error}. Restore it from the release.") from error
    if not isinstance(entries, list) or not entries:
        raise ConfigError(f"{path} names no gate: without one any model would pass. Restore it from the release.")
    return [_gate(path, number, entry) for number, entry in enumerate(entries, start=1)]


def edition(path: Path | None = None) -> str:
    """Return the hash of configs/evaluation/gates.toml: who widens a tolerance leaves a trace. Raises: ConfigError."""
    path = path or data_dir("configs") / "evaluation" / "gates.toml"
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}. Restore it from the release.") from error


def compare(gates: list[Gate], current: Mapping[str, Any] | None, candidate: Mapping[str, Any]) -> list[Finding]:
    """Return every number on which the candidate is worse than the version in use, or passes a limit.

    What the version in use never measured can only break a limit. A limit is no reason to keep a version that is
    further beyond it.
    """
    return [finding for gate in gates for finding in _findings(gate, current or {}, candidate)]


def _findings(gate: Gate, current: Mapping[str, Any], candidate: Mapping[str, Any]) -> Iterator[Finding]:
    before, after = dict(_numbers(gate, current)), dict(_numbers(gate, candidate))
    if gate.required and not after:
        path = "/".join("|".join(step) for step in gate.path)
        yield Finding(gate.name, path, None, None, "not measured")
    for path in sorted(before.keys() | after.keys()):
        old, new = before.get(path), after.get(path)
        if why := _fault(gate, old, new):
            yield Finding(gate.name, path, old, new, why)


def _fault(gate: Gate, old: float | None, new: float | None) -> str:
    """Return what is wrong with the new number, or ''."""
    if new is None:
        return f"{_shown(old)} in the version in use, not measured in the new one"
    if old is not None and gate.loss(old, new) > gate.tolerance + 1e-9:
        return f"{_shown(old)} -> {_shown(new)}, tolerance {gate.tolerance:g}"
    beyond = gate.limit is not None and gate.loss(gate.limit, new) > 1e-9
    if beyond and (old is None or gate.loss(old, new) > -1e-9):
        word = "at least" if gate.better == "higher" else "at most"
        return f"{_shown(new)}, must be {word} {gate.limit:g}"
    return ""


def _shown(number: float | None) -> str:
    return "-" if number is None else f"{number:.4f}".rstrip("0").rstrip(".")


def _numbers(gate: Gate, metrics: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """Yield the path and value of every finite number that the gate's path leads to."""
    for path, value in _follow(gate.path, metrics):
        if (number := _number(value)) is not None:
            yield "/".join(path), number


def _follow(steps: tuple[Step, ...], value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    if not steps:
        yield (), value
        return
    if not isinstance(value, Mapping):
        return
    for key in value if "*" in steps[0] else steps[0]:
        if key in value:
            yield from (((key, *rest), found) for rest, found in _follow(steps[1:], value[key]))


def _gate(path: Path, number: int, entry: Any) -> Gate:
    where = f"{path}, gate {number}"
    if not isinstance(entry, dict) or entry.keys() - _KEYS:
        raise ConfigError(f"{where}: use only {', '.join(sorted(_KEYS))}.")
    steps = entry.get("path")
    if not isinstance(steps, list) or not steps or not all(map(_is_step, steps)):
        raise ConfigError(f"{where}: path is a list of keys of metrics.json; a step may be a list of keys, or *.")
    if entry.get("better") not in ("higher", "lower"):
        raise ConfigError(f"{where}: better is higher or lower.")
    tolerance, limit = _number(entry.get("tolerance")), _number(entry.get("limit"))
    if tolerance is None or tolerance < 0 or (limit is None and "limit" in entry):
        raise ConfigError(f"{where}: tolerance is a number from 0 on, limit a number if it stands there.")
    return Gate(
        name=str(entry.get("name") or "/".join(map(str, steps))),
        path=tuple((step,) if isinstance(step, str) else tuple(step) for step in steps),
        better=entry["better"],
        tolerance=tolerance,
        limit=limit,
        required=entry.get("required") is True,
    )


def _is_step(step: Any) -> bool:
    return isinstance(step, str) or (isinstance(step, list) and bool(step) and all(isinstance(k, str) for k in step))


def _number(value: Any) -> float | None:
    """Return a finite number, None for everything else."""
    usable = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if usable else None
