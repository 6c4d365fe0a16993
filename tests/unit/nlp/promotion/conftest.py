"""Versions written by the tests themselves: small models that load, with metrics as the tests want them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("sklearn")

from core.schemas.analysis import TAXONOMY
from nlp.evaluation.seen import FILE, fingerprint, pack
from nlp.training.fit import Fitted
from nlp.training.write import npz, part_files, write_version

WORDS = ["demo", "hoaks"]

WriteVersion = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> WriteVersion:
    """Return the maker of versions below `tmp_path`: `write("a", {"f1": 0.8}, seen=["a text it learned from"])`."""
    matter = [o for c, subs in TAXONOMY.items() for o in (c, *(f"{c}.{s}" for s in subs)) if o != "sara.ujaran"]
    outputs = {"matter": [*matter, "prio1", "prio2"], "hostility": ["sara.ujaran"]}

    def make(version: str, metrics: dict[str, Any], seen: Sequence[str] | None = None, threshold: float = 1.0) -> Path:
        scale = {"slope": 1.0, "intercept": 0.0, "yes_from": threshold, "unsure_from": 0.5}
        files = {} if seen is None else {FILE: npz(pack(fingerprint("", text) for text in seen))}
        for part, names in outputs.items():
            weights = np.full((len(WORDS), len(names)), 0.01, np.float32)
            fitted = Fitted(np.ones(len(WORDS), np.float32), weights, np.zeros(len(names), np.float32))
            files |= part_files(part, fitted, WORDS)
        scales = {output: {"news": scale, "post": scale} for names in outputs.values() for output in names}
        write_version(
            tmp_path / version, files, {"version": version, "outputs": outputs, "scales": scales}, metrics, ""
        )
        return tmp_path / version

    return make
