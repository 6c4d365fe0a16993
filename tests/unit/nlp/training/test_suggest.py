"""What to label next: unsure and unlike each other, a share by chance, the same under the same seed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from core.schemas.analysis import TAXONOMY, CategoryJudgement, Decision, Judgement
from nlp.training.suggest import Asked, suggest, uncertainty, yes_edges


def asked(number: int, chance: float, decision: Decision = "no", text: str = "") -> Asked:
    sure = Judgement(probability=0.001, decision="no")
    categories = {
        category: CategoryJudgement(
            probability=chance if category == "klaim" else 0.001,
            decision=decision if category == "klaim" else "no",
            subcategories=dict.fromkeys(subs, sure),
        )
        for category, subs in TAXONOMY.items()
    }
    return Asked(f"{number:04}", "post", "kabar warga", text or f"{number}", categories)


def places(texts: Sequence[str]) -> NDArray[np.float32]:
    """Place each text on a circle by the number that it is; copies fall together."""
    angles = np.array([float(text.split()[-1]) for text in texts])
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def scattered(texts: Sequence[str]) -> NDArray[np.float32]:
    """Place each text somewhere else: unit vectors in 32 dimensions."""
    rows = np.stack([np.random.default_rng(int(text.split()[-1])).normal(size=32) for text in texts])
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_the_least_sure_come_first_and_say_why() -> None:
    pool = [*(asked(n, 0.01) for n in range(50)), asked(100, 0.2, "unsure"), asked(101, 0.12, "unsure")]
    lines = suggest([*pool, asked(200, 0.2, "yes")], 2, 0.0, 0, places)
    assert [line["id"] for line in lines] == ["0100", "0101"]
    assert (lines[0]["reason"], lines[0]["output"], lines[0]["uncertainty"]) == ("uncertain", "klaim", 1.0)


def test_what_is_undecided_counts_more_than_a_probability_of_a_half() -> None:
    edges = yes_edges([asked(0, 0.2, "yes"), asked(1, 0.9, "yes")])
    assert uncertainty(asked(2, 0.05, "unsure"), edges)[0] > uncertainty(asked(3, 0.5, "yes"), edges)[0]
    assert uncertainty(asked(4, 0.25, "yes"), edges)[0] > uncertainty(asked(5, 0.5, "yes"), edges)[0]
    assert uncertainty(asked(6, 0.15), edges)[0] > uncertainty(asked(7, 0.05), edges)[0]
    assert uncertainty(asked(8, 0.2, "unsure"), edges) == (1.0, "klaim")


def test_mostly_undecided_texts_are_suggested_where_yes_begins_low() -> None:
    chances = np.random.default_rng(3).uniform(0.0, 1.0, 400)
    pool = [
        asked(n, chance, "yes" if chance >= 0.2 else "unsure" if chance >= 0.1 else "no")
        for n, chance in enumerate(chances.tolist())
    ]
    lines = suggest(pool, 30, 0.0, 0, scattered)
    assert sum(line["decision"] == "unsure" for line in lines) > 15
    assert sum(line["probability"] > 0.4 for line in lines) < 5


@pytest.mark.parametrize("text", ["", "🔥😡", "https://contoh.id/a @warga 12 !!!"])
def test_a_text_without_words_is_never_suggested(text: str) -> None:
    bare = Asked("a", "post", "", text, asked(1, 0.5, "unsure").categories)
    for share in (0.0, 1.0):
        assert [line["id"] for line in suggest([bare, asked(2, 0.1)], 5, share, 0, places)] == ["0002"]


def test_a_share_is_drawn_by_chance_from_everything() -> None:
    pool = [asked(n, 0.5 if n < 100 else 0.001) for n in range(1000)]
    lines = suggest(pool, 100, 0.3, 1, scattered)
    control = [line for line in lines if line["reason"] == "control"]
    assert len(control) == 30
    assert sum(line["probability"] < 0.1 for line in control) > 15  # most of the pool is sure, so most of the control
    assert len({line["id"] for line in lines}) == 100


def test_copies_are_suggested_once() -> None:
    pool = [asked(n, 0.5, text="1.0") for n in range(50)] + [asked(100, 0.3, text="3.0")]
    assert len(suggest(pool, 10, 0.0, 0, places)) == 2


def test_the_choice_is_spread_out() -> None:
    crowd = [asked(n, 0.5, text=f"{0.3 * n / 200}") for n in range(200)]
    far = [asked(900, 0.4, text="1.6"), asked(901, 0.4, text="3.1"), asked(902, 0.4, text="4.7")]
    found = {line["id"] for seed in range(3) for line in suggest([*crowd, *far], 8, 0.0, seed, places)}
    assert {"0900", "0901", "0902"} <= found


def test_the_same_seed_gives_the_same_choice_in_any_order() -> None:
    pool = [asked(n, (n % 97) / 97) for n in range(300)]
    first = suggest(pool, 20, 0.2, 7, places)
    assert first == suggest(pool[::-1], 20, 0.2, 7, places)
    assert first != suggest(pool, 20, 0.2, 8, places)


@pytest.mark.parametrize("share", [0.0, 0.2, 1.0])
def test_a_small_pool_is_suggested_whole_but_for_copies(share: float) -> None:
    pool = [asked(n, 0.4) for n in range(3)]
    assert sorted(line["id"] for line in suggest(pool, 10, share, 0, places)) == ["0000", "0001", "0002"]
    assert suggest([], 10, share, 0, places) == []


def test_texts_without_words_do_not_break_the_choice() -> None:
    def nothing(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.zeros((len(texts), 4), np.float32)

    assert len(suggest([asked(n, 0.0) for n in range(5)], 3, 0.0, 0, nothing)) == 3
