"""Nearest rows, quickly and exactly; vectors kept beside a file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlp.claims import vectors
from nlp.claims.kept_vectors import encode_all, kept
from nlp.claims.vectors import Nearest
from nlp.encoder.contract import unit_rows
from nlp.encoder.hashed import HashedEncoder

TEXTS = ["gempa di Ambon", "", "lowongan kerja"]


def test_the_quick_look_finds_what_the_exact_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(1)
    directions = draw.normal(size=(40, 256)).astype(np.float32)
    rows = unit_rows(draw.normal(size=(3000, 40)).astype(np.float32) @ directions)
    exact = Nearest(rows)
    monkeypatch.setattr(vectors, "_MANY", 1000)
    quick = Nearest(rows)
    assert quick._codes is not None
    for query in rows[:20]:
        assert set(exact.nearest(query, 10).tolist()) == set(quick.nearest(query, 10).tolist())


def test_a_row_of_zeros_is_near_nothing() -> None:
    encoder = HashedEncoder("")
    rows = Nearest(encode_all(encoder, TEXTS))
    assert 1 not in rows.nearest(encoder.encode(["gempa"])[0], 3)
    assert rows.nearest(np.zeros(encoder.width, np.float32), 3).tolist() == []


def test_vectors_are_kept_and_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, encoder = tmp_path / "checks.jsonl", HashedEncoder("")
    made = kept(path, encoder, TEXTS)
    monkeypatch.setattr(HashedEncoder, "encode", None)  # nothing is encoded again
    np.testing.assert_array_equal(kept(path, encoder, TEXTS), made)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nonsense", b"\x93NUMPY"])
def test_a_broken_file_of_vectors_is_made_anew(tmp_path: Path, content: bytes) -> None:
    path, encoder = tmp_path / "checks.jsonl", HashedEncoder("")
    made = kept(path, encoder, TEXTS)
    (beside,) = tmp_path.glob("*.npz")
    beside.write_bytes(content)
    np.testing.assert_array_equal(kept(path, encoder, TEXTS), made)


def test_other_texts_have_other_vectors(tmp_path: Path) -> None:
    path, encoder = tmp_path / "checks.jsonl", HashedEncoder("")
    kept(path, encoder, TEXTS)
    assert kept(path, encoder, TEXTS[:2]).shape[0] == 2


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    path = tmp_path / "absent" / "checks.jsonl"
    assert kept(path, HashedEncoder(""), TEXTS).shape[0] == 3


def test_what_was_kept_for_an_older_state_goes_and_nothing_else(tmp_path: Path) -> None:
    path, encoder = tmp_path / "checks[1].jsonl", HashedEncoder("")
    kept(path, encoder, TEXTS)
    kept(tmp_path / "checks[1].jsonl.old", encoder, TEXTS)
    neighbours = set(tmp_path.glob("*.old.*"))
    path.write_text("{}")
    kept(path, encoder, TEXTS[:2])
    (left,) = set(tmp_path.glob("*.npz")) - neighbours
    assert len(neighbours) == 1
    assert set(tmp_path.iterdir()) == {path, left, *neighbours}
    np.testing.assert_array_equal(kept(path, encoder, TEXTS[:2]), kept(path, encoder, TEXTS)[:2])


def test_a_file_that_cannot_be_put_in_place_leaves_nothing_behind(tmp_path: Path) -> None:
    path, encoder = tmp_path / "checks.jsonl", HashedEncoder("")
    made = kept(path, encoder, TEXTS)
    (beside,) = tmp_path.glob("*.npz")
    beside.unlink()
    beside.mkdir()
    np.testing.assert_array_equal(kept(path, encoder, TEXTS), made)
    assert list(tmp_path.iterdir()) == [beside]
