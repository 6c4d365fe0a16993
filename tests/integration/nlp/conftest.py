"""Tiny encoders written by the tests themselves, so that they do not hang on the shipped ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer, models

from nlp.artefacts import make_current
from nlp.training.encoder.vocabulary import splitter
from nlp.training.encoder.write import static_files
from nlp.training.write import write_version

WORDS = [
    "[PAD]",
    "[UNK]",
    *"abcdefghijklmnopqrstuvwxyz0123456789.,:!?-_'\"“”‘’–—|",
    "gempa",
    "hoaks",
    "bupati",
    "sumatera",
]


@pytest.fixture
def encoders(tmp_path: Path) -> Path:
    """Return a task folder with one static version: every letter is known, and four words."""
    return write_encoder(tmp_path)


def write_encoder(folder: Path) -> Path:
    """Write the task folder below `folder` and return it."""
    pieces = dict.fromkeys([*WORDS, *(f"##{word}" for word in WORDS[2:38])])
    tokenizer = splitter(Tokenizer(models.WordPiece({p: n for n, p in enumerate(pieces)}, unk_token="[UNK]")))
    tokenizer.add_special_tokens(WORDS[:2])  # as `suar train encoder` does it
    table = np.random.default_rng(7).normal(size=(len(pieces), 16)).astype(np.float32)
    table[:2] = 0
    files = static_files(tokenizer, table)
    write_version(folder / "encoder" / "test", files, {"task": "encoder", "version": "test"}, {}, "card")
    make_current(folder / "encoder" / "test")
    return folder / "encoder"
