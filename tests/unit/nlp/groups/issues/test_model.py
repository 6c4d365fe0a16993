"""A damaged artefact of grouping is refused in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import ArtefactError
from core.paths import data_dir
from nlp.artefacts import Artefact, load_artefact
from nlp.groups.issues.model import load_model, read_model

Change = Callable[[dict[str, bytes]], None]


def stored() -> Artefact:
    return load_artefact(data_dir("models") / "issues")


def test_the_shipped_model_can_be_used() -> None:
    model = load_model()
    assert model.texts > 1000
    assert 0 < model.by_encoder[""].join < 1
    assert model.common.max() < 1


def without(name: str) -> Change:
    def change(files: dict[str, bytes]) -> None:
        del files[name]

    return change


def with_weights(content: object) -> Change:
    def change(files: dict[str, bytes]) -> None:
        files["weights.json"] = json.dumps(content).encode()

    return change


@pytest.mark.parametrize(
    "change",
    [
        without("background.npz"),
        without("weights.json"),
        with_weights({}),
        with_weights({"": {"bias": 1, "join": 0.2, "final": 0.2, "weights": {"title": 1}}}),
        with_weights([]),
    ],
)
def test_a_file_that_does_not_fit_is_refused(change: Change) -> None:
    good = stored()
    files = dict(good.files)
    change(files)
    with pytest.raises(ArtefactError, match="suar train"):
        read_model(Artefact(Path("models/issues/x"), good.manifest, files))
