"""The stage judges with a model, and without one it says so instead of failing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.schemas.analysis import TAXONOMY, CategoryJudgement, weaker
from core.schemas.document import Document
from nlp.categories import stage as stage_module
from nlp.categories.stage import CategoryStage, RuleStage, WithoutModel, build
from nlp.stage import Draft
from nlp.text.stages import build_normalise


def judge(models: Path, text: str, title: str = "", kind: str = "post") -> dict[str, CategoryJudgement]:
    document = Document(id="a", kind=kind, title=title, text=text)  # type: ignore[arg-type]
    draft = build(models).apply(build_normalise().apply(Draft(document)))
    assert draft.categories is not None
    return draft.categories


def test_words_decide_and_are_shown(models: Path) -> None:
    found = judge(models, "besok ada pemilu di kota kami")
    assert found["politik"].decision == "yes"
    assert found["klaim"].decision == "no"
    assert [span.text for span in found["politik"].evidence] == ["pemilu"]
    assert found["klaim"].evidence == ()


def test_evidence_is_a_slice_of_the_original(models: Path) -> None:
    text = "ini p\u200bem\u200bilu kita semua"
    span = judge(models, text)["politik"].evidence[0]
    assert text[span.start : span.end] == span.text == "p\u200bem\u200bilu"


def test_evidence_in_the_title(models: Path) -> None:
    found = judge(models, "rapat berjalan lancar kemarin", title="Jelang Pemilu", kind="news")
    assert {(span.field, span.text) for span in found["politik"].evidence} == {("title", "Pemilu")}


def test_yes_of_a_sub_is_yes_of_its_category(models: Path) -> None:
    found = judge(models, "mereka terus hina kami semua")
    assert found["sara"].subcategories["ujaran"].decision == "yes"
    assert found["sara"].decision == "yes"
    assert found["sara"].evidence[0].text == "hina"


@pytest.mark.parametrize("text", ["", "🔥🔥", "https://x.id", "!!!"])
def test_without_words_everything_is_no(models: Path, text: str) -> None:
    found = judge(models, text)
    assert {c: j.decision for c, j in found.items()} == dict.fromkeys(TAXONOMY, "no")
    assert all(set(found[c].subcategories) == set(subs) for c, subs in TAXONOMY.items())


def test_one_word_is_at_most_unsure(models: Path) -> None:
    assert judge(models, "pemilu")["politik"].decision == "unsure"


def test_intact_artefact_loads(models: Path) -> None:
    stage = build(models)
    assert isinstance(stage, CategoryStage)
    assert stage.version == "test"


def spoil_byte(folder: Path) -> None:
    path = folder / "test" / "matter.npz"
    path.write_bytes(path.read_bytes()[:-1] + b"x")


def spoil_manifest(folder: Path) -> None:
    (folder / "test" / "manifest.json").write_text("{", encoding="utf-8")


def remove_file(folder: Path) -> None:
    (folder / "test" / "hostility.vocab.txt.gz").unlink()


def point_outside(folder: Path) -> None:
    (folder / "CURRENT").write_text("../../etc\n", encoding="utf-8")


def remove_pointer(folder: Path) -> None:
    (folder / "CURRENT").unlink()


def drop_scale(folder: Path) -> None:
    _change(folder, lambda manifest: manifest["scales"].pop("klaim"))


def drop_version(folder: Path) -> None:
    _change(folder, lambda manifest: manifest.pop("version"))


def list_scales(folder: Path) -> None:
    _change(folder, lambda manifest: manifest.update(scales=[]))


def _change(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "test" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize(
    "spoil",
    [
        spoil_byte,
        spoil_manifest,
        remove_file,
        point_outside,
        remove_pointer,
        drop_scale,
        drop_version,
        list_scales,
    ],
)
def test_bad_artefact_leaves_the_rules(models: Path, spoil: object) -> None:
    assert callable(spoil)
    spoil(models)
    stage = build(models)
    assert isinstance(stage, RuleStage)
    assert weaker(f"normalise:3 categories:{stage.version} regions:1") == "rules"
    draft = stage.apply(build_normalise().apply(Draft(Document(id="a", text="surat suara sudah dicoblos"))))
    assert draft.categories is not None
    assert draft.categories["politik"].decision == draft.categories["klaim"].decision == "unsure"
    assert draft.priority == 0
    assert "rules only" in draft.notices[0]


def test_without_rules_nothing_is_decided(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise OSError("rules.txt is missing")

    remove_pointer(models)
    monkeypatch.setattr(stage_module, "read_rules", missing)
    stage = build(models)
    assert isinstance(stage, WithoutModel)
    draft = stage.apply(Draft(Document(id="a", text="pemilu")))
    assert draft.categories is None
    assert "categories could not be judged" in draft.notices[0]
    assert weaker(f"categories:{stage.version}") == "none"
