"""Labels that the guide does not know are refused with the line they stand on."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from core.errors import BadInput
from core.schemas.analysis import TAXONOMY
from nlp.training.contrast import read_contrast
from nlp.training.corpus import read_labels

EVERYTHING: dict[str, Any] = {
    "id": "a",
    "kind": "post",
    "src": "pg2023",
    "title": "",
    "text": "rapat",
    "cats": list(TAXONOMY),
    "subs": [sub for subs in TAXONOMY.values() for sub in subs],
    "prio": 2,
}


NOTHING = {**EVERYTHING, "id": "nothing", "cats": [], "subs": [], "prio": 0}


def write(folder: Path, *rows: dict[str, Any]) -> Path:
    (folder / "labels").mkdir()
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "labels" / "categories_dev.jsonl").write_text(lines, encoding="utf-8")
    return folder


def test_reads_all_outputs(tmp_path: Path) -> None:
    example = read_labels(write(tmp_path, EVERYTHING, NOTHING))[0]
    assert example.targets["sara.ujaran"]
    assert example.targets["prio2"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"cats": ["sport"]}, "'sport' is no category"),
        ({"subs": ["demo"]}, "'demo' is no sub-category"),
        ({"prio": 5}, "priority 5"),
        ({"prio": 1.0}, "priority 1.0"),
        ({"text": "a\ud800"}, "half a character"),
        ({"id": "a"}, "occurs twice"),
    ],
)
def test_refuses_what_the_guide_does_not_know(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInput, match=said) as refused:
        read_labels(write(tmp_path, EVERYTHING, {**EVERYTHING, "id": "b", **change}))
    assert "line 2" in refused.value.message


def test_refuses_a_set_without_a_class(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no example of"):
        read_labels(write(tmp_path, {**EVERYTHING, "subs": []}))


def test_missing_folder_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="--data"):
        read_labels(tmp_path)


def test_contrast_texts_are_readable_and_balanced_enough() -> None:
    examples = read_contrast()
    hostile = [e.targets["sara.ujaran"] for e in examples if "sara.ujaran" in e.targets]
    assert 0.3 < sum(hostile) / len(hostile) < 0.6
    assert all(example.words for example in examples)


def test_every_institution_is_blamed_as_often_as_praised_and_all_weigh_alike() -> None:
    rows = [" ".join(example.words) for example in read_contrast() if example.set == "mirror"]
    blame, praise = (Counter(word for row in side for word in set(row.split())) for side in (rows[::2], rows[1::2]))
    for name in ("bupati", "dprd", "bawaslu", "polres", "pln", "kominfo"):
        assert blame[name] == praise[name] >= 30
        assert abs(blame[name] - blame["gubernur"]) <= 1


def test_sound_headlines_are_no_claim() -> None:
    headlines = [e for e in read_contrast() if e.kind == "news" and "klaim" in e.targets]
    assert len(headlines) >= 80
    assert not any(value for e in headlines for value in e.targets.values())
