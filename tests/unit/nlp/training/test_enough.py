"""Data of which nothing could be learned or measured is refused before training begins."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("sklearn")

from core.errors import BadInput
from core.schemas.document import Kind
from nlp.training.corpus import Example, make_example
from nlp.training.enough import need_both_sides, need_labels
from nlp.training.fit import Task
from nlp.training.record import data_rows


def example(kind: Kind = "post", set_: str = "labels", source: str = "pilpres2019", claim: bool = False) -> Example:
    return make_example(set_, source, kind, "", "rapat warga desa", {"klaim": claim, "prio1": claim}, 0)


@pytest.mark.parametrize(("kinds", "lacking"), [(("post",), "news"), (("news", "news"), "post")])
def test_labels_of_one_kind_are_refused(kinds: tuple[Kind, ...], lacking: str) -> None:
    with pytest.raises(BadInput, match=f"no row of kind {lacking}"):
        need_labels([*map(example, kinds), example(kinds[0], claim=True)])


def test_labels_that_are_all_alike_are_refused() -> None:
    rows = [example("news"), example("post")]
    need_labels([*rows, example(claim=True)])
    for row in rows:
        row.targets["klaim"] = row.kind == "news"
    with pytest.raises(BadInput, match="the same of prio1"):
        need_labels(rows)


def task(output: str, *truth: bool) -> Task:
    ones = np.ones(len(truth), np.float32)
    return Task(output, np.arange(len(truth)), np.array(truth), ones, 0 * ones)


FOLDS = np.array([0, 0, 1, 1])


@pytest.mark.parametrize(
    ("truth", "said"),
    [
        ((True, True, False, False), "a yes of klaim"),
        ((False, False, True, False), "a yes of klaim"),
        ((True, False, True, True), "a no of klaim"),
        ((False, False, False, False), "a yes of klaim"),
    ],
)
def test_an_output_that_one_fold_knows_alone_is_refused(truth: tuple[bool, ...], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        need_both_sides([task("klaim@said", *truth)], FOLDS)


def test_an_output_that_every_fold_can_learn_passes() -> None:
    need_both_sides([task("klaim", True, False, True, False)], FOLDS)


def test_rows_whose_licence_nobody_named_are_refused() -> None:
    assert [one["name"] for one in data_rows([example(), example(set_="hate", source="netifier")])] == [
        "hate/netifier",
        "labels",
    ]
    with pytest.raises(BadInput, match="'kantor', whose licence is not known"):
        data_rows([example(set_="hate", source="kantor")])
