"""A model of plain rules instead of the trained one, and a few fact-checks written for the tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.schemas.factcheck import FactCheck
from nlp.artefacts import make_current
from nlp.claims.differ import COLUMNS as APART
from nlp.claims.features import COLUMNS
from nlp.claims.frequencies import Frequencies
from nlp.claims.grams import BUCKETS
from nlp.claims.kept_vectors import encode_all
from nlp.claims.kinds import PLAIN
from nlp.claims.match import Matcher
from nlp.claims.model import ClaimModel, Linear
from nlp.claims.search import Encoded
from nlp.claims.vectors import Nearest
from nlp.encoder.hashed import HashedEncoder
from nlp.training.claims.train import artefact_files
from nlp.training.write import write_version

TITLES = [
    "[SALAH] Lowongan Kerja PT Pertamina Buka 500 Posisi",
    "[SALAH] Lowongan Kerja PT Semen Tonasa Buka 500 Posisi",
    "[HOAKS] Gempa Magnitudo 8 Akan Guncang Bantul",
    "Gempa Magnitudo 8 Akan Guncang Ambon",
    "Air Rebusan Daun Sirsak Menyembuhkan Kanker dalam Tiga Hari",
]


def linear(columns: tuple[str, ...], bias: float = 0.0, **weights: float) -> Linear:
    found = {name.replace("__", "."): weight for name, weight in weights.items()}
    return Linear(columns, np.array([found.get(name, 0.0) for name in columns]), bias)


@pytest.fixture
def model() -> ClaimModel:
    both = (*COLUMNS, *APART)
    functions = {
        f"rank.{PLAIN}": linear(COLUMNS, title__bm25=3.0, title__covered=2.0, claim__covered=1.0),
        f"match.{PLAIN}": linear(both, -6.0, kept=12.0, other_place=-8.0, largest=-12.0, claim__covered=3.0),
        f"related.{PLAIN}": linear(both, -2.0, kept=6.0),
    }
    known = Frequencies(100, {"pt": 30}, np.zeros(BUCKETS, np.float32))
    return ClaimModel("test", functions, {}, {"match": 0.5, "related": 0.4}, known, {"undi": -1.5})


@pytest.fixture
def models(tmp_path: Path, model: ClaimModel) -> Path:
    """Return a task folder that holds the model."""
    files = artefact_files(model.functions, model.known, model.apart)
    columns = {name: list(function.columns) for name, function in model.functions.items()}
    facts = {"version": "test", "texts": model.known.texts, "encoders": {}, "thresholds": model.thresholds}
    write_version(tmp_path / "claims" / "test", files, {**facts, "functions": columns}, {}, "card")
    make_current(tmp_path / "claims" / "test")
    return tmp_path / "claims"


def matcher_of(checks: list[FactCheck], model: ClaimModel) -> Matcher:
    encoder = HashedEncoder("")
    titles = Nearest(encode_all(encoder, [check.title for check in checks]))
    claims = Nearest(encode_all(encoder, [check.claim for check in checks]))
    return Matcher(checks, model, PLAIN, Encoded(encoder, titles, claims))


@pytest.fixture
def checks() -> list[FactCheck]:
    return [FactCheck(title=title, publisher="Contoh", published_on="2026-03") for title in TITLES]


@pytest.fixture
def matcher(checks: list[FactCheck], model: ClaimModel) -> Matcher:
    return matcher_of(checks, model)
