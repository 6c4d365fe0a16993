"""The transformer for matching, from its folder: no torch, no neighbour that moves a vector, nothing that stops it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, processors

pytest.importorskip("onnx")

from core.errors import ArtefactError
from core.settings import Settings
from nlp.artefacts import load_artefact, make_current
from nlp.encoder import state
from nlp.encoder.load import open_precise
from nlp.encoder.precise import PreciseEncoder, read_precise
from nlp.training.encoder.write import transformer_files
from nlp.training.precise.graph import write_bert
from nlp.training.write import write_version
from tests.tiny_precise import HEADS, WIDTH, random_weights

LETTERS = ["<s>", "<pad>", "</s>", "<unk>", *"abcdefghijklmnopqrstuvwxyz:"]
TEXTS = [
    "gempa di malang",
    "hoaks",
    "Iki dudu hoaks. This is English.",
    "x" * 50_000,
    "a b " * 12_500,
    "🔥",
    "\ud800 a",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a task folder with a random transformer of one layer that reads letters."""
    tokenizer = Tokenizer(models.WordLevel({letter: n for n, letter in enumerate(LETTERS)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    files = transformer_files(tokenizer, random_weights(1, len(LETTERS)), HEADS, write_bert)
    manifest = {"task": "claims_encoder", "version": "test", "prefix": "query: ", "longest": 32, "width": WIDTH}
    write_version(tmp_path / "test", files, manifest, {}, "card")
    make_current(tmp_path / "test")
    return tmp_path


@pytest.fixture
def encoder(folder: Path) -> PreciseEncoder:
    return read_precise(load_artefact(folder))


def test_rows_have_length_one_and_silent_texts_are_zero(encoder: PreciseEncoder) -> None:
    rows = encoder.encode([*TEXTS, "", " \n"])
    assert rows.shape == (len(TEXTS) + 2, WIDTH)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1.0] * len(TEXTS) + [0.0, 0.0], abs=1e-5)
    assert encoder.encode([]).shape == (0, WIDTH)


def test_a_text_does_not_hang_on_its_neighbours(encoder: PreciseEncoder) -> None:
    together = encoder.encode(TEXTS)
    assert np.abs(together - np.concatenate([encoder.encode([text]) for text in TEXTS])).max() < 1e-5


def test_a_text_is_read_up_to_its_limit_and_keeps_its_end(encoder: PreciseEncoder) -> None:
    assert [len(ids) for ids in encoder._cut(["x" * 50_000, "ab"])] == [32, 11]
    assert encoder._cut(["x" * 50_000])[0][-1] == LETTERS.index("</s>")
    long, longer = encoder.encode(["ab" * 40, "ab" * 400])
    assert np.array_equal(long, longer)


@pytest.mark.parametrize(
    "change",
    [
        {"model.onnx": b""},
        {"model.onnx": b"\x08\x07garbage"},
        {"tokenizer.json": b"{}"},
    ],
)
def test_content_that_nobody_can_read_is_an_artefact_error(folder: Path, change: dict[str, bytes]) -> None:
    artefact = load_artefact(folder)
    artefact.files.update(change)
    with pytest.raises(ArtefactError, match="encoder for matching"):
        read_precise(artefact)


def test_a_damaged_or_missing_model_is_none_and_the_doctor_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said() -> list[tuple[str, str]]:
        open_precise.cache_clear()
        return [(one.level, one.what) for one in state.findings(Settings())][1:]

    monkeypatch.setattr(state, "data_dir", lambda name: folder.parent)
    monkeypatch.setattr(state, "PRECISE", folder.name)
    assert said() == [("good", f"Encoder for matching claims_encoder-test: {PreciseEncoder.route}")]
    (folder / "test" / "model.onnx").write_bytes(b"x")
    assert open_precise.__wrapped__(folder) is None
    assert said() == [("bad", "The encoder for matching cannot be used")]
    (folder / "CURRENT").unlink()
    assert said()[0][0] == "note"


def test_the_doctor_names_the_encoder_and_what_computes_it(encoders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def first(**settings: Any) -> tuple[str, str, str]:
        found = next(iter(state.findings(Settings(**settings))))
        return found.level, found.what, found.fix

    monkeypatch.setattr(state, "data_dir", lambda name: encoders.parent)
    level, what, _ = first()
    assert (level, "encoder-test" in what, "numpy" in what) == ("good", True, True)
    level, what, fix = first(encoder="nobody/nothing")
    assert (level, what) == ("bad", "Encoder nobody/nothing")
    assert "setting 'encoder'" in fix
    (encoders / "CURRENT").unlink()
    monkeypatch.setattr(state, "STATIC", "absent")
    level, what, fix = first()
    assert (level, "hashed" in what, "CURRENT" in fix) == ("bad", True, True)
