"""What is judged by is never learned from, also when a version is tuned further."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest

from core.errors import ArtefactError
from nlp.artefacts import Artefact
from nlp.training.corpus import Example, make_example
from nlp.training.precise.held import FILE, held_file, held_out, learned_from

NOBODY = "kalimat lain tentang harga cabai di pasar pagi ini"


def example(set_: str, text: str) -> Example:
    return make_example(set_, "x", "post", "", text, {"sara.ujaran": False}, 0)


def test_the_first_version_holds_out_a_fold_and_the_next_ones_the_same_rows() -> None:
    examples = [example("labels", f"kalimat nomor {i} tentang hal {i * 7}") for i in range(10)]
    folds = np.arange(10) % 5
    first = held_out(examples, folds, None)
    assert np.flatnonzero(first).tolist() == [0, 5]
    version = Artefact(Path("x"), {}, {FILE: held_file(examples, first)})
    assert (held_out(examples[::-1], np.zeros(10, dtype=np.int64), version) == first[::-1]).all()


def test_a_version_that_does_not_say_what_it_held_out_cannot_be_tuned_further() -> None:
    with pytest.raises(ArtefactError, match=FILE):
        held_out([example("labels", NOBODY)], np.zeros(1, dtype=np.int64), Artefact(Path("x"), {}, {}))


@pytest.mark.parametrize("set_", ["labels", "annotated", "hate", "weak", "feedback"])
def test_no_copy_of_a_held_row_teaches(set_: str) -> None:
    text = "gubernur meresmikan pasar baru di kota ambon pada hari senin kemarin"
    examples = [example("labels", text), example(set_, text + " siang"), example(set_, NOBODY)]
    assert learned_from(examples, np.array([True, False, False])).tolist() == [False, False, True]


def test_contrast_sentences_teach_whole() -> None:
    examples = [example("labels", NOBODY), example("contrast", "usir mereka")]
    assert learned_from(examples, np.array([True, False])).tolist() == [False, True]


def test_the_file_holds_numbers_alone() -> None:
    packed = np.load(io.BytesIO(held_file([example("labels", NOBODY)], np.array([True]))), allow_pickle=False)
    assert packed["marks"].dtype == np.uint32
