"""Training data that cannot be learned from is refused in one line that names the place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("sklearn")

from core.errors import BadInput
from nlp.training.corpus import read_hate, read_labels, read_weak_claims
from tests.unit.nlp.training.test_corpus import EVERYTHING, NOTHING

LABELS = "labels/categories_dev.jsonl"
HATE = "hate/sara_hate_train.jsonl"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def lines(*rows: Any) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("not json\n", "line 1: not JSON"),
        ("[1, 2]\n", "line 1: not a JSON object"),
        (b"\xff\xfe\n", "line 1: not UTF-8"),
        (lines(EVERYTHING) + "\n", "line 2: not JSON"),
        (lines(EVERYTHING) + '{"id": NaN}\n', "line 2: not JSON"),
        ("[" * 100_000 + "\n", "line 1: nested too deeply"),
    ],
)
def test_a_file_that_is_no_json_lines(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_labels(write(tmp_path, LABELS, content))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": None}, "id must be a string or a number, not None"),
        ({"id": ""}, "id must be"),
        ({"src": 3}, "src must be a string, not 3"),
        ({"text": None}, "text must be a string, not None"),
        ({"title": ["a"]}, "title must be a string"),
        ({"kind": "tweet"}, "kind must be news or post, not 'tweet'"),
        ({"cats": "sara"}, "cats must be a list of strings, not 'sara'"),
        ({"subs": [1]}, "subs must be a list of strings"),
        ({"subs": None}, "subs must be a list of strings"),
        ({"prio": "2"}, "priority '2'"),
        ({"cats": ["lain", "politik"], "subs": []}, "lain stands alone"),
        ({"cats": ["politik"], "subs": ["ujaran"]}, "ujaran stands without sara"),
        ({"prio": True}, "priority True"),
    ],
)
def test_a_field_of_another_type(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInput, match="line 2") as refused:
        read_labels(write(tmp_path, LABELS, lines(EVERYTHING, {**EVERYTHING, "id": "b", **change})))
    assert said in refused.value.message


@pytest.mark.parametrize("field", ["id", "kind", "src", "title", "text", "cats", "subs", "prio"])
def test_a_missing_field(tmp_path: Path, field: str) -> None:
    row = {key: value for key, value in EVERYTHING.items() if key != field}
    with pytest.raises(BadInput, match=r"line 1: .*(missing|None)"):
        read_labels(write(tmp_path, LABELS, lines(row)))


def test_a_category_that_every_row_has(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="only examples of politik"):
        read_labels(write(tmp_path, LABELS, lines(EVERYTHING)))
    assert len(read_labels(write(tmp_path, LABELS, lines(EVERYTHING, NOTHING)))) == 2


TWEET: dict[str, Any] = {"src": "x", "id": "1", "text": "a", "sara": 1}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        (lines(TWEET, TWEET), "line 2: the id 1 occurs twice"),
        (lines(TWEET, {**TWEET, "id": "2"}), "all rows of x have the same label"),
        (lines({**TWEET, "sara": "ja"}), "line 1: sara must be 0 or 1, not 'ja'"),
        (lines({**TWEET, "sara": 2}), "line 1: sara must be 0 or 1, not 2"),
        (lines({**TWEET, "text": 5}), "line 1: text must be a string"),
    ],
)
def test_a_hostility_set_that_cannot_be_used(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_hate(write(tmp_path, HATE, content))


def test_a_row_that_does_not_say_is_left_out(tmp_path: Path) -> None:
    rows = lines(TWEET, {**TWEET, "id": "2", "sara": 0}, {**TWEET, "id": "3", "sara": None})
    assert len(read_hate(write(tmp_path, HATE, rows))) == 2


def test_a_weak_set_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"factchecks\.jsonl, line 1: claim must be a string"):
        read_weak_claims(write(tmp_path, "claims/factchecks.jsonl", lines({"claim": 7})))
    write(tmp_path, "claims/factchecks.jsonl", lines({"claim": ""}))
    with pytest.raises(BadInput, match=r"pilkada_jatim_2024\.jsonl, line 1: text must be a string, not missing"):
        read_weak_claims(write(tmp_path, "posts/pilkada_jatim_2024.jsonl", lines({"label": 1})))
