"""Copies of a message told again, and the same message as another instance of its template."""

from __future__ import annotations

import random

import pytest

from core.schemas.factcheck import FactCheck
from nlp.training.claims.messages import Message
from nlp.training.claims.variants import pools_of, retold, swapped

TITLES = [
    "Gempa 8 di Ambon bulan Maret",
    "Lowongan kerja di Pertamina",
    "Banjir 12 rumah di Bantul bulan Juli",
    "RAPAT",
]
POOLS = pools_of([FactCheck(title=title) for title in TITLES])
TEXT = "Waspada, gempa 8 SR akan guncang Ambon, Maret ini, info dari Pertamina: Ambon siaga"


def test_what_takes_a_place_is_of_its_kind() -> None:
    assert set(POOLS["number"]) == {"8", "12"}
    assert set(POOLS["place"]) == {"Ambon", "Bantul"}
    assert set(POOLS["month"]) == {"Maret", "Juli"}
    assert POOLS["name"] == ["Pertamina"]


@pytest.mark.parametrize(
    ("title", "kind", "text"),
    [
        ("Gempa di Ambon", "place", TEXT.replace("Ambon", "Bantul")),
        ("Gempa 8", "number", TEXT.replace("8", "12")),
        ("gempa maret", "month", TEXT.replace("Maret", "Juli")),
    ],
)
def test_the_word_of_the_title_is_changed_wherever_it_stands(title: str, kind: str, text: str) -> None:
    swap = swapped(Message(TEXT, 5, "2026"), title, POOLS, random.Random(0))
    assert swap is not None
    assert (swap.kind, swap.message) == (kind, Message(text, 5, "2026"))


def test_a_message_without_such_a_word_has_no_other_instance() -> None:
    assert swapped(Message("banjir besar", 0, ""), "Banjir besar", POOLS, random.Random(0)) is None
    assert swapped(Message("GEMPA PERTAMINA", 0, ""), "Gempa Pertamina", POOLS, random.Random(0)) is None
    # the only other name of the pool stands in the message already
    assert swapped(Message("kabar Telkom dan Pertamina", 0, ""), "Kabar Telkom", POOLS, random.Random(0)) is None


def test_a_copy_has_words_of_the_message_in_their_order() -> None:
    words = [f"kata{number}" for number in range(60)]
    message, chance = Message(" ".join(words), 3, "2026-01-01"), random.Random(0)
    copies = [retold(message, chance) for _ in range(200)]
    lengths = [len(copy.text.split()) for copy in copies]
    for copy in copies:
        kept = copy.text.split()
        assert kept == sorted(kept, key=words.index)
        assert (copy.row, copy.date) == (3, "2026-01-01")
    assert min(lengths) >= 6
    assert sum(length == 60 for length in lengths) > 20
    assert sum(length < 45 for length in lengths) > 60
    assert retold(Message("lima kata saja di sini", 0, ""), chance).text == "lima kata saja di sini"
