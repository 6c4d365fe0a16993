"""The transformer has a part in the answer; what breaks it costs its part only, and is told."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.schemas.analysis import weaker
from nlp.categories.precise.model import HIGHEST, LOWEST, Mix, PreciseModel
from nlp.categories.precise.occlusion import WINDOWS
from nlp.categories.stage import CategoryStage, build
from nlp.stage import Draft
from tests.manifests import change_manifest
from tests.tiny_precise import add_precise, random_files
from tests.unit.nlp.categories.precise.conftest import OUTPUTS, WORDS, drafted

Change = Callable[..., None]


def answer(folder: Path, text: str, **more: str) -> Draft:
    return build(folder).apply(drafted(text, **more))


def decision(draft: Draft, category: str) -> str:
    assert draft.categories is not None
    return draft.categories[category].decision


def test_both_stages_decide(precise: Path, settings: Change) -> None:
    text = "rahasia itu bocor kemarin malam"
    found = answer(precise, text)
    assert decision(found, "klaim") == "yes"
    assert found.notices == ()
    settings(precise="off")
    assert decision(answer(precise, text), "klaim") == "no"


def test_only_some_are_asked_again(precise: Path, settings: Change) -> None:
    settings(precise="selected", precise_control=0.0)
    assert decision(answer(precise, "rahasia itu bocor kemarin malam"), "klaim") == "no"
    assert decision(answer(precise, "hina besok dan rahasia itu bocor"), "klaim") == "yes"
    settings(precise="selected", precise_control=1.0)
    assert decision(answer(precise, "rahasia itu bocor kemarin malam"), "klaim") == "yes"


def test_a_clear_answer_of_an_everyday_output_is_not_asked_again(precise: Path, settings: Change) -> None:
    settings(precise="selected", precise_control=0.0)
    let_have_no_say(precise, *(output for output in OUTPUTS if output not in ("politik", "klaim")))
    found = answer(precise, "pemilu besok dan rahasia itu bocor")
    assert decision(found, "politik") == "yes"
    assert decision(found, "klaim") == "no"


def test_an_open_answer_is_asked_again_only_where_the_transformer_has_a_say(precise: Path, settings: Change) -> None:
    settings(precise="selected", precise_control=0.0)
    let_have_no_say(precise, *(output for output in OUTPUTS if output not in ("politik", "klaim")))
    _manifest(precise, lambda manifest: manifest["scales"]["politik"]["post"].update(yes_from=3.0))  # type: ignore[index]
    text = "demo besok dan rahasia itu bocor"
    assert decision(answer(precise, text), "klaim") == "yes"
    let_have_no_say(precise, "politik")
    assert decision(answer(precise, text), "klaim") == "no"


def test_a_text_that_names_a_group_is_asked_again(precise: Path, settings: Change) -> None:
    settings(precise="selected", precise_control=0.0)
    assert decision(answer(precise, "kita usir semua orang itu dari sini"), "sara") == "no"
    assert decision(answer(precise, "kita usir semua orang Dayak dari sini"), "sara") == "yes"


def test_the_control_sample_is_a_share_and_always_the_same(precise: Path, settings: Change) -> None:
    settings(precise="selected", precise_control=0.3)
    stage = build(precise)
    drafts = [drafted(f"nomor{i} rahasia itu bocor lagi") for i in range(200)]
    assert isinstance(stage, CategoryStage)
    chosen = [decision(draft, "klaim") for draft in stage.apply_all(drafts)]
    assert 40 <= chosen.count("yes") <= 80
    assert [decision(stage.apply(draft), "klaim") for draft in drafts[:40]] == chosen[:40]


def test_words_that_moved_only_the_transformer_are_shown(precise: Path) -> None:
    text = "mereka bilang se\u200bmua rahasia itu benar benar bocor kemarin malam di kantor kami yang lama"
    found = answer(precise, text).categories
    assert found is not None
    assert {text[span.start : span.end] for span in found["klaim"].evidence} & {"rahasia", "bocor"}
    assert all(text[span.start : span.end] == span.text for span in found["klaim"].evidence)
    assert answer(precise, text).categories == found


def test_a_no_is_not_explained(precise: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nlp.categories.precise.network import Network

    asked: list[int] = []
    run = Network.answers
    monkeypatch.setattr(Network, "answers", lambda self, texts: asked.append(len(texts)) or run(self, texts))
    stage = build(precise)
    asked.clear()
    stage.apply(drafted("jalan di desa kami sudah baik"))
    assert asked == [1]
    stage.apply(drafted("rahasia itu bocor " + "dan lagi " * 9))
    assert 1 < sum(asked[1:]) <= 1 + WINDOWS


def test_an_output_in_which_the_transformer_has_no_say_costs_no_reading(
    precise: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nlp.categories.precise.network import Network

    let_have_no_say(precise, "politik")
    stage = build(precise)
    asked: list[int] = []
    run = Network.answers
    monkeypatch.setattr(Network, "answers", lambda self, texts: asked.append(len(texts)) or run(self, texts))
    found = stage.apply(drafted("besok ada pemilu di kota kami")).categories
    assert found is not None
    assert [span.text for span in found["politik"].evidence] == ["pemilu"]
    assert asked == [1]


def test_every_group_gets_the_same_answer(precise: Path) -> None:
    for group in ("umat Hindu", "orang Dayak", "warga Kristen"):
        found = answer(precise, f"kita usir semua {group} dari sini").categories
        assert found is not None
        assert found["sara"].subcategories["ujaran"].decision == "yes"
        assert [span.text for span in found["sara"].evidence] == ["usir"]


def test_together_is_as_alone(models: Path, settings: Change) -> None:
    words = [f"w{i}" for i in range(30)]
    add_precise(models / "test", random_files([*words, *WORDS], OUTPUTS), OUTPUTS)
    stage = build(models)
    assert isinstance(stage, CategoryStage)
    texts = [" ".join(words[(i * 7 + j * (i + 3)) % 30] for j in range(2 + i % 9)) for i in range(60)]
    drafts = [drafted(text, title="w3 w4 " * (i % 3), kind="news" if i % 3 else "post") for i, text in enumerate(texts)]
    together = stage.apply_all(drafts)
    assert len({draft.categories["klaim"].probability for draft in together if draft.categories}) > 30
    assert [one.categories for one in together] == [stage.apply(draft).categories for draft in drafts]


def test_a_loud_logit_says_no_more_than_a_clear_one() -> None:
    mix = {"klaim": {"post": Mix(1.0, 0.5, 0.25)}}
    model = PreciseModel(network=None, outputs=("klaim",), mixes=mix, scales={})  # type: ignore[arg-type]
    margins = [model.margins("post", {"klaim": 1.0}, [logit], True)["klaim"] for logit in (-90.0, -2.0, 4.0, 9.0)]
    assert margins == [1.25 + LOWEST / 2, 0.25, 1.25 + HIGHEST / 2, 1.25 + HIGHEST / 2]


def test_hostility_to_nobody_in_particular_counts_less(precise: Path) -> None:
    named, unnamed = (
        answer(precise, f"kita usir semua {who} dari sini").categories for who in ("orang Dayak", "orang itu")
    )
    assert named is not None
    assert unnamed is not None
    assert unnamed["sara"].subcategories["ujaran"].probability < named["sara"].subcategories["ujaran"].probability


def test_one_or_two_words_are_never_a_yes(precise: Path) -> None:
    assert decision(answer(precise, "rahasia bocor"), "klaim") == "unsure"


@pytest.mark.parametrize("text", ["", "🔥🔥", "https://x.id"])
def test_without_words_everything_is_no(precise: Path, text: str) -> None:
    assert {decision(answer(precise, text), one) for one in ("politik", "sara", "klaim")} == {"no"}


def test_a_text_that_breaks_the_network_keeps_the_fast_answer(precise: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nlp.categories.precise.network import Network

    run = Network.answers

    def odd(self: Network, texts: list[str]) -> object:
        if any("aneh" in text for text in texts):
            raise RuntimeError("odd text")
        return run(self, texts)

    monkeypatch.setattr(Network, "answers", odd)
    stage = build(precise)
    assert isinstance(stage, CategoryStage)
    good, bad = stage.apply_all([drafted("rahasia itu bocor kemarin"), drafted("aneh pemilu itu rahasia")])
    assert decision(good, "klaim") == "yes"
    assert good.notices == ()
    assert decision(bad, "politik") == "yes"
    assert "odd text" in bad.notices[0]


def _manifest(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    change_manifest(folder / "test", change)


def let_have_no_say(folder: Path, *outputs: str) -> None:
    alone = {kind: {"linear": 1.0, "precise": 0.0, "bias": 0.0} for kind in ("news", "post")}
    _manifest(folder, lambda manifest: manifest["precise"]["mix"].update(dict.fromkeys(outputs, alone)))


def flip_a_byte(folder: Path) -> None:
    path = folder / "test" / "precise.onnx"
    path.write_bytes(path.read_bytes()[:-1] + b"x")


def remove_the_tokenizer(folder: Path) -> None:
    (folder / "test" / "precise.tokenizer.json").unlink()


def forget_an_output(folder: Path) -> None:
    _manifest(folder, lambda manifest: manifest["precise"]["mix"].pop("klaim"))


def forget_a_kind(folder: Path) -> None:
    _manifest(folder, lambda manifest: manifest["precise"]["scales"]["klaim"].pop("news"))


def claim_one_more(folder: Path) -> None:
    _manifest(folder, lambda manifest: manifest["precise"]["outputs"].append("more"))


def say_nonsense(folder: Path) -> None:
    _manifest(folder, lambda manifest: manifest.update(precise=["x"]))


def put_no_model(folder: Path) -> None:
    content = b"no model at all"
    (folder / "test" / "precise.onnx").write_bytes(content)
    total = hashlib.sha256(content).hexdigest()
    _manifest(folder, lambda manifest: manifest["files"].update({"precise.onnx": total}))  # type: ignore[attr-defined]


def leave_it_out(folder: Path) -> None:
    _manifest(folder, lambda manifest: manifest["files"].pop("precise.onnx"))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "spoil",
    [flip_a_byte, remove_the_tokenizer, forget_an_output, forget_a_kind, claim_one_more, say_nonsense, put_no_model,
     leave_it_out],
)  # fmt: skip
def test_a_broken_transformer_leaves_the_fast_stage(precise: Path, spoil: Callable[[Path], None]) -> None:
    spoil(precise)
    stage = build(precise)
    assert weaker(f"normalise:3 categories:{stage.version} regions:1") == "fast"
    found = stage.apply(drafted("besok ada pemilu di kota kami"))
    assert decision(found, "politik") == "yes"
    assert "fast stage alone" in found.notices[0]


def test_a_missing_runtime_leaves_the_fast_stage(precise: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "onnxruntime", None)
    found = answer(precise, "besok ada pemilu di kota kami")
    assert decision(found, "politik") == "yes"
    assert "onnxruntime" in found.notices[0]


def test_what_is_switched_off_is_no_fault(precise: Path, settings: Change) -> None:
    settings(precise="off")
    flip_a_byte(precise)
    stage = build(precise)
    assert "+" not in stage.version
    assert stage.apply(drafted("besok ada pemilu di kota kami")).notices == ()
