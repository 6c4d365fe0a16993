"""`suar train categories` and `suar train encoder` from the sets to a version that answers, on sets of our own.

What needs torch is left out where it is not installed; the continuous run installs it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

pytest.importorskip("sklearn")

from core.errors import BadInput
from core.paths import data_dir
from nlp.artefacts import load_artefact, load_version, make_current
from nlp.categories.precise.routing import SHIPPED
from nlp.evaluation.judge import open_version
from nlp.promotion.promote import check
from nlp.train_commands import register
from nlp.training import tables
from nlp.training.annotated import Text
from nlp.training.corpus import read_rows
from tests.tiny_sets import PLAIN, TOPICS, write_sets
from tests.tiny_teacher import write_teacher


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the folder of the sets; the labels of configs name some of their texts."""
    folder = write_sets(tmp_path_factory.mktemp("sets"))
    configs = tmp_path_factory.mktemp("own") / "configs"
    shutil.copytree(data_dir("configs") / "lexicon", configs / "lexicon")
    posts = [Text("pilpres2019", "post", "", row["text"]) for _, row in read_rows(folder / "posts/pilpres_2019.jsonl")]
    lines = [f"{post.id}\t{post.source}\tpolitik\tpemilu\t1\n" for post in posts]
    (configs / "labels").mkdir()
    (configs / "labels" / "categories.tsv").write_text("".join(lines), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "data_dir", lambda name: configs if name == "configs" else data_dir(name))
        yield folder


@pytest.fixture(scope="module")
def teacher(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_teacher(tmp_path_factory.mktemp("teacher") / "bert", [*TOPICS.values(), PLAIN])


def run(*options: object) -> str:
    """Return what the command said; it must end well."""
    app = typer.Typer(pretty_exceptions_enable=False)
    register(app)
    done = CliRunner().invoke(app, [str(option) for option in options], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def trained(models: Path, sets: Path, *options: object) -> Path:
    """Return the folder of the version that `suar train categories` writes."""
    said = run("categories", "--data", sets, "--output", models, "--no-promote", *options)
    return Path(next(line.removeprefix("wrote ") for line in said.splitlines() if line.startswith("wrote ")))


def yes(version: Path, text: str) -> list[str]:
    """Return the categories that a version says a post is about."""
    found = open_version(version, SHIPPED)(text)
    return [name for name, judged in found.categories.items() if judged.decision == "yes"]


@pytest.fixture(scope="module")
def fast(sets: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a version without a transformer."""
    return trained(tmp_path_factory.mktemp("fast"), sets, "--fast-only")


def test_a_version_learns_from_the_sets_and_the_gate_still_refuses_it(fast: Path) -> None:
    assert yes(fast, "coblos calon bawaslu tps kampanye kemarin sore di desa") == ["politik"]
    assert yes(fast, "cuaca pasar cabai sungai kopi petani kemarin sore di desa") == []
    refused = check(fast.parent, fast.name).findings
    assert any("behaviour" in str(finding) for finding in refused)


def test_the_same_sets_give_the_same_version(fast: Path, sets: Path, tmp_path: Path) -> None:
    again = trained(tmp_path, sets, "--fast-only")
    assert again.name == fast.name
    assert (again / "manifest.json").read_bytes() == (fast / "manifest.json").read_bytes()


@pytest.mark.timeout(1200)  # a minute on two cores of its own, four beside much else
def test_a_transformer_is_tuned_tuned_further_and_kept(
    sets: Path, teacher: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("torch", reason="needs the extra train")
    from nlp.training.precise import train
    from nlp.training.precise.fit import Recipe

    few = {
        "labels": 200,
        "annotated": 20,
        "weak": 20,
        "hate": 100,
        "frames": 20,
        "mirror": 20,
        "mention": 20,
        "stock": 20,
    }
    monkeypatch.setattr(train, "Recipe", partial(Recipe, epochs=1, shown=few))
    monkeypatch.setattr(train, "FURTHER", Recipe(epochs=1, held_layers=1, shown=few))
    first = trained(tmp_path, sets, "--teacher", teacher)
    make_current(first)
    further = trained(tmp_path, sets, "--teacher", teacher, "--go-on")
    kept = trained(tmp_path, sets)
    versions = [load_version(folder) for folder in (first, further, kept)]
    held = [version.files["precise.held.npz"] for version in versions]
    assert held[0] == held[1] == held[2]
    models = [version.files["precise.onnx"] for version in versions]
    assert models[0] != models[1]
    assert models[0] == models[2]
    for folder in (first, further, kept):
        assert yes(folder, "coblos calon bawaslu tps kampanye kemarin sore di desa") == ["politik"]


def test_a_teacher_that_is_cut_short_is_refused_before_training(sets: Path, teacher: Path, tmp_path: Path) -> None:
    half = tmp_path / "half"
    shutil.copytree(teacher, half)
    (half / "tokenizer.json").unlink()
    with pytest.raises(BadInput, match=r"tokenizer\.json not found"):
        trained(tmp_path / "models", sets, "--teacher", half)


def test_both_encoders_are_made_and_the_transformer_is_tuned_further(sets: Path, teacher: Path, tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="needs the extra train")
    from nlp.encoder.precise import read_precise
    from nlp.encoder.static import read_static

    named = ("--data", sets, "--teacher", teacher, "--output", tmp_path / "models", "--tuned", tmp_path / "tuned")
    assert len(run("encoder", *named).splitlines()) == 2
    static = read_static(load_artefact(tmp_path / "models" / "encoder"))
    first = load_artefact(tmp_path / "models" / "claims_encoder")
    near, far = "kabar beredar rahasia", "pasar cabai sungai"
    for encoder in (static, read_precise(first)):
        one, other, third = encoder.encode(["awas kabar beredar rahasia", near, far])
        assert one @ other > one @ third
    run("encoder", *named, "--go-on", "--average", "--seed", "8")
    assert len(list((tmp_path / "models" / "claims_encoder").glob("*/model.onnx"))) == 2
