"""An error can always be said, whatever words it carries."""

from __future__ import annotations

import json

import pytest

from api.problems import problem
from api.routes import paging
from core.errors import BadInput


def test_half_a_character_pair_does_not_break_the_answer() -> None:
    answer = problem(422, "bad_input", "nama \ud800", {}, {})
    assert json.loads(answer.body)["title"] == "nama ?"


def test_what_an_error_carries_cannot_overwrite_its_kind() -> None:
    answer = problem(409, "stale_lease", "lama", {"holder": "Andi", "status": 200, "code": "ok"}, {})
    assert json.loads(answer.body) == {
        "type": "about:blank", "title": "lama", "status": 409, "code": "stale_lease", "holder": "Andi",
    }  # fmt: skip


def test_a_cursor_leads_back_to_its_position() -> None:
    cursor = paging.encode(["signals", {"category": "sara"}], [2, 17])
    assert paging.decode(cursor, ["signals", {"category": "sara"}], 2) == (2, 17)
    assert paging.decode(None, [], 2) is None


@pytest.mark.parametrize(
    "cursor",
    ["", "!", "ä", "bnVsbA", "NQ", "W10", "WzFd", "e30", "/w", paging.encode([], [1]), paging.encode([], [1, 2, 3]),
     paging.encode([], [1, 2**63]), paging.encode(["other"], [1, 2])],
)  # fmt: skip
def test_what_is_no_cursor_of_the_list_is_refused_in_words(cursor: str) -> None:
    with pytest.raises(BadInput, match="first page"):
        paging.decode(cursor, [], 2)


@pytest.mark.parametrize("part", [True, 1.5, "1", None])
def test_a_position_is_made_of_whole_numbers(part: object) -> None:
    with pytest.raises(BadInput):
        paging.decode(paging.encode([], [1, part]), [], 2)  # type: ignore[list-item]
