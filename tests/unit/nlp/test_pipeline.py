"""The pipeline answers whole whatever one stage does."""

from __future__ import annotations

import pytest

from core.errors import BadInput
from core.schemas.analysis import TAXONOMY
from core.schemas.document import Document
from nlp import analyse_text, pipeline
from nlp.stage import Draft


class Broken:
    name = "categories"
    version = "broken"

    def apply(self, draft: Draft) -> Draft:
        raise RuntimeError("odd text")


@pytest.fixture
def fresh() -> object:
    pipeline._built.cache_clear()
    pipeline.pipeline_version.cache_clear()
    yield None
    pipeline._built.cache_clear()
    pipeline.pipeline_version.cache_clear()


def test_answer_has_every_part() -> None:
    answer = analyse_text("Bupati Luwu membuka rapat pemilihan di Kecamatan Bua kemarin", kind="news")
    assert set(answer.categories) == set(TAXONOMY)
    assert answer.language.code == "id"
    assert all(name in answer.pipeline for name in pipeline.configured_stages())


def test_same_document_same_answer() -> None:
    text = "awas surat suara di gowa katanya sudah dicoblos, sebarkan sebelum dihapus"
    assert analyse_text(text) == analyse_text(text)


def test_failing_stage_costs_only_its_part(fresh: object, monkeypatch: pytest.MonkeyPatch) -> None:
    build = pipeline.build_stage
    monkeypatch.setattr(pipeline, "build_stage", lambda name: Broken() if name == "categories" else build(name))
    answer = pipeline.analyse(Document(id="a", text="Bupati Luwu membuka rapat di kantor itu"))
    assert {c.decision for c in answer.categories.values()} == {"unsure"}
    assert any("odd text" in notice for notice in answer.notices)
    assert answer.language.code == "id"


def test_stage_that_cannot_be_built_is_off(fresh: object, monkeypatch: pytest.MonkeyPatch) -> None:
    build = pipeline.build_stage

    def fail(name: str) -> object:
        if name == "regions":
            raise OSError("table missing")
        return build(name)

    monkeypatch.setattr(pipeline, "build_stage", fail)
    answer = pipeline.analyse(Document(id="a", text="Bupati Luwu membuka rapat"))
    assert answer.regions == ()
    assert "regions:off" in answer.pipeline
    assert any("table missing" in notice for notice in answer.notices)


def test_named_stages_only() -> None:
    answer = analyse_text("Bupati Luwu membuka rapat pemilihan umum", stages=["regions"])
    assert {c.decision for c in answer.categories.values()} == {"unsure"}
    with pytest.raises(BadInput):
        analyse_text("x", stages=["magic"])
