"""The transformer of a version stays byte for byte beside linear models that were trained anew, and is joined anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn")
pytest.importorskip("onnxruntime")

from core.errors import BadInput
from core.paths import data_dir
from nlp.artefacts import Artefact, load_artefact
from nlp.categories.precise.model import is_precise
from nlp.categories.urgency import read_urgency
from nlp.training import train
from nlp.training.corpus import Example, make_example
from nlp.training.precise.held import FILE, held_file
from nlp.training.precise.join import Linear
from nlp.training.precise.keep import has_precise, keep_precise
from nlp.training.precise.version import PreciseVersion
from nlp.training.urgency import Learned

RUMOUR = "sebarkan katanya besok toko nomor {} dibagi uang dari gubernur"
PLAIN = "harga cabai di pasar nomor {} turun sejak hari senin kemarin"


@pytest.fixture(scope="module")
def shipped() -> Artefact:
    """Return the version that ships."""
    return load_artefact(data_dir("models") / "categories")


@pytest.fixture(scope="module")
def examples(shipped: Artefact) -> list[Example]:
    """Return labelled posts, half of them claims, and rows of both hostility sets."""
    outputs = shipped.manifest["precise"]["outputs"]
    labels = []
    for i in range(60):
        claim = i % 4 < 2
        targets = dict.fromkeys(outputs, False) | dict.fromkeys(("klaim", "klaim.klaim", "sara.ujaran"), claim)
        text = (RUMOUR if claim else PLAIN).format(i)
        labels.append(make_example("labels", "x", "news" if i % 3 == 0 else "post", "", text, targets, i % 3))
    hate = [
        make_example("hate", source, "post", "", f"mereka itu {word} nomor {i}", {"sara.ujaran": word == "najis"}, 0)
        for source in ("ibrohim2019", "netifier")
        for word in ("najis", "ramah")
        for i in range(20)
    ]
    return [*labels, *hate]


def kept(version: Artefact, examples: list[Example], outputs: list[str]) -> tuple[PreciseVersion, list[str]]:
    """Return what `keep_precise` makes of the version, with margins that know the truth half of the time."""
    random = np.random.default_rng(1)
    truth = {o: np.array([example.targets.get(o, False) for example in examples]) for o in outputs}
    linear = {o: np.where(t, 1.0, -1.0) + random.normal(0, 1.5, len(examples)) for o, t in truth.items()}
    urgency = read_urgency(version, tuple(version.manifest["scales"]))
    assert urgency is not None
    said: list[str] = []
    learned = Learned(urgency, dict.fromkeys(range(5), urgency))
    folds = np.arange(len(examples)) % 5
    answers = Linear(examples, folds, linear, version.manifest["scales"], learned)
    return keep_precise(version, answers, said.append), said


def test_files_stay_and_what_is_chosen_is_chosen_anew(shipped: Artefact, examples: list[Example]) -> None:
    assert has_precise(shipped)
    held = held_file(examples, np.ones(len(examples), dtype=bool))
    version = Artefact(shipped.folder, shipped.manifest, {**shipped.files, FILE: held})
    before = shipped.manifest["precise"]
    made, said = kept(version, examples, before["outputs"])
    assert made.files == {name: content for name, content in version.files.items() if is_precise(name)}
    manifest = made.manifest
    assert {name: manifest[name] for name in ("outputs", "max_pieces", "hostility_shares")} == {
        name: before[name] for name in ("outputs", "max_pieces", "hostility_shares")
    }
    assert manifest["mix"].keys() == manifest["scales"].keys() == set(before["outputs"])
    assert manifest["mix"] != before["mix"]
    metrics = made.metrics
    assert metrics["held_out"]["klaim"]["all"]["positives"] == 30
    assert metrics["hostility_by_set"]["netifier"]["rows"] == 40
    assert said[-1] == "the transformer read 140 of 140 texts"


def test_data_without_the_rows_it_never_saw_is_refused(shipped: Artefact, examples: list[Example]) -> None:
    with pytest.raises(BadInput, match="none of the labelled rows"):
        kept(shipped, examples, shipped.manifest["precise"]["outputs"])


def test_such_data_is_refused_before_anything_is_fitted(
    shipped: Artefact, examples: list[Example], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fitted(*_: object) -> None:
        raise AssertionError("too late")

    monkeypatch.setattr(train, "read_sets", lambda *_: examples)
    monkeypatch.setattr(train, "need_labels", lambda _: None)
    monkeypatch.setattr(train, "fit_parts", fitted)
    with pytest.raises(BadInput, match="none of the labelled rows"):
        train.train(tmp_path, tmp_path / "models", version=shipped, say=lambda _: None)


def test_other_outputs_are_refused(shipped: Artefact, examples: list[Example]) -> None:
    with pytest.raises(BadInput, match="--teacher"):
        kept(shipped, examples, shipped.manifest["precise"]["outputs"][1:])


def test_a_version_without_a_transformer_has_none_to_keep(shipped: Artefact) -> None:
    bare = {name: part for name, part in shipped.manifest.items() if name != "precise"}
    assert not has_precise(Artefact(Path("x"), bare, shipped.files))
