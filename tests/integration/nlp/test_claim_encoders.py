"""Which weights match claims when an encoder that comes with Suar is missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import ArtefactError
from core.paths import data_dir
from nlp.claims.encoded import pieces_of
from nlp.claims.kinds import PLAIN, Choice, choose, choose_for_comparing
from nlp.claims.model import load_model
from nlp.encoder.hashed import HashedEncoder
from nlp.encoder.load import PRECISE, STATIC


def ship(models: Path, *names: str) -> None:
    for name in names:
        (models / name).symlink_to(data_dir("models") / name)


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("nlp.encoder.load.data_dir", lambda _: tmp_path)
    return tmp_path


def test_both_encoders_at_hand(models: Path) -> None:
    ship(models, STATIC, PRECISE)
    assert choose(load_model()).kind == "precise"
    assert choose(load_model(), "static").kind == "static"
    assert pieces_of(["Gempa Ambon"]) is not None


def test_without_the_transformer_the_static_encoder_serves(models: Path) -> None:
    ship(models, STATIC)
    chosen = choose(load_model())
    assert (chosen.kind, chosen.notice) == ("static", "")


@pytest.mark.parametrize("asked", ["auto", "precise"])
def test_a_transformer_that_the_weights_do_not_know_is_told(models: Path, asked: Choice) -> None:
    ship(models, STATIC, PRECISE)
    model = load_model()
    chosen = choose(replace(model, encoders={**model.encoders, "precise": "another"}), asked)
    assert chosen.kind == "static"
    assert model.encoders["precise"] in chosen.notice
    assert chosen.encoder.name in chosen.notice


def test_a_transformer_without_the_pieces_of_the_static_encoder_is_told(models: Path) -> None:
    ship(models, PRECISE)
    chosen = choose(load_model(), "precise")
    assert chosen.kind == PLAIN
    assert load_model().encoders["precise"] in chosen.notice


def test_without_the_static_encoder_words_alone_serve_and_it_is_said(models: Path) -> None:
    ship(models, PRECISE)
    chosen = choose(load_model())
    assert chosen.kind == PLAIN
    assert "words alone" in chosen.notice
    assert pieces_of(["Gempa Ambon"]) is None


def test_another_encoder_compares_no_claims_and_it_is_said(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ship(models, STATIC)
    monkeypatch.setattr("nlp.claims.kinds.load_encoder", lambda: HashedEncoder(""))
    chosen = choose_for_comparing(load_model())
    assert (chosen.kind, chosen.encoder.name) == ("static", load_model().encoders["static"])
    assert HashedEncoder("").name in chosen.notice
    assert chosen.encoder.name in chosen.notice


def test_without_the_static_encoder_comparing_names_what_to_restore(models: Path) -> None:
    ship(models, PRECISE)
    with pytest.raises(ArtefactError, match=r"models/encoder cannot be used") as told:
        choose_for_comparing(load_model())
    assert load_model().encoders["static"] in told.value.message
    assert "models/claims" not in told.value.message


def test_a_static_encoder_that_comparing_does_not_know_is_named(models: Path) -> None:
    ship(models, STATIC)
    model = load_model()
    with pytest.raises(ArtefactError, match="suar train claims") as told:
        choose_for_comparing(replace(model, encoders={**model.encoders, "static": "another"}))
    assert "another" in told.value.message
    assert model.encoders["static"] in told.value.message
