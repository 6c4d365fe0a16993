"""The artefact: what is written is read, and a damaged one is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import ArtefactError
from nlp.artefacts import load_artefact
from nlp.claims.model import ClaimModel, read_model
from tests.manifests import change_manifest


def test_what_is_written_is_read(models: Path, model: ClaimModel) -> None:
    read = read_model(load_artefact(models))
    assert read.thresholds == model.thresholds
    assert dict(read.known.stems) == {"pt": 30}
    assert dict(read.apart) == {"undi": -1.5}
    assert read.function("rank", "plain").columns == model.function("rank", "plain").columns
    with pytest.raises(ArtefactError, match=r"rank\.precise"):
        read.function("rank", "precise")


@pytest.mark.parametrize(
    "name", ["alone.txt.gz", "apart.txt.gz", "functions.npz", "grams.npz", "names.txt.gz", "stems.txt.gz"]
)
def test_a_damaged_file_is_refused(models: Path, name: str) -> None:
    path = models / "test" / name
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(ArtefactError, match="does not match"):
        read_model(load_artefact(models))


def test_weights_that_do_not_fit_their_columns_are_refused(models: Path) -> None:
    change_manifest(models / "test", lambda manifest: manifest["functions"]["rank.plain"].pop())
    with pytest.raises(ArtefactError, match=r"rank\.plain"):
        read_model(load_artefact(models))


@pytest.mark.parametrize("name", ["version", "functions", "texts", "thresholds", "encoders"])
def test_a_manifest_that_lacks_something_is_refused(models: Path, name: str) -> None:
    change_manifest(models / "test", lambda manifest: manifest.pop(name))
    with pytest.raises(ArtefactError, match=name):
        read_model(load_artefact(models))


@pytest.mark.parametrize("value", [0.0, 1.5, float("nan"), "much", None])
def test_a_threshold_that_is_no_probability_is_refused(models: Path, value: object) -> None:
    change_manifest(models / "test", lambda manifest: manifest["thresholds"].update(match=value))
    with pytest.raises(ArtefactError, match="holds no claim model"):
        read_model(load_artefact(models))


def test_a_missing_file_of_the_manifest_is_refused(models: Path) -> None:
    change_manifest(models / "test", lambda manifest: manifest["files"].pop("functions.npz"))
    with pytest.raises(ArtefactError, match="functions"):
        read_model(load_artefact(models))
