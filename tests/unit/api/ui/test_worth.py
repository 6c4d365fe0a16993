"""What speaks for or against a claim becomes one sentence with the words of the text, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from api.ui.i18n import LANGUAGES, words
from api.ui.worth import worth
from core.schemas.analysis import Analysis, CheckWorthiness, Evidence, Ground, GroundKind, Language, Worth

SAID: dict[Worth, tuple[GroundKind, str]] = {
    "attributed": ("source", "Menyebut siapa yang bertanggung jawab atas isinya: “kata Bupati”."),
    "denial": ("denial", "Membantah atau menjernihkan kata orang: “kata Bupati”."),
    "opinion": ("opinion", "Terbaca sebagai pendapat: “kata Bupati”."),
    "prediction": ("prediction", "Terbaca sebagai harapan atau ramalan: “kata Bupati”."),
    "satire": ("satire", "Menandai diri sebagai satire atau lelucon: “kata Bupati”."),
    "checkable": ("event", "Yang dapat diperiksa di dalamnya: “kata Bupati”."),
}


def analysis(verdict: Worth, *grounds: tuple[GroundKind, str], held: bool = False) -> Analysis:
    found = tuple(
        Ground(kind=kind, evidence=Evidence(field="text", start=0, end=len(text), text=text)) for kind, text in grounds
    )
    return Analysis(
        pipeline="t",
        language=Language(code="id", confidence=1.0),
        priority=0,
        categories={},
        checkworthiness=CheckWorthiness(verdict=verdict, grounds=found, held=held),
    )


@pytest.mark.parametrize("verdict", SAID)
def test_every_verdict_is_an_indonesian_sentence(verdict: Worth) -> None:
    kind, said = SAID[verdict]
    assert worth(words("id"), analysis(verdict, (kind, "kata\n Bupati"))) == said
    held = worth(words("id"), analysis(verdict, (kind, "kata Bupati"), held=True))
    assert held == f"{said} Karena itu mesin menahan diri menyebutnya klaim."


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_grounds_of_the_verdict_are_quoted(language: Any) -> None:
    said = worth(
        words(language), analysis("opinion", ("number", "500"), ("opinion", "saya rasa"), ("source", "ujar X"))
    )
    assert "“saya rasa”" in said
    assert "500" not in said
    assert "ujar" not in said


def test_long_and_many_words_are_cut() -> None:
    said = worth(
        words("id"), analysis("checkable", *[("number", f"{n}" * 90) for n in range(1, 9)], ("number", "1" * 90))
    )
    assert said.count("…”") == 4
    assert len(said) < 320


def test_nothing_to_quote_is_nothing_to_say() -> None:
    assert worth(words("id"), None) == ""
    assert worth(words("id"), analysis("not_checkable", ("opinion", "x"))) == ""
    assert worth(words("id"), analysis("attributed")) == ""
    assert worth(words("id"), analysis("opinion").model_copy(update={"checkworthiness": None})) == ""
