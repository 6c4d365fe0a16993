"""The stage judges with a model, and without one it says so instead of failing."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.schemas.analysis import TAXONOMY, CategoryJudgement, weaker
from core.schemas.document import Document
from nlp.categories import stage as stage_module
from nlp.categories.stage import CategoryStage, RuleStage, WithoutModel, build
from nlp.categories.unread import LEFT_OPEN
from nlp.evaluation.judge import VersionJudge
from nlp.stage import Draft
from nlp.text.stages import build_normalise
from tests.manifests import change_manifest


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


@pytest.mark.parametrize("first", ["", "kata "])
def test_words_behind_what_is_read_leave_all_open(models: Path, first: str) -> None:
    text = first + "1 " * 6100 + "besok ada pemilu di kota kami"
    draft = build(models).apply(build_normalise().apply(Draft(Document(id="a", kind="post", text=text))))
    assert draft.categories is not None
    assert {judgement.decision for judgement in draft.categories.values()} == {"unsure"}
    assert draft.notices[0].startswith(LEFT_OPEN)
    assert VersionJudge(build(models))(text).of("politik").decision == "unsure"  # one odd row ends no evaluation


def test_the_words_of_a_span_have_an_end(models: Path) -> None:
    text = "ini pem" + "\u0301" * 5000 + "ilu kita semua"
    span = judge(models, text)["politik"].evidence[0]
    assert text[span.start : span.end] == span.text
    assert len(span.text) == 1000


def test_intact_artefact_loads(models: Path) -> None:
    stage = build(models)
    assert isinstance(stage, CategoryStage)
    assert stage.version.startswith("test-")


def test_an_edited_list_gives_another_version(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = build(models).version
    monkeypatch.setattr(stage_module, "_LISTS", ("slang.txt",))
    assert build(models).version != before


def spoil_byte(folder: Path) -> None:
    path = folder / "test" / "matter.npz"
    path.write_bytes(path.read_bytes()[:-1] + b"x")


def damage(name: str, content: bytes) -> Callable[[Path], None]:
    """Return what puts other content into a file of the version, with the hash that goes with it."""

    def spoil(folder: Path) -> None:
        (folder / "test" / name).write_bytes(content)
        _change(folder, lambda manifest: manifest["files"].update({name: hashlib.sha256(content).hexdigest()}))

    spoil.__name__ = f"damage_{name}"
    return spoil


def truncate(folder: Path) -> None:
    damage("matter.npz", (folder / "test" / "matter.npz").read_bytes()[:-30])(folder)


def spoil_files(folder: Path) -> None:
    _change(folder, lambda manifest: manifest.update(files=[[1, 2]]))


def nest_manifest(folder: Path) -> None:
    (folder / "test" / "manifest.json").write_text("[" * 100_000, encoding="utf-8")


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


def void_scale(folder: Path) -> None:
    _change(folder, lambda manifest: manifest["scales"]["klaim"]["post"].update(yes_from=float("nan")))


def raise_thresholds(folder: Path) -> None:
    """As an edit by hand would, which leaves the seal as it is."""
    path = folder / "test" / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"yes_from": 1.0', '"yes_from": 99.0'), encoding="utf-8")


def change_metrics(folder: Path) -> None:
    (folder / "test" / "metrics.json").write_text('{"klaim": 1.0}', encoding="utf-8")


def _change(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    change_manifest(folder / "test", change)


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
        void_scale,
        raise_thresholds,
        change_metrics,
        truncate,
        damage("matter.npz", b"\x93NUMPY\x01\x00" + b" " * 100),
        damage("matter.vocab.txt.gz", gzip.compress(b"satu")[:10] + b"\xff" * 30),
        spoil_files,
        nest_manifest,
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


def test_a_version_that_was_never_sealed_is_used_as_it_is(models: Path) -> None:
    path = models / "test" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    del manifest["seal_sha256"]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    (models / "test" / "metrics.json").unlink()
    assert isinstance(build(models), CategoryStage)


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
