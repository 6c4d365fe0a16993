"""Bad texts and bad model files through `suar analyse`: each line is answered whole, quickly and honestly."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from core import lexicon, paths
from core.schemas.analysis import TAXONOMY, weaker
from core.schemas.document import Document
from core.settings import load
from nlp import pipeline, state
from nlp.categories import evidence, identities, politics
from nlp.cli import register
from nlp.text import language_words, normalise, obfuscation, tokens, undisguise
from tests.manifests import change_manifest

MEGABYTE = 1_000_000
SENTENCE = "Bupati membuka rapat koordinasi di kantor kabupaten bersama camat dan lurah. "

TEXTS = {
    "empty": "",
    "blank": " \n\t\u200b ",
    "one character": "x",
    "one word": "bom",
    "emoji": "🔥😡👨‍👩‍👧‍👦🇮🇩" * 20,
    "addresses": "https://contoh.id/a www.contoh.id https://t.co/x",
    "marks": "!!! ??? ... --- ()",
    "numbers": "0812 3456 7890 12345",
    "mixed scripts": "Камат membuka rapat 会議 مرحبا di kantor देश bersama warga ꦗꦮ",
    "english": "The government said on Monday that it would not change the policy after the people asked for it.",
    "javanese": "aku wis ora iso turu, sirahku mumet banget wiwit wingi bengi, kowe ora ngerti rasane",
    "sundanese": "abdi teu tiasa sumping ka bumi anjeun dinten ieu, punten pisan nya, engké waé isukan",
    "one long word": "a" * MEGABYTE,
    "letters apart": "u s i r " * (MEGABYTE // 8),
    "a megabyte": SENTENCE * (MEGABYTE // len(SENTENCE)),
    "a megabyte of marks": "a" + "\u0301" * MEGABYTE,
    "quoted hostility": (
        "Polisi memeriksa seorang pria yang menulis “usir semua orang Dayak dari kota ini” di media sosial. Menurut "
        "kepolisian, laporan itu diterima dari warga dan pelaku sudah meminta maaf kepada tokoh adat."
    ),
}
NOTHING_SAID = ("empty", "blank", "emoji", "addresses", "marks", "numbers")
TOO_SHORT = ("one character", "one word", "one long word", *NOTHING_SAID)


#: What hangs on the lists of words and remembers it: how words are read, and whose they are.
READING = (lexicon, normalise, obfuscation, tokens, undisguise, language_words)


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer(pretty_exceptions_enable=False)
    register(app)
    return app


@pytest.fixture(autouse=True)
def _as_in_a_new_process() -> Iterator[None]:
    """Forget the stages that were built: they hold the models."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    for cached in (pipeline._built, pipeline.pipeline_version, pipeline.configured_stages):
        cached.cache_clear()


