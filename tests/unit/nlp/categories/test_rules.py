"""Rules are what is left without models: they ask people to look, and never decide."""

from __future__ import annotations

import pytest

from core.schemas.analysis import TAXONOMY, CategoryJudgement
from core.schemas.document import Document
from nlp.categories.rules import read_rules
from nlp.stage import Draft
from nlp.text.stages import build_normalise


def judge(text: str, title: str = "") -> dict[str, CategoryJudgement]:
    return read_rules()(build_normalise().apply(Draft(Document(id="a", kind="post", title=title, text=text))))


def test_a_listed_phrase_makes_unsure_and_is_shown() -> None:
    found = judge("Ada yang bilang Surat  Suara sudah habis.", title="KPU rapat")
    assert found["politik"].decision == found["politik"].subcategories["pemilu"].decision == "unsure"
    assert {span.text for span in found["politik"].evidence} == {"KPU", "Surat  Suara"}
    assert found["sara"].decision == "no"
    assert found["sara"].evidence == ()


def test_nothing_is_ever_a_yes() -> None:
    text = " ".join(read_rules().phrases)
    for category, judgement in judge(text).items():
        assert judgement.decision == "unsure"
        assert set(judgement.subcategories) == set(TAXONOMY[category])
        assert "yes" not in {sub.decision for sub in judgement.subcategories.values()}


def test_every_sub_category_has_words() -> None:
    known = {f"{category}.{sub}" for category, subs in TAXONOMY.items() for sub in subs}
    assert {sub for subs in read_rules().phrases.values() for sub in subs} == known


@pytest.mark.parametrize("text", ["", "🔥", "Jalan di desa itu rusak sejak bulan lalu."])
def test_other_texts_are_no(text: str) -> None:
    assert {one.decision for one in judge(text).values()} == {"no"}
