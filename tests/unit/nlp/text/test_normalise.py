"""The matched form undoes what words are hidden with, and every span leads back to the original."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nlp.text.normalise import _LONG_RUN, UNSEEN_LETTERS, _fold, normalise
from nlp.text.tokens import tokenise


@pytest.mark.parametrize(
    "hidden",
    [
        "b\u200bo\u200bm",
        "b\u00ado\u2060m",
        "b\U000e0041om",
        *(f"b{filler}om" for filler in sorted(UNSEEN_LETTERS)),
        "ｂｏｍ",
        "𝗯𝗼𝗺",
        "ⓑⓞⓜ",
        "🅑🅞🅜",
        "bоm",  # Cyrillic о
        "b\u0336o\u0336m\u0336",
        "\u202emob\u202c",
        "BOM",
        "ʙᴏᴍ",
        "ßom",
        "bــom",
    ],
)
def test_hidden_word_is_read_and_led_back(hidden: str) -> None:
    text = f"ada {hidden} di pasar"
    normal = normalise(text)
    assert normal.text == "ada bom di pasar"
    start, end = normal.span(4, 7)
    assert text[start:end].strip("\u202e\u202c\u0336") == hidden.strip("\u202e\u202c\u0336")


def test_plain_text_keeps_its_offsets() -> None:
    assert normalise("Rapat di Luwu – “tertib”").offsets is None


def test_hidden_characters_are_counted() -> None:
    assert normalise("a\u200bb\u200bc").hidden == 2
    assert normalise("abc").hidden == 0


@given(st.text(max_size=60))
def test_every_token_is_a_slice_of_the_original(text: str) -> None:
    normal = normalise(text)
    for token in tokenise(normal):
        start, end = normal.span(token.start, token.end)
        assert 0 <= start < end <= len(text)


@given(st.text(max_size=60))
@example("Γ")
def test_folding_twice_changes_nothing(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@pytest.mark.parametrize(
    "flood",
    [
        "a" * 1_000_000,
        "a" + "\u0301" * 1_000_000,
        "\u200b" * 1_000_000,
        "👨‍👩‍👧" * 5_000,
        "b o " * 250_000,
        "\u202e" * 200_000 + "x",
        "@" * 500_000,
        "https://" * 100_000,
        "!?" * 500_000,
    ],
)
def test_flood_costs_little(flood: str) -> None:
    started = time.process_time()
    tokenise(normalise(flood))
    assert time.process_time() - started < 2.0  # 0.2 s is the bench's bar; a slow machine gets ten times that


def test_limit_counts_visible_characters() -> None:
    assert normalise("\u200b" * 50 + "kata", limit=10).text == "kata"


@pytest.mark.parametrize(
    "wall", [". " * 3000, "😂" * 5000, "\u200b" * 90_000, "_" * 5000, "\n" * 5000, "\u3164" * 5000]
)
def test_a_wall_without_letters_is_read_from_both_ends(wall: str) -> None:
    text = f"awal {wall}Kata{wall} akhir"
    found = normalise(text)
    start = found.text.index("kata")
    first, last = found.span(start, start + 4)
    assert text[first:last] == "Kata"
    assert found.text.startswith("awal ")
    assert found.text.endswith(" akhir")
    assert len(found.text) < 200


def test_a_blank_of_braille_is_a_blank() -> None:
    assert normalise("ada\u2800bom").text == "ada bom"


@pytest.mark.parametrize("first", ["\u24b6", "\u24d0", "\u249c", "\U0001f130", "\U0001f150", "\U0001f170"])
def test_words_in_circles_and_squares_are_no_wall(first: str) -> None:
    message = "usir semua orang dayak dari kota ini mereka semua binatang " * 4
    styled = "".join(chr(ord(first) + ord(letter) - 97) for letter in message if letter != " ")
    found = normalise(styled + " biasa" * 1000).text.replace("(", "").replace(")", "")
    assert found.startswith(message.replace(" ", ""))


def test_no_character_that_is_read_as_a_letter_is_part_of_a_wall() -> None:
    signs = [chr(code) for code in range(0x80, 0x20000) if not chr(code).isalnum()]
    lost = [one for one in signs if any(map(str.isalnum, _fold(one))) and _LONG_RUN.match(one * 200)]
    assert not lost


@pytest.mark.parametrize(
    "text",
    [
        f"\u202ex{'.' * 100}\u202c{'.' * 100} usir semua orang",
        f"{'.' * 100}\u202e{'.' * 100}gnaro aumes risu\u202c",
        f"\u202ex\n{'.' * 300} usir semua orang",
    ],
)
def test_walls_do_not_hide_what_is_turned_round(text: str) -> None:
    text += " biasa" * 1000
    found = normalise(text)
    start = found.text.index("usir semua orang")
    first, last = found.span(start, start + 4)
    assert sorted(text[first:last]) == sorted("usir")
