"""A title's pieces found in a message, near ones too, by the vectors of a static encoder of four words."""

from __future__ import annotations

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from nlp.claims.pieces import Pieces
from nlp.encoder.static import StaticEncoder

WORDS = ("tentara", "prajurit", "bank", "video", "[UNK]")
#: `tentara` and `prajurit` are near; `video` says little.
TABLE = np.array([[2, 0, 0], [1.6, 1.2, 0], [0, 0, 2], [0, 0.5, 0], [0, 0, 0]], np.float32)
TITLES = ["tentara", "prajurit video", "bank", "", "bank tentara bank"]
EVERY = np.arange(len(TITLES))


@pytest.fixture
def pieces() -> Pieces:
    tokenizer = Tokenizer(WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    return Pieces(StaticEncoder("test", tokenizer, TABLE), TITLES)


def test_pieces_of_near_meaning_count_by_their_weight(pieces: Pieces) -> None:
    mean, least = pieces.covered(pieces.of("tentara"), EVERY).T
    assert mean.tolist() == pytest.approx([1.0, 0.8 * 4 / 4.25, 0.0, 0.0, 0.5])
    assert least.tolist() == pytest.approx([1.0, 0.0, 0.0, 0.0, 0.0])


def test_the_nearest_piece_of_the_message_counts(pieces: Pieces) -> None:
    mean, least = pieces.covered(pieces.of("bank prajurit"), EVERY).T
    assert mean.tolist() == pytest.approx([0.8, (4 + 0.25 * 0.6) / 4.25, 1.0, 0.0, 0.9])
    assert least.tolist() == pytest.approx([0.8, 0.6, 1.0, 0.0, 0.8])


def test_rows_are_answered_in_the_order_asked(pieces: Pieces) -> None:
    message = pieces.of("bank prajurit")
    asked = np.array([4, 0, 2])
    assert np.allclose(pieces.covered(message, asked), pieces.covered(message, EVERY)[asked])


@pytest.mark.parametrize("message", ["", "   ", "kucing", "🙂"])
def test_a_message_without_known_pieces_is_near_nothing(pieces: Pieces, message: str) -> None:
    assert not pieces.covered(pieces.of(message), EVERY).any()


def test_no_titles() -> None:
    tokenizer = Tokenizer(WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    none = Pieces(StaticEncoder("test", tokenizer, TABLE), [])
    assert none.covered(none.of("bank"), np.zeros(0, np.int64)).shape == (0, 2)


def test_a_flood_of_words_is_cut(pieces: Pieces) -> None:
    assert len(pieces.of("bank " * 100_000)) == 1
