"""Near-copies share a group and a fold; different texts do not."""

from __future__ import annotations

import numpy as np

from nlp.training.groups import assign_folds, group_copies

STORY = [
    "bupati",
    "membuka",
    "rapat",
    "logistik",
    "pemilihan",
    "di",
    "kantor",
    "kecamatan",
    "bersama",
    "panitia",
    "dan",
    "saksi",
    "partai",
]


def test_copies_share_a_group() -> None:
    groups = group_copies([STORY, [*STORY, "kemarin"], ["harga", "cabai", "naik", "di", "pasar"], []])
    assert groups[0] == groups[1]
    assert len({groups[0], groups[2], groups[3]}) == 3


def test_groups_stay_in_one_fold() -> None:
    groups = np.arange(100) // 2
    folds = assign_folds(groups)
    assert (folds[::2] == folds[1::2]).all()
    assert set(folds.tolist()) == {0, 1, 2, 3, 4}
