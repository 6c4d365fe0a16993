"""The evidence of the shipped models is faithful: without it the answer falls further than without other words.

Own sentences of the functional suite; needs a version with a transformer in `models/categories`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean

import pytest

from core.paths import data_dir
from core.schemas.analysis import TAXONOMY
from core.schemas.document import Document
from core.settings import Settings
from nlp import in_force
from nlp.categories.stage import CategoryStage, build
from nlp.evaluation.suite import cases, mirrors
from nlp.stage import Draft
from nlp.text.stages import build_normalise

#: Draws of other words of the same length a document.
DRAWS = 4
SENTENCES = 60


def sentences() -> list[str]:
    """Return pairs of the suite's sentences as one post: with one alone there would be no other words to take out."""
    hostile = [case.text for case in cases() if case.identity == "Dayak"]
    criticism = [text for mirror in mirrors() for text in (mirror.criticism, mirror.praise)]
    chosen = random.Random(5)
    return [f"{chosen.choice(hostile)} {chosen.choice(criticism)}" for _ in range(SENTENCES)]


def falls(stage: CategoryStage, texts: Sequence[str]) -> Iterator[tuple[float, float]]:
    """Yield for each answer that is not a no how far it falls without its evidence, and without other words."""
    for text, found in zip(texts, judge(stage, texts), strict=True):
        for category in TAXONOMY:
            if found[category].decision == "no" or not found[category].evidence:
                continue
            spans = [(span.start, span.end) for span in found[category].evidence]
            words = sum(len(text[start:end].split()) for start, end in spans)
            others = [without_words(text, words, seed) for seed in range(DRAWS)]
            answers = [one[category].probability for one in judge(stage, [without(text, spans), *others])]
            yield found[category].probability - answers[0], found[category].probability - mean(answers[1:])


def judge(stage: CategoryStage, texts: Sequence[str]) -> list[dict[str, object]]:
    normal = build_normalise()
    drafts = stage.apply_all([normal.apply(Draft(Document(id="", kind="post", text=text))) for text in texts])
    return [draft.categories or {} for draft in drafts]  # type: ignore[misc]


def without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    return text


def without_words(text: str, count: int, seed: int) -> str:
    """Return the text without a run of words at a random place."""
    words = text.split()
    start = random.Random(f"{seed} {text}").randrange(max(1, len(words) - count + 1))
    return " ".join(words[:start] + words[start + count :])


def measure(folder: Path) -> tuple[int, float, float, float]:
    """Return answers, mean fall without evidence, mean fall without other words, share where evidence counts more."""
    told = list(in_force._told)
    in_force.use(Settings(precise="all"))
    try:
        stage = build(folder)
    finally:
        in_force._told[:] = told
    assert isinstance(stage, CategoryStage)
    if "+all" not in stage.version:
        pytest.skip("this version has no transformer")
    found = list(falls(stage, sentences()))
    evidence, others = [one for one, _ in found], [other for _, other in found]
    return len(found), mean(evidence), mean(others), mean(one > other for one, other in found)


def test_evidence_is_what_the_answer_hangs_on() -> None:
    answers, evidence, others, more = measure(data_dir("models") / "categories")
    assert answers >= 40
    assert evidence >= 2 * others
    assert more >= 0.75
