"""Grouping does not fall below its floors, and is better than the methods of the field."""

from __future__ import annotations

from dataclasses import replace
from statistics import mean

import numpy as np
import pytest

from nlp.groups.issues.final import group_all
from nlp.groups.issues.model import load_model
from nlp.groups.issues.view import DocumentView
from nlp.groups.issues.words import BUCKETS
from nlp.training.issues.background import count_background
from nlp.training.issues.score import score
from nlp.training.issues.stories import StorySet, read_story_sets
from tests.eval.issues.baselines import keyword_communities, one_pass, single_link
from tests.eval.issues.report import DATA, METHODS_ALONE, shipped

needs_data = pytest.mark.skipif(not DATA.exists(), reason="the headlines are not beside the checkout")

#: Least means over the sets of headlines, each left out of the fit of its weights. Written beside the version when it
#: was trained, on 2026-11-28: .509 and .921 in the end, without an encoder.
PAIRS, BCUBED = 0.49, 0.915


@pytest.fixture(scope="module")
def headlines() -> list[StorySet]:
    return [one for one in read_story_sets(DATA) if one.name.startswith("headlines")]


def test_no_figure_of_the_shipped_version_has_fallen() -> None:
    for modes in shipped().values():
        scores = [found for name, found in modes["final"].items() if name.startswith("headlines")]
        assert mean(one["pairs_f1"] for one in scores) >= PAIRS
        assert mean(one["bcubed_f1"] for one in scores) >= BCUBED


@needs_data
def test_the_shipped_weights_do_what_was_measured(headlines: list[StorySet]) -> None:
    one = headlines[0]
    texts, counts = count_background(DATA, {" ".join(view.title.split()) for view in one.views})
    common = np.zeros(BUCKETS, np.float32)
    common[list(counts)] = np.array(list(counts.values())) / texts
    model = replace(load_model(), common=common, texts=texts)
    views = [DocumentView(at, v.title, v.text, v.at, v.source, v.regions) for at, v in enumerate(one.views)]
    found = score(one.stories, group_all(views, model=model))
    measured = shipped()["without an encoder"]["final"][one.name]
    assert found["pairs_f1"] >= measured["pairs_f1"] - 0.05
    assert found["bcubed_f1"] >= measured["bcubed_f1"] - 0.01


@needs_data
def test_the_methods_of_the_field_are_worse(headlines: list[StorySet]) -> None:
    ours = [shipped()["without an encoder"]["final"][one.name] for one in headlines]
    for method, threshold in ((METHODS_ALONE, 0.0), (single_link, 0.4), (one_pass, 0.35)):
        theirs = [score(one.stories, method(one, threshold)) for one in headlines]
        for figure in ("pairs_f1", "bcubed_f1"):
            assert mean(one[figure] for one in ours) > mean(one[figure] for one in theirs)


class Spelling:
    """Stands in for an encoder."""

    name = "spelling"

    def encode(self, texts: list[str]) -> object:
        from nlp.encoder.hashed import HashedEncoder

        return HashedEncoder().encode(texts)


@needs_data
def test_keyword_communities_are_worse(headlines: list[StorySet]) -> None:
    one = headlines[0]
    found = score(one.stories, keyword_communities(one, Spelling(), 0.5))  # type: ignore[arg-type]
    assert found["bcubed_f1"] < shipped()["without an encoder"]["final"][one.name]["bcubed_f1"]
