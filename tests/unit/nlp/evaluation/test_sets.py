"""Sets are read by name or path; what is no answer is refused; what was seen in training is known again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import BadInput
from core.schemas.document import Kind
from nlp.evaluation.gold import read_gold
from nlp.evaluation.seen import Seen, fingerprint, fingerprints, pack
from nlp.evaluation.sets import OWN, read_set

ROW: dict[str, Any] = {"id": 1, "kind": "post", "src": "a", "title": "", "text": "rapat", "cats": ["klaim"]}


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_row_knows_what_it_says_and_no_more(tmp_path: Path) -> None:
    whole = {**ROW, "id": 2, "subs": ["penipuan"], "prio": 2}
    first, second = read_gold(write(tmp_path / "x.jsonl", ROW, whole))
    assert first.truth == {"politik": False, "sara": False, "klaim": True}
    assert first.priority is None
    assert second.truth["klaim.penipuan"]
    assert second.truth["sara.ujaran"] is False
    assert second.priority == 2


def test_a_row_of_a_hostility_set(tmp_path: Path) -> None:
    rows = [{"id": n, "src": "b", "text": "kata", "sara": sara} for n, sara in enumerate((0, 1, None))]
    found = read_gold(write(tmp_path / "x.jsonl", *rows))
    assert [gold.truth for gold in found] == [{"sara.ujaran": False}, {"sara.ujaran": True}]


def test_other_sources_of_a_set_may_answer_another_question(tmp_path: Path) -> None:
    rows = [{"id": 1, "src": "b", "text": "kata", "sara": 1}, {"id": 2, "src": "c", "text": "kata", "hate": 1}]
    assert len(read_gold(write(tmp_path / "x.jsonl", *rows), "b")) == 1
    with pytest.raises(BadInput, match="no row of d"):
        read_gold(tmp_path / "x.jsonl", "d")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({**ROW, "cats": ["sport"]}, "'sport' is no category"),
        ({**ROW, "subs": ["sport"]}, "'sport' is no sub-category"),
        ({key: value for key, value in ROW.items() if key != "cats"}, "no answer"),
        ({**ROW, "text": None}, "text must be a string"),
        ({"id": 1, "text": "a", "sara": None}, "no row"),
    ],
)
def test_what_is_no_answer_is_refused(tmp_path: Path, row: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_gold(write(tmp_path / "x.jsonl", row))


def test_names_of_sets(tmp_path: Path) -> None:
    for name in OWN:
        rows = read_set(name, None).rows
        assert len({row.id for row in rows}) == len(rows) > 20
    assert read_set(str(write(tmp_path / "x.jsonl", ROW)), None).name == "x.jsonl"
    with pytest.raises(BadInput, match="--data"):
        read_set("labels", None)
    with pytest.raises(BadInput, match="no set and no file"):
        read_set("lables", None)


def test_the_functional_suite_swaps_groups_within_a_template() -> None:
    rows = read_set("functional", None).rows
    for template in {row.template for row in rows}:
        assert len({row.group for row in rows if row.template == template}) >= 30
    mirrored = read_set("criticism", None).rows
    assert {row.source for row in mirrored} == {"criticism", "praise"}


def test_a_seen_text_is_known_again_however_it_is_written() -> None:
    marks = pack([fingerprint("", "Rapat di kantor camat."), 0])["marks"]
    seen = Seen(marks, {}, set())
    asked = [
        ("", "RAPAT  di kantor camat"),
        ("Rapat di", "kantor ｃａｍａｔ!"),
        ("", "rapat di kantor bupati"),
        ("", "🔥"),
    ]
    assert seen.texts((fingerprint(*one),) for one in asked).tolist() == [True, True, False, False]


def test_where_nothing_is_known_nothing_counts_as_unseen() -> None:
    assert Seen(None, {}, set()).texts([(1,), (2,)]).all()
    assert Seen(np.array([], dtype=np.uint32), {}, set()).texts([(1,)]).tolist() == [False]


@pytest.mark.parametrize(("kind", "read"), [("news", 420), ("post", 700)])
def test_a_long_text_is_known_by_what_training_read_of_it(kind: Kind, read: int) -> None:
    text = "warga kumpul di balai desa \n\n" * 40
    learned = [fingerprint("Judul", text[:read]), fingerprint("Judul", " ".join(text.split())[:read])]
    assert learned[0] != learned[1]
    for one in learned:  # as posts are cut, and as articles and quoted messages are
        assert Seen(pack([one])["marks"], {}, set()).texts([fingerprints(kind, "Judul", text)]).all()
    seen = Seen(pack(learned)["marks"], {}, set())
    assert seen.texts([fingerprints(kind, "Judul", text), fingerprints(kind, "Judul", "lain " + text)]).tolist() == [
        True,
        False,
    ]
