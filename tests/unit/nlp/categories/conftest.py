"""A tiny artefact written by the tests themselves, so that they do not hang on the shipped one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn")

from core.schemas.analysis import TAXONOMY
from nlp.artefacts import make_current
from nlp.training.fit import Fitted
from nlp.training.write import part_files, write_version

WORDS = ["demo", "hoaks", "hina", "pemilu", "T:pemilu", "#hoa"]
PUSHES = {"politik": {"pemilu": 6.0, "demo": 3.0}, "klaim": {"hoaks": 6.0}, "politik.pemilu": {"pemilu": 6.0}}


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """Return a task folder with one version: `pemilu` is politik, `hoaks` is klaim, `hina` is ujaran."""
    matter = [o for c, subs in TAXONOMY.items() for o in (c, *(f"{c}.{s}" for s in subs)) if o != "sara.ujaran"]
    matter += ["prio1", "prio2"]
    files = part_files("matter", fitted(matter, PUSHES), WORDS)
    files |= part_files("hostility", fitted(["sara.ujaran"], {"sara.ujaran": {"hina": 6.0}}), WORDS)
    scale = {"slope": 1.0, "intercept": -1.0, "yes_from": 1.0, "unsure_from": 0.5}
    manifest = {
        "version": "test",
        "outputs": {"matter": matter, "hostility": ["sara.ujaran"]},
        "scales": {output: {"news": scale, "post": scale} for output in [*matter, "sara.ujaran"]},
    }
    write_version(tmp_path / "categories" / "test", files, manifest, {}, "card")
    make_current(tmp_path / "categories" / "test")
    return tmp_path / "categories"


def fitted(outputs: list[str], pushes: dict[str, dict[str, float]]) -> Fitted:
    weights = np.full((len(WORDS), len(outputs)), 0.01, np.float32)
    for output, words in pushes.items():
        for word, weight in words.items():
            weights[WORDS.index(word), outputs.index(output)] = weight
    return Fitted(np.ones(len(WORDS), np.float32), weights, np.zeros(len(outputs), np.float32))
