"""What pairs teach: which lines of the label file count, and what single words say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import BadInput
from nlp.claims.frequencies import Frequencies
from nlp.claims.grams import BUCKETS
from nlp.claims.model import logistic
from nlp.encoder.hashed import HashedEncoder
from nlp.training.claims import twins
from nlp.training.claims.compare import learn_pairs, read_annotated_pairs
from nlp.training.claims.fit import fit_with_words

PAIRS = [{"a": "b1", "b": "a1", "title_a": "Gempa Ambon", "title_b": "Gempa di Ambon", "score": 0.9}]


@pytest.fixture
def labels(own_configs: Path) -> Path:
    return own_configs / twins.PAIRS


def test_labels_meet_their_titles_and_undecided_ones_do_not_teach(labels: Path) -> None:
    labels.write_text("# head\nb1\ta1\t1\nb9\ta9\t0\n")
    assert [(row["title_a"], row["label"]) for row in read_annotated_pairs(PAIRS)] == [("Gempa Ambon", 1)]
    labels.write_text("b1\ta1\t2\n")
    assert read_annotated_pairs(PAIRS) == []


@pytest.mark.parametrize("line", ["b1\ta1", "b1\ta1\t3", "b1"])
def test_a_line_of_another_form_is_named(labels: Path, line: str) -> None:
    labels.write_text(f"{line}\n")
    with pytest.raises(BadInput, match=r"pairs\.tsv, line 1"):
        read_annotated_pairs(PAIRS)


def test_a_word_that_tells_claims_apart_is_learned_beside_the_figures() -> None:
    features = np.random.default_rng(0).normal(size=(60, 2))
    same = np.arange(60) % 2 == 0
    apart = [{"video", "rare"} if i == 0 else {"video"} if same[i] else {"bank"} for i in range(60)]
    function, said = fit_with_words(features, apart, same, ("one", "two"), 1e-3)
    assert said["bank"] < 0 < said["video"]
    assert "rare" not in said  # in one pair alone
    margins = function.margins(features) + np.array([sum(said.get(stem, 0.0) for stem in stems) for stems in apart])
    assert ((logistic(margins) > 0.5) == same).all()


def test_what_is_measured_learned_from_no_pair_that_shares_a_title() -> None:
    places = ("Ambon", "Bantul", "Palu", "Medan", "Kupang", "Sorong")
    judged: list[dict[str, Any]] = [
        {"a": f"b{one}{two}", "b": f"a{one}{two}", "title_a": f"Gempa di {one}", "title_b": f"Gempa di {two}"}
        | {"label": int(one == two)}
        for one in places
        for two in places
    ]
    others = [{**judged[0], "a": "b99", "b": "a99", "title_b": "Undian"}, {**PAIRS[0], "title_a": "Undian", "label": 0}]
    others[1] |= {"a": "b98", "b": "a98", "title_b": "Lowongan"}
    known = Frequencies(100, {}, np.zeros(BUCKETS, np.float32))
    _, _, scores = learn_pairs(judged, others, known, HashedEncoder(""))
    assert (scores["pairs"], scores["same"], scores["more"], scores["more_fresh"]) == (36, 6, 2, 1)
    assert 0.0 <= scores["f1"] <= 1.0
