"""The word pieces of the static encoder: learned from the Indonesian texts, lower-cased and without accents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

from nlp.training.corpus import read_rows

#: Sets that pieces are learned from. Those for non-commercial use are not among them: nothing of them may be shipped.
_SETS = (
    *("claims/factchecks.jsonl", "news/articles_2025.jsonl", "news/headlines.jsonl", "news/titles_5_sections.jsonl"),
    *("posts/pilkada_jatim_2024.jsonl", "posts/pilpres_2019.jsonl", "posts/facebook_hate_2019.jsonl"),
    "posts/messages_hoax.jsonl",
)
_NO_TEXT = {"url", "claim_url", "id", "src", "date"}
_MOST_CHARACTERS = 6000
#: The two pieces that stand for nothing; their vectors are zero.
PADDING, UNKNOWN = "[PAD]", "[UNK]"


def splitter(tokenizer: Tokenizer) -> Tokenizer:
    """Give a tokenizer the folding and splitting that `nlp.encoder.static` also does by itself for plain texts."""
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.StripAccents()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Whitespace(), pre_tokenizers.Punctuation(), pre_tokenizers.Digits(individual_digits=False)]
    )
    return tokenizer


def read_texts(data: Path) -> list[str]:
    """Return every text of the sets, each once.

    Raises: BadInput when a set is missing or is not JSON Lines.
    """
    return list(dict.fromkeys(_texts(data)))


def _texts(data: Path) -> Iterator[str]:
    for name in _SETS:
        for _, row in read_rows(data / name):
            for field, text in row.items():
                if isinstance(text, str) and field not in _NO_TEXT and " " in text:
                    yield text[:_MOST_CHARACTERS]


def learn_pieces(texts: Sequence[str], size: int) -> Tokenizer:
    """Return a WordPiece tokenizer of at most `size` pieces, each seen three times or more."""
    tokenizer = splitter(Tokenizer(models.WordPiece(unk_token=UNKNOWN, max_input_chars_per_word=40)))
    trainer = trainers.WordPieceTrainer(
        vocab_size=size, min_frequency=3, special_tokens=[PADDING, UNKNOWN], limit_alphabet=160, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def count_pieces(tokenizer: Tokenizer, texts: Sequence[str]) -> NDArray[np.int64]:
    """Return how often each piece occurs."""
    counts = np.zeros(tokenizer.get_vocab_size(), np.int64)
    for start in range(0, len(texts), 2000):
        for encoding in tokenizer.encode_batch(texts[start : start + 2000]):
            np.add.at(counts, encoding.ids, 1)
    return counts
