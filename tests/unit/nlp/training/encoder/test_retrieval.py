"""Known-item retrieval: BM25 over stems, fusion, ranks."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("sklearn")

from nlp.training.encoder.negatives import hard_negatives
from nlp.training.encoder.retrieval import Lexical, fused, measured, ranks

TITLES = [
    "Gempa besar mengguncang Malang",
    "Lowongan kerja PT Pertamina",
    "Lowongan kerja PT Pelni",
    "Vaksin menyebabkan kemandulan",
]


def test_words_of_one_stem_count_as_one() -> None:
    scores = Lexical(TITLES).scores(["vaksin katanya disebabkan mandul", "", "xyz"])
    assert scores[0].argmax() == 3
    assert not scores[1:].any()


def test_rare_words_weigh_more_than_common_ones() -> None:
    (scores,) = Lexical(TITLES).scores(["lowongan kerja pelni dibuka"])
    assert scores[2] > scores[1] > scores[0]


def test_equal_scores_share_the_middle_rank() -> None:
    scores = np.array([[3, 1, 1, 0], [0, 0, 0, 0]], np.float32)
    assert ranks(scores, [2, 0]).tolist() == [2.5, 2.5]
    assert ranks(scores, [0, 0]).tolist() == [1.0, 2.5]


def test_measured_counts_first_and_first_ten() -> None:
    assert measured(np.array([1.0, 2.0, 20.0])) == {"mrr": 0.5167, "r1": 0.3333, "r10": 0.6667}


def test_fusion_lets_both_scores_speak() -> None:
    lexical = np.array([[1, 1, 0, 0]], np.float32)
    likeness = np.array([[0.1, 0.9, 0.9, 0.1]], np.float32)
    assert fused(lexical, likeness, 1.0).argmax() == 1
    assert np.isfinite(fused(np.zeros((1, 4), np.float32), likeness, 1.0)).all()


def test_hard_negatives_are_other_instances_of_the_template() -> None:
    lefts = ["Dibuka lowongan kerja di PT Pertamina, daftar sekarang", "Vaksin bikin mandul"]
    found = hard_negatives(lefts, [TITLES[1], TITLES[3]])
    assert 0 not in found[0]
    rights = [*TITLES, "Pertamina lowongan kerja PT"]
    found = hard_negatives(rights, rights)
    assert 4 not in found[1]
    assert all(n not in own for n, own in enumerate(found))
