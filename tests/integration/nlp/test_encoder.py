"""The encoders from their folders: equal vectors by both routes, and a stand-in for every way one can be broken."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.errors import ArtefactError, ConfigError
from core.paths import data_dir
from nlp.artefacts import load_artefact
from nlp.encoder.hashed import HashedEncoder
from nlp.encoder.load import open_encoder
from nlp.encoder.static import StaticEncoder, read_static

TEXTS = [
    "Gempa mengguncang Sumatera, bupati: bukan hoaks!",
    "“Hoaks”  soal\tgempa_2026 – kata  bupati… 7,8 SR\r\n(lihat https://contoh.id/a?b=c%20d)",
    "Café ÀÉÎ ｈｏａｋｓ 𝗵𝗼𝗮𝗸𝘀 gem\u200bpa ho\u0301aks ١٢٣ ½ ﬁ ß İ",
    "🔥🔥 GEMPA 🔥 ۝ मृत्यु 中文 \x00\x07 a\u00a0b c\x0bd",
    "Iki dudu hoaks, nanging lindhu ing Malang. This is English text.",
    "x" * 45 + " " + "9" * 60,
    "gempa " * 1000,
    "@#$%^&*()_+-=[]{}|;':\",./<>?`~\\",
    "gempa [UNK] bupati [PAD][PAD] hoaks",
    "hoaks[UNK]gempa [unk] [PAD [UN[PAD]K] sumatera",
]
SILENT = ["", "   ", "\n\t\u200b"]


def test_both_routes_give_equal_vectors(encoders: Path) -> None:
    _assert_equal_routes(encoders, [*TEXTS, *SILENT])


def test_both_routes_give_equal_vectors_of_the_shipped_encoder() -> None:
    if not (data_dir("models") / "encoder" / "CURRENT").is_file():
        pytest.skip("no encoder is shipped")
    _assert_equal_routes(data_dir("models") / "encoder", TEXTS)


def _assert_equal_routes(task: Path, texts: list[str]) -> None:
    pytest.importorskip("sentence_transformers", reason="needs the extra embed")
    from sentence_transformers import SentenceTransformer

    artefact = load_artefact(task)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of transformers and torch, about themselves
        model = SentenceTransformer(str(artefact.folder), device="cpu", local_files_only=True)
        theirs = np.array(model.encode(texts, show_progress_bar=False))
    assert np.abs(read_static(artefact).encode(texts) - theirs).max() <= 1e-5


@pytest.fixture(scope="module")
def cutter(tmp_path_factory: pytest.TempPathFactory) -> StaticEncoder:
    from tests.integration.nlp.conftest import write_encoder

    return read_static(load_artefact(write_encoder(tmp_path_factory.mktemp("cut"))))


@given(text=st.text(st.characters(max_codepoint=0x17F), max_size=60) | st.text(max_size=30))
@example("gempa [UNK] bupati")
@example("hoaks[PAD]gempa")
def test_plain_texts_are_cut_as_the_tokenizer_cuts_them(cutter: StaticEncoder, text: str) -> None:
    slow = cutter._tokenizer.encode(text.encode("utf-8", "replace").decode(), add_special_tokens=False).ids
    assert cutter.pieces([text]) == [slow]


def test_a_text_does_not_hang_on_its_neighbours(encoders: Path) -> None:
    encoder = read_static(load_artefact(encoders))
    together = encoder.encode([*TEXTS, *SILENT, *TEXTS])
    assert np.abs(together[: len(TEXTS)] - np.concatenate([encoder.encode([text]) for text in TEXTS])).max() < 1e-6
    assert np.array_equal(together[: len(TEXTS)], together[-len(TEXTS) :])


def test_a_flood_of_one_word_is_summed_without_loss(encoders: Path) -> None:
    """Torch is 1e-5 off after 8,000 rows (measured 2026-11-28): only with such texts do the two routes part."""
    encoder = read_static(load_artefact(encoders))
    once, often = encoder.encode(["gempa", "gempa " * 8000])
    assert np.abs(once - often).max() < 1e-6


def test_silent_texts_are_rows_of_zeros(encoders: Path) -> None:
    encoder = read_static(load_artefact(encoders))
    assert not encoder.encode(SILENT).any()
    assert encoder.encode([]).shape == (0, 16)
    assert np.linalg.norm(encoder.encode(TEXTS), axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


def test_a_flood_of_new_words_is_forgotten(encoders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nlp.encoder.static._MOST_WORDS", 50)
    encoder = read_static(load_artefact(encoders))
    before = encoder.encode(["gempa di sumatera"])
    encoder.encode([f"kata{n} x{n}" for n in range(500)])
    assert len(encoder._known) <= 50
    assert np.array_equal(encoder.encode(["gempa di sumatera"]), before)


BREAKS = {
    "cut off": lambda folder: _write(folder / "model.safetensors", lambda old: old[:-100]),
    "one bit": lambda folder: _write(folder / "model.safetensors", lambda old: old[:-1] + bytes([old[-1] ^ 1])),
    "tokenizer": lambda folder: _write(folder / "tokenizer.json", lambda old: old[:50]),
    "no file": lambda folder: (folder / "model.safetensors").unlink(),
    "no manifest": lambda folder: (folder / "manifest.json").unlink(),
    "manifest": lambda folder: _write(folder / "manifest.json", lambda old: b"[]"),
    "no version": lambda folder: (folder.parent / "CURRENT").unlink(),
    "outside": lambda folder: _write(folder / "manifest.json", lambda old: old.replace(b'"modules.json"', b'"../x"')),
}


def _write(path: Path, change: object) -> None:
    path.write_bytes(change(path.read_bytes()))  # type: ignore[operator]


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_artefact_is_replaced_by_the_encoder_of_last_resort(encoders: Path, name: str) -> None:
    BREAKS[name](encoders / "test")
    with pytest.raises(ArtefactError):
        load_artefact(encoders)
    encoder = open_encoder("", encoders)
    assert isinstance(encoder, HashedEncoder)
    assert str(encoders) in encoder.notice or "outside" in encoder.notice
    assert encoder.encode(["gempa"]).any()


@pytest.mark.parametrize("part", ["tokenizer.json", "model.safetensors"])
def test_a_file_that_its_manifest_agrees_with_but_nobody_can_read(encoders: Path, part: str) -> None:
    """Somebody trained another thing into the folder: sums fit, content does not."""
    artefact = load_artefact(encoders)
    artefact.files[part] = b'{"nothing": 1}'
    with pytest.raises(ArtefactError, match=r"static encoder|cannot be read"):
        read_static(artefact)


def test_table_and_vocabulary_must_fit(encoders: Path) -> None:
    from safetensors.numpy import save

    artefact = load_artefact(encoders)
    for table in (np.zeros((3, 16), np.float32), np.zeros((78, 16), np.float16), np.zeros(16, np.float32)):
        artefact.files["model.safetensors"] = save({"embedding.weight": table})
        with pytest.raises(ArtefactError, match="do not fit"):
            read_static(artefact)


def test_the_setting_opens_another_model(encoders: Path) -> None:
    pytest.importorskip("sentence_transformers", reason="needs the extra embed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        other = open_encoder(str(encoders / "test"), encoders)
    own = read_static(load_artefact(encoders))
    assert other.name.startswith("test-")
    assert "sentence-transformers" in other.route
    assert np.abs(other.encode([*TEXTS, *SILENT]) - own.encode([*TEXTS, *SILENT])).max() <= 1e-5


def test_a_model_that_is_not_there_is_refused_in_words(encoders: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(ConfigError, match="setting 'encoder' names nobody/nothing"):
            open_encoder("nobody/nothing", encoders)


@pytest.mark.parametrize("named", ["/nowhere/at/all", "./nope", "../nope", "~/nope", "a/b/c"])
def test_a_folder_that_is_not_there_is_named_with_and_without_torch(encoders: Path, named: str) -> None:
    with pytest.raises(ConfigError, match=f"names {named}, and there is no such folder"):
        open_encoder(named, encoders)
