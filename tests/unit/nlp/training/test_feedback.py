"""Feedback teaches under caps: nobody outweighs the labels, however many rows a file holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("sklearn")

from core.errors import BadInput, ConfigError
from nlp.training.corpus import Example
from nlp.training.feedback import Caps, Lesson, capped, read_caps, read_feedback

CAPS = Caps(user_share=0.02, feedback_share=0.2)
ROW: dict[str, Any] = {
    "id": "signal:1:1", "kind": "post", "title": "", "text": "rapat", "category": "klaim", "says": {"klaim": False},
    "weight": 1.0, "by": ["u1"], "reviewed_by": "u2",
}  # fmt: skip


def write(path: Path, *rows: Any) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def lesson(*by: str, category: str = "klaim", weight: float = 1.0) -> Lesson:
    return Lesson(Example("feedback", "feedback", "post", [], [], {category: True}, weight=weight), category, by)


def test_a_row_becomes_an_example(tmp_path: Path) -> None:
    (one,) = read_feedback(write(tmp_path / "f.jsonl", {**ROW, "weight": 0.5}))
    assert (one.example.set, one.example.targets, one.example.weight) == ("feedback", {"klaim": False}, 0.5)
    assert one.by == ("u1",)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"category": "sport"}, "'sport' is no category"),
        ({"says": {}}, "says must name"),
        ({"says": {"klaim.x": True}}, "no output of klaim"),
        ({"says": {"sara": True}}, "no output of klaim"),
        ({"says": {"klaim": 1}}, "true or false"),
        ({"by": []}, "names nobody"),
        ({"by": "u1"}, "list of strings"),
        ({"weight": 0}, "weight must be"),
        ({"weight": 5}, "weight must be"),
        ({"weight": 5e-324}, "weight must be"),
        ({"weight": "1"}, "weight must be"),
        ({"text": None}, "text must be"),
        ({"kind": "x"}, "kind must be"),
        ({"id": None}, "id must be"),
    ],
)
def test_a_row_that_cannot_be_used(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInput, match="line 1") as refused:
        read_feedback(write(tmp_path / "f.jsonl", {**ROW, **change}))
    assert said in refused.value.message


def test_a_repeated_row_and_an_empty_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="occurs twice"):
        read_feedback(write(tmp_path / "f.jsonl", ROW, ROW))
    with pytest.raises(BadInput, match="is empty"):
        read_feedback(write(tmp_path / "f.jsonl"))


def test_a_file_that_is_not_there_is_not_sought_in_the_data_folder(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"rows\.jsonl cannot be read: No such file.*--feedback") as refused:
        read_feedback(tmp_path / "rows.jsonl")
    assert "--data" not in refused.value.message


def test_few_rows_count_as_they_were_reviewed() -> None:
    examples, report = capped([lesson("a"), lesson("b", weight=0.5)], 1000, CAPS)
    assert [example.weight for example in examples] == [1.0, 0.5]
    assert report["klaim"]["people_capped"] == 0


def test_one_person_with_five_hundred_rows_counts_for_twenty() -> None:
    examples, report = capped([lesson("poison")] * 500 + [lesson("a")] * 10, 1000, CAPS)
    weights = [example.weight for example in examples]
    assert sum(weights[:500]) == pytest.approx(20)
    assert weights[500:] == [1.0] * 10
    assert report["klaim"]["people_capped"] == 1


def test_categories_are_capped_apart() -> None:
    examples, _ = capped([lesson("a")] * 100 + [lesson("a", category="politik")] * 10, 1000, CAPS)
    by_category = {c: sum(e.weight for e in examples if c in e.targets) for c in ("klaim", "politik")}
    assert by_category == {"klaim": pytest.approx(20), "politik": pytest.approx(10)}


@given(
    st.lists(
        st.builds(
            lambda by, weight: lesson(*by, weight=weight),
            st.lists(st.sampled_from("abcdefghijklmnop"), min_size=1, max_size=2, unique=True),
            st.floats(0.01, 1.0),
        ),
        min_size=1,
        max_size=200,
    ),
    st.integers(10, 300),
)
def test_no_person_and_no_flood_passes_the_caps(lessons: list[Lesson], labelled: int) -> None:
    examples, _ = capped(lessons, labelled, CAPS)
    total = sum(example.weight for example in examples)
    assert total <= CAPS.feedback_share * labelled + 1e-6
    for user in {user for one in lessons for user in one.by}:
        own = [e.weight / len(o.by) for e, o in zip(examples, lessons, strict=True) if user in o.by]
        assert sum(own) <= CAPS.user_share * labelled + 1e-6


def test_the_shipped_caps(tmp_path: Path) -> None:
    assert read_caps().user_share <= 0.05
    path = tmp_path / "caps.toml"
    for text in ("", "user_share = 0.5\nfeedback_share = 0.2", 'user_share = "a"\nfeedback_share = 1'):
        path.write_text(text)
        with pytest.raises(ConfigError):
            read_caps(path)
