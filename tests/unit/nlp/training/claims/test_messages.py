"""What claims are learned from: files of another form and too few messages are told, not a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.errors import BadInput
from core.schemas.factcheck import FactCheck
from nlp.training.claims.compare import read_pairs
from nlp.training.claims.drawn import HELD, UNSEEN_FROM, draw
from nlp.training.claims.messages import Message, Store, read_store

PAIR = {"a": "x", "b": "y", "title_a": "Gempa\u2028Ambon", "title_b": "Gempa di Ambon", "score": 0.7, "label": 1}
CHECK = {"id": "x", "title": "Gempa Ambon", "claim": "Gempa besar di Ambon tadi malam", "date": "2026-01-02"}


def write(folder: Path, name: str, *lines: Any) -> None:
    (folder / "claims").mkdir(exist_ok=True)
    written = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    (folder / "claims" / name).write_text("\n".join(written) + "\n", encoding="utf-8")


def test_files_are_read(tmp_path: Path) -> None:
    write(tmp_path, "factchecks.jsonl", CHECK, CHECK)
    write(tmp_path, "candidate_pairs.jsonl", PAIR, "")
    write(tmp_path, "pairs_dev.jsonl", PAIR, {**PAIR, "label": 2})
    store = read_store(tmp_path)
    assert (store.ids, len(store.messages), len(store.pairs)) == (["x", "x"], 2, 1)
    assert read_pairs(tmp_path) == [PAIR]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({**PAIR, "title_b": None}, "line 2: title_b is missing"),
        ({key: PAIR[key] for key in ("a", "b", "label")}, "title_a, title_b, score is missing"),
        ({**PAIR, "score": "0.7"}, "score is missing or of another kind"),
        ("{", "line 2 is no JSON"),
        ("[1]", "line 2 is no JSON object"),
    ],
)
def test_a_pair_of_another_form_is_named(tmp_path: Path, line: Any, told: str) -> None:
    write(tmp_path, "factchecks.jsonl", CHECK)
    write(tmp_path, "candidate_pairs.jsonl", PAIR, line)
    with pytest.raises(BadInput, match=rf"candidate_pairs\.jsonl, {told}|{told}"):
        read_store(tmp_path)


@pytest.mark.parametrize("name", ["factchecks.jsonl", "candidate_pairs.jsonl"])
def test_a_missing_file_and_a_line_that_is_no_object_are_named(tmp_path: Path, name: str) -> None:
    write(tmp_path, "factchecks.jsonl", CHECK)
    write(tmp_path, "candidate_pairs.jsonl", PAIR)
    write(tmp_path, name, "7")
    with pytest.raises(BadInput, match=rf"{name}, line 1 is no JSON object"):
        read_store(tmp_path)
    (tmp_path / "claims" / name).unlink()
    with pytest.raises(BadInput, match=name):
        read_store(tmp_path)


def store_of(dates: list[str]) -> Store:
    messages = [Message(f"Pesan {row}", row, date) for row, date in enumerate(sorted(dates))]
    return Store([FactCheck(title="x")] * len(dates), messages, {}, {}, [], [])


@pytest.mark.parametrize("dates", [[], ["2026-02-01"] * 300, ["2025-01-01"] * (HELD + 9), ["2026-02-01"] * (HELD + 9)])
def test_too_few_messages_are_told(dates: list[str]) -> None:
    with pytest.raises(BadInput, match=r"messages \(`claim`\) from before 2025-11"):
        draw(store_of(dates))


def test_what_is_measured_is_newer_than_what_is_learned() -> None:
    drawn = draw(store_of(["2025-03-01"] * 40 + ["2025-12-01"] * 30 + ["2026-02-01"] * HELD))
    assert (len(drawn.older), len(drawn.unseen), len(drawn.newest)) == (40, 30, HELD)
    assert max(one.date for one in drawn.older) < UNSEEN_FROM <= min(one.date for one in drawn.unseen)
    assert max(one.date for one in drawn.unseen) < min(one.date for one in drawn.newest)
