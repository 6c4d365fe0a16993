from __future__ import annotations

from nlp.text.normalise import normalise
from nlp.text.tokens import tokenise
from nlp.training.corpus import Example, outputs
from nlp.training.stock import POSTS, read_stock

NOTHING = dict.fromkeys((*outputs(), "prio1", "prio2"), False)


def post(number: int, source: str = "pilkada", **holds: bool) -> Example:
    text = tokenise(normalise(f"kabar nomor {number} dari desa"))
    return Example("annotated", source, "post", [], text, NOTHING | holds, mark=number)


def test_a_line_behind_a_post_changes_no_label_and_teaches_both_sides() -> None:
    rows = read_stock([*(post(i, politik=True) for i in range(50)), *(post(i) for i in range(50, 100))])
    assert sum(row.targets["politik"] for row in rows) * 2 == len(rows) >= 50 * POSTS
    assert all(row.set == "stock" and "sara.ujaran" not in row.targets for row in rows)
    assert all(" ".join(row.words).startswith("kabar nomor") and len(row.words) > 7 for row in rows)


def test_the_same_posts_each_time_and_none_of_a_non_commercial_set() -> None:
    posts = [*(post(i) for i in range(9)), post(9, source="hate-netifier", politik=True)]
    assert [row.mark for row in read_stock(posts)] == [row.mark for row in read_stock(posts)]
    assert not any(row.targets["politik"] for row in read_stock(posts))
