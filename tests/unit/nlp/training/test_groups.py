"""Near-copies share a group and a fold; different texts do not."""

from __future__ import annotations

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


def test_copies_share_a_fold_and_all_folds_are_used() -> None:
    texts = [[f"kata{i // 2}", *STORY[:8], f"lain{i // 2}", *(f"{w}{i // 2}" for w in STORY)] for i in range(100)]
    folds = assign_folds(texts)
    assert (folds[::2] == folds[1::2]).all()
    assert set(folds.tolist()) == {0, 1, 2, 3, 4}


def test_other_texts_move_no_text_to_another_fold() -> None:
    texts = [[f"{word}{i}" for word in STORY] for i in range(30)]
    others = [[f"{word}-{i}" for word in STORY] for i in range(7)]
    assert assign_folds(texts).tolist() == assign_folds([*others, *texts])[7:].tolist()


def test_a_text_keeps_its_fold_when_its_tokens_change() -> None:
    texts = [["banjir", "di", f"desa{i}", "meluas"] for i in range(40)]
    others = [["air", "bah", f"dusun{i}", "surut"] for i in range(40)]
    marks = list(range(100, 140))
    assert assign_folds(texts, marks=marks).tolist() == assign_folds(others, marks=marks).tolist()
