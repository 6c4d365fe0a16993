"""Hostility in one passage of a long post leaves the answer open and is shown; it is never a yes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.schemas.analysis import CategoryJudgement, Evidence, Judgement
from core.schemas.document import Document
from nlp.categories import passages as module
from nlp.categories.evidence import Reading
from nlp.categories.features import Features
from nlp.categories.passages import furthest, opened, passages
from nlp.categories.stage import build
from nlp.stage import Draft
from nlp.text.normalise import normalise
from nlp.text.stages import build_normalise
from nlp.text.tokens import tokenise

CALM = "pagi ini kami pergi ke pasar lalu membeli sayur dan ikan untuk makan siang bersama keluarga. "
HOSTILE = "orang jawa itu memang pantas kita hina terus. "


def cut(text: str) -> list[str]:
    read = normalise(text)
    return [" ".join(token.form for token in one) for one in passages(text, read, tokenise(read))]


def test_sentences_are_passages() -> None:
    said = "Kami semua pergi ke pasar pagi. Lalu k\u200bami pulang naik bus kota\n\nDan tidur sampai sore hari ini"
    assert cut(said) == [
        "kami semua pergi ke pasar pagi",
        "lalu kami pulang naik bus kota",
        "dan tidur sampai sore hari ini",
    ]


def test_short_sentences_are_read_with_what_follows() -> None:
    assert cut("Aduh. Panas sekali. Kita pulang saja ya. Besok lagi") == [
        "aduh panas sekali kita pulang saja ya",
        "besok lagi",
    ]


def test_marks_end_a_passage_and_numbers_do_not() -> None:
    assert cut("siapa yang mau ikut kami besok?? harga cuma 1.500 rupiah per orang saja") == [
        "siapa yang mau ikut kami besok <?>",
        "harga cuma <1> <3> rupiah per orang saja",
    ]


def test_text_without_an_end_is_read_in_windows() -> None:
    assert cut("kata " * 40) == [" ".join(["kata"] * 40)]
    words = [f"k{'a' * (i % 7)}{chr(97 + i)}" for i in range(26)] * 2
    found = [one.split() for one in cut(" ".join(words))]
    assert {len(one) for one in found[:-1]} == {12}
    assert [one[0] for one in found[1:]] == [one[6] for one in found[:-1]]
    assert found[-1][-1] == cut(words[-1])[0]


def test_every_token_is_in_one_passage() -> None:
    text = CALM + HOSTILE + "!!! \n" + CALM
    read = normalise(text)
    tokens = tokenise(read)
    assert [token for one in passages(text, read, tokens) for token in one] == tokens


def test_the_passage_that_pushes_most_is_taken() -> None:
    text = "satu dua tiga empat lima enam. tujuh delapan sembilan sepuluh sebelas dua belas."
    read = normalise(text)
    tokens = tokenise(read)
    found = list(passages(text, read, tokens))
    nothing = Features(np.zeros(0, np.int32), np.zeros(0, np.float32), np.zeros(0, np.float32), 0)
    title = tokenise(normalise("judul"))
    shares = np.zeros(1 + len(tokens), np.float32)
    shares[0], shares[8] = 9.0, 1.0  # what the title pushed is nobody's
    assert furthest(found, Reading(title, tokens, nothing), shares) == found[1]


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """The models of these tests know six words, so no text holds as much weight as those of the shipped ones."""
    monkeypatch.setattr(module, "LEAST_WEIGHT", 0.1)


def judged(models: Path, text: str, kind: str = "post") -> Draft:
    document = Document(id="a", kind=kind, title="", text=text)  # type: ignore[arg-type]
    return build(models).apply(build_normalise().apply(Draft(document)))


def sara(draft: Draft) -> CategoryJudgement:
    assert draft.categories is not None
    return draft.categories["sara"]


@pytest.mark.usefixtures("looked_at")
def test_hostility_in_a_passage_leaves_the_answer_open(models: Path) -> None:
    flood = "besok ada pemilu dan demo dan hoaks lagi. " * 30
    text = flood + HOSTILE + flood
    draft = judged(models, text)
    found = sara(draft)
    assert (found.decision, found.subcategories["ujaran"].decision) == ("unsure", "unsure")
    assert found.probability == found.subcategories["ujaran"].probability > 0.25
    assert [text[span.start : span.end] for span in found.evidence] == ["hina"]
    assert draft.priority == 1


@pytest.mark.usefixtures("looked_at")
def test_of_the_passages_that_name_a_group_the_hostile_one_is_found(models: Path) -> None:
    flood = "besok orang jawa dan orang bugis ikut pemilu dan demo dan hoaks lagi. " * 30
    found = sara(judged(models, flood + HOSTILE + flood))
    assert [span.start for span in found.evidence] == [len(flood) + HOSTILE.index("hina")]


@pytest.mark.usefixtures("looked_at")
def test_where_nobody_is_named_nothing_is_looked_for(models: Path) -> None:
    flood = "besok ada pemilu dan demo dan hoaks lagi. " * 30
    assert sara(judged(models, flood + "dia memang pantas kita hina terus. " + flood)).decision == "no"


@pytest.mark.usefixtures("looked_at")
def test_a_calm_long_post_and_news_stay_as_they_are(models: Path) -> None:
    flood = "besok ada pemilu dan demo dan hoaks lagi. " * 30
    assert sara(judged(models, flood)).decision == "no"
    assert sara(judged(models, flood * 2 + HOSTILE, "news")).decision == "no"


def test_what_was_found_joins_the_whole() -> None:
    def judge(decision: str, chance: float, hostile: float, *spans: tuple[int, int]) -> CategoryJudgement:
        subs = {name: Judgement(probability=0.1, decision="no") for name in ("peristiwa", "kerukunan")}
        return CategoryJudgement(
            probability=chance,
            decision=decision,  # type: ignore[arg-type]
            subcategories=subs | {"ujaran": Judgement(probability=hostile, decision="yes")},
            evidence=tuple(Evidence(field="text", start=a, end=b, text="x" * (b - a)) for a, b in spans),
        )

    both = opened(judge("yes", 0.8, 0.1, (0, 4), (20, 24)), judge("yes", 0.5, 0.5, (22, 30)))
    assert (both.decision, both.probability) == ("yes", 0.8)
    assert both.subcategories["ujaran"] == Judgement(probability=0.5, decision="unsure")
    assert [(span.start, span.end) for span in both.evidence] == [(0, 4), (22, 30)]
