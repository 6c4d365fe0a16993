"""Labels name texts by their hash; what the guide does not know, or no set holds, is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.errors import BadInput
from nlp.training import annotated
from nlp.training.annotated import Text, read_annotated

HEADLINE = Text("headlines", "news", "Bawaslu usut baliho", "")
TWEET = Text("hate-netifier", "post", "", "usir mereka")
#: Every set that is read, with a row that is nobody's.
SETS: dict[str, dict[str, Any]] = {
    "news/headlines.jsonl": {"title": " Bawaslu usut baliho "},
    "news/titles_5_sections.jsonl": {"title": "Harga cabai naik"},
    "news/articles_2025.jsonl": {
        "title": "Kapal",
        "description": "d",
        "dateline": "AMBON",
        "body": "**isi**\n---\nnull",
    },
    "claims/factchecks.jsonl": {"claim": "“Bank membagi uang kepada semua nasabah” ===== PENJELASAN palsu"},
    "hate/sara_hate_train.jsonl": {"src": "netifier", "text": "usir mereka"},
    "posts/pilkada_jatim_2024.jsonl": {"text": "coblos"},
    "posts/pilpres_2019.jsonl": {"text": "debat"},
    "posts/facebook_hate_2019.jsonl": {"text": "x" * 900},
    "posts/messages_hoax.jsonl": {"text": "sebarkan"},
}


def data(folder: Path) -> Path:
    for name, row in SETS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def labels(own_configs: Path) -> Path:
    return own_configs / annotated.LABELS


def line(text: Text, cats: str = "-", subs: str = "-", prio: str = "0") -> str:
    return "\t".join((text.id, text.source, cats, subs, prio)) + "\n"


def test_every_set_is_read_in_the_form_that_was_judged(tmp_path: Path, labels: Path) -> None:
    texts = {text.source: text for text in annotated._texts(data(tmp_path), False)}
    assert texts["headlines"].title == "Bawaslu usut baliho"
    assert texts["kompas2025"].text == "d AMBON, isi"
    assert texts["factcheck-message"].text == "Bank membagi uang kepada semua nasabah"
    assert len(texts["aulia-fb"].text) == 700
    assert len(texts) == len(SETS)


def test_labels_meet_their_texts(tmp_path: Path, labels: Path) -> None:
    labels.write_text("# head\n" + line(HEADLINE, "politik", "pemilu", "1") + line(TWEET, "sara", "ujaran", "2"))
    found = {example.source: example for example in read_annotated(data(tmp_path))}
    assert found["headlines"].targets["politik.pemilu"]
    assert not found["headlines"].targets["sara"]
    assert found["hate-netifier"].targets["prio2"]
    assert {example.set for example in found.values()} == {"annotated"}


def test_non_commercial_texts_are_left_out_and_need_not_be_there(tmp_path: Path, labels: Path) -> None:
    labels.write_text(line(HEADLINE, "politik") + line(TWEET, "sara"))
    (data(tmp_path) / "hate" / "sara_hate_train.jsonl").unlink()
    assert [example.source for example in read_annotated(tmp_path, without_nc=True)] == ["headlines"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (line(HEADLINE, "sport"), "line 1: 'sport' is no category"),
        (line(HEADLINE, "politik", "demo"), "line 1: 'demo' is no sub-category"),
        (line(HEADLINE, prio="5"), "line 1: priority 5"),
        (line(HEADLINE, prio="x"), "line 1: id, source, cats, subs, prio are needed"),
        (line(HEADLINE) + line(HEADLINE), "line 2: the id .* occurs twice"),
        ("abc\tpolitik\n", "line 1: id, source"),
    ],
)
def test_what_the_guide_does_not_know_is_refused(tmp_path: Path, labels: Path, content: str, said: str) -> None:
    labels.write_text(content)
    with pytest.raises(BadInput, match=said):
        read_annotated(data(tmp_path))


def test_other_data_is_said_to_be_other_data(tmp_path: Path, labels: Path) -> None:
    labels.write_text(line(Text("headlines", "news", "in no set", "")))
    with pytest.raises(BadInput, match="another edition"):
        read_annotated(data(tmp_path))


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("news/articles_2025.jsonl", "body"),
        ("news/articles_2025.jsonl", "description"),
        ("news/articles_2025.jsonl", "dateline"),
        ("claims/factchecks.jsonl", "claim"),
    ],
)
@pytest.mark.parametrize("value", [5, ["x"]])
def test_a_field_of_another_type_is_named(tmp_path: Path, labels: Path, name: str, field: str, value: object) -> None:
    labels.write_text(line(HEADLINE, "politik"))
    (data(tmp_path) / name).write_text(json.dumps(SETS[name] | {field: value}) + "\n", encoding="utf-8")
    with pytest.raises(BadInput, match=f"{name}, line 1: {field} must be a string"):
        read_annotated(tmp_path)


@pytest.mark.parametrize("field", ["body", "description", "dateline"])
def test_a_part_that_an_article_lacks_is_left_out(tmp_path: Path, labels: Path, field: str) -> None:
    labels.write_text(line(HEADLINE, "politik"))
    row = SETS["news/articles_2025.jsonl"] | {field: None}
    (data(tmp_path) / "news/articles_2025.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert len(read_annotated(tmp_path)) == 1