def analysed(app: typer.Typer, folder: Path, texts: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Return the answer to each text, as `suar analyse` wrote it."""
    source, target = folder / "in.jsonl", folder / "out.jsonl"
    rows = [{"id": name, "kind": "news" if "quoted" in name else "post", "text": text} for name, text in texts.items()]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = CliRunner().invoke(app, ["analyse", "--input", str(source), "--output", str(target)])
    assert done.exit_code == 0, done.output
    found = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in found] == list(texts)
    return {row["id"]: row for row in found}


def decisions(answer: dict[str, Any]) -> set[str]:
    return {answer["categories"][category]["decision"] for category in TAXONOMY}


def test_bad_texts_are_answered_honestly(app: typer.Typer, tmp_path: Path) -> None:
    found = analysed(app, tmp_path, TEXTS)
    cut_short = {"a megabyte", "letters apart"}
    assert {name for name, answer in found.items() if "notices" in answer} == cut_short
    assert all(decisions(found[name]) == {"no"} and found[name]["priority"] == 0 for name in NOTHING_SAID)
    assert all(found[name]["language"] == {"code": "und", "confidence": 0.0} for name in TOO_SHORT)
    assert all("yes" not in decisions(found[name]) for name in TOO_SHORT)
    tags = {name: found[name]["language"]["code"] for name in ("english", "javanese", "sundanese", "a megabyte")}
    assert tags == {"english": "en", "javanese": "jv", "sundanese": "su", "a megabyte": "id"}
    assert found["quoted hostility"]["categories"]["sara"]["subcategories"]["ujaran"]["decision"] != "yes"
    for name, answer in found.items():
        for category in TAXONOMY:
            for span in answer["categories"][category]["evidence"]:
                assert span["text"] == TEXTS[name][span["start"] : span["end"]]


@pytest.mark.parametrize("name", [name for name, text in TEXTS.items() if len(text) > MEGABYTE // 2])
def test_a_megabyte_costs_bounded_time(name: str) -> None:
    pipeline.analyse(Document(id="first", text="rapat warga di balai desa", title=""))  # loads what is loaded late
    started = time.process_time()
    pipeline.analyse(Document(id=name, text=TEXTS[name], title=TEXTS[name]))
    assert time.process_time() - started < 2.0  # 0.2 s is what it takes; a slow machine gets ten times that


def test_a_line_that_is_no_document_is_an_error_line(app: typer.Typer, tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    good = json.dumps({"id": "a", "kind": "post", "text": "rapat warga di balai desa"})
    source.write_bytes(b'{"id": 1, "kind": "post"}\n\xff\xfe\n[]\n' + good.encode() + b"\n")
    done = CliRunner().invoke(app, ["analyse", "--input", str(source), "--output", str(target)])
    assert done.exit_code == 3
    found = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [row.get("error", {}).get("code") for row in found] == ["missing_text", "not_utf8", "not_object", None]


def remove_models(folder: Path) -> None:
    shutil.rmtree(folder)


def change_a_byte(folder: Path) -> None:
    path = next(_version(folder).glob("*.npz"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def change_a_hash(folder: Path) -> None:
    def change(manifest: dict[str, Any]) -> None:
        manifest["files"][next(name for name in manifest["files"] if name.endswith(".npz"))] = "0" * 64

    change_manifest(_version(folder), change)


def put_thresholds_out_of_reach(folder: Path) -> None:
    """By hand, as the seal is left: without it every answer would be `no`, and nothing would say so."""
    path = _version(folder) / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    for scale in (scale for kinds in manifest["scales"].values() for scale in kinds.values()):
        scale |= {"yes_from": 99.0, "unsure_from": 99.0}
    path.write_text(json.dumps(manifest), encoding="utf-8")


def remove_a_file(folder: Path) -> None:
    next(_version(folder).glob("*.vocab.txt.gz")).unlink()


def name_another_version(folder: Path) -> None:
    (folder / "CURRENT").write_text("2020.01.01-nothing\n", encoding="utf-8")


def spoil_the_manifest(folder: Path) -> None:
    (_version(folder) / "manifest.json").write_text("not json", encoding="utf-8")


def doctor() -> str:
    """Return what `suar doctor` finds bad about the analysis."""
    return "".join(found.what for found in state.findings(load()) if found.level == "bad")


def _version(folder: Path) -> Path:
    return folder / (folder / "CURRENT").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize(
    "spoil",
    [
        remove_models,
        change_a_byte,
        change_a_hash,
        put_thresholds_out_of_reach,
        remove_a_file,
        name_another_version,
        spoil_the_manifest,
    ],
)
def test_bad_model_files_leave_the_rules_with_the_reason(
    app: typer.Typer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], None]
) -> None:
    real = paths.data_dir("models").parent
    home = tmp_path / "home"
    (home / "models").mkdir(parents=True)
    (home / "configs").symlink_to(real / "configs")
    shutil.copytree(real / "models" / "categories", home / "models" / "categories")
    spoil(home / "models" / "categories")
    monkeypatch.setattr(paths, "_HERE", home / "core")
    answer = analysed(app, tmp_path, {"a": "Warga menolak hasil pemilu dan berunjuk rasa di kantor KPU"})["a"]
    assert decisions(answer) <= {"unsure", "no"}, "rules alone never say yes"
    assert answer["categories"]["politik"]["decision"] == "unsure"
    assert any("categories" in notice for notice in answer["notices"])
    assert answer["language"]["code"] == "id"
    assert "rules only" in doctor()


PADDING = {
    "dots": ". " * 2000,
    "emoji": "😂" * 4000,
    "hidden marks": "\u200b" * 80_001,
    "underscores": "_" * 5000,
    "lines": "." + "\n" * 5000,
}
HOSTILE = "Usir semua orang Dayak dari kota ini, mereka semua binatang yang harus dibasmi"


def test_a_wall_before_the_words_hides_nothing(app: typer.Typer, tmp_path: Path) -> None:
    texts = {"plain": HOSTILE, **{name: wall + HOSTILE for name, wall in PADDING.items()}}
    found = analysed(app, tmp_path, texts)
    assert {name: answer["categories"]["sara"]["decision"] for name, answer in found.items()} == dict.fromkeys(
        texts, "yes"
    )


def test_a_long_list_of_links_says_nothing(app: typer.Typer, tmp_path: Path) -> None:
    answer = analysed(app, tmp_path, {"a": "https://contoh.id/berita/abc " * 300})["a"]
    assert decisions(answer) == {"no"}
    assert not answer.get("notices")


def test_words_behind_what_is_read_leave_it_open(app: typer.Typer, tmp_path: Path) -> None:
    answer = analysed(app, tmp_path, {"a": "1 2 3 4 " * 1600 + HOSTILE})["a"]
    assert decisions(answer) == {"unsure"}
    assert any("left open" in notice for notice in answer["notices"])


def test_a_long_post_hides_nothing_behind_a_no(app: typer.Typer, tmp_path: Path) -> None:
    plain = SENTENCE * 60
    answers = analysed(app, tmp_path, {"behind": SENTENCE * 200 + HOSTILE, "plain": plain})
    assert {answers["behind"]["categories"][name]["decision"] for name in ("sara", "klaim")} == {"unsure"}
    assert any("12,000 of a post" in notice for notice in answers["behind"]["notices"])
    assert "notices" not in answers["plain"]
    assert answers["plain"]["categories"]["sara"]["decision"] == "no"


def test_the_end_of_a_long_title_is_not_a_no() -> None:
    found = pipeline.analyse(Document(id="1", title=SENTENCE * 6 + HOSTILE, text=""))
    assert found.categories["sara"].decision == "unsure"
    assert any("400 characters of a title" in notice for notice in found.notices)


@pytest.mark.parametrize("emptied", [False, True])
@pytest.mark.parametrize("name", ["politics.txt", "identities.txt", "function_words.txt"])
def test_a_missing_list_of_the_models_is_no_quiet_answer(
    app: typer.Typer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, emptied: bool
) -> None:
    home, real = tmp_path / "home", paths.data_dir("configs").parent
    (home / "models").mkdir(parents=True)
    (home / "models" / "categories").symlink_to(real / "models" / "categories")
    shutil.copytree(real / "configs", home / "configs", ignore=shutil.ignore_patterns(name))
    if emptied:
        (home / "configs" / "lexicon" / name).write_text("# nothing\n")
    monkeypatch.setattr(paths, "_HERE", home / "core")
    cached = [*_all_cached(politics, identities, *READING), evidence.function_words]
    _forget_all(cached)
    try:
        answer = analysed(app, tmp_path, {"a": "Warga menolak hasil pemilu dan berunjuk rasa di kantor KPU"})["a"]
        version, said = pipeline.pipeline_version(), doctor()
    finally:
        _forget_all(cached)
    assert any("rules only" in notice and name in notice for notice in answer["notices"]), answer["notices"]
    assert weaker(version), "documents that were judged so are judged again"
    assert "rules only" in said


def _forget_all(cached: Iterable[Any]) -> None:
    for function in cached:
        function.cache_clear()


def _all_cached(*modules: ModuleType) -> list[Any]:
    """Return the functions of these modules that remember what they answered."""
    return [one for module in modules for one in vars(module).values() if hasattr(one, "cache_clear")]


def test_missing_word_lists_are_said(app: typer.Typer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = paths.data_dir("configs") / "lexicon"
    shutil.copytree(real, tmp_path / "lexicon", ignore=shutil.ignore_patterns("words.txt"))
    cached = _all_cached(*READING)
    _forget_all(cached)
    monkeypatch.setattr(lexicon, "_folder", lambda: tmp_path / "lexicon")
    try:
        answer = analysed(app, tmp_path, {"a": "Warga menolak hasil pemilu dan berunjuk rasa di kantor KPU"})["a"]
    finally:
        _forget_all(cached)
    assert any("words.txt cannot be read" in notice for notice in answer["notices"])
    assert answer["categories"]["politik"]["decision"] == "yes"
