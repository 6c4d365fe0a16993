"""The static encoder: a vector a word piece, their mean is the text. Served with numpy and tokenizers, without torch.

The folder is a sentence-transformers model (StaticEmbedding, then Normalize); `tests/integration/nlp/test_encoder.py`
compares the vectors of both routes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load as load_tensors
from tokenizers import Tokenizer

from core.errors import ArtefactError
from nlp.artefacts import Artefact
from nlp.encoder.contract import Vectors, decodable, unit_rows

#: Texts of these characters alone are cut here: for them lower case and the pattern below give what the tokenizer's
#: normaliser and splitter give, and the pieces of each word are remembered. tokenizers 0.23 alone cuts 580 to 660 full
#: articles a second on one core, which would leave nothing for the vectors (2026-11-28).
_PLAIN = re.compile(r"[\t\n\r -~“”‘’–—]*")
_WORD = re.compile(r"[a-z]+|[0-9]+|[^\sa-z0-9]")
#: Words whose pieces are remembered; more (only a flood of made-up words has them) are forgotten together.
_MOST_WORDS = 200_000
#: Word pieces gathered at once: 16,384 rows of 176 numbers are 11 MB.
_MOST_PIECES = 16_384


class StaticEncoder:
    """Means of word-piece vectors, scaled to length 1."""

    route = "static encoder, served with numpy and tokenizers"

    def __init__(self, name: str, tokenizer: Tokenizer, table: Vectors, notice: str = "") -> None:
        self.name = name
        self.notice = notice
        self.width = table.shape[1]
        self._tokenizer = tokenizer
        self.table = table  #: one row a piece
        self._known: dict[str, list[int]] = {}
        #: Pieces that the tokenizer finds before it cuts anything: a text may hold `[UNK]` as it stands.
        self._whole = [token.content for token in tokenizer.get_added_tokens_decoder().values()]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text, of length 1; a text without a known piece gives a row of zeros."""
        sums = np.zeros((len(texts), self.width), np.float32)
        first, waiting, pieces = 0, list[list[int]](), 0
        for number, found in enumerate(self.pieces(texts)):
            waiting.append(found)
            pieces += len(found)
            if pieces >= _MOST_PIECES:
                self._add(waiting, sums[first : number + 1])
                first, waiting, pieces = number + 1, [], 0
        self._add(waiting, sums[first:])
        return unit_rows(sums)

    def _add(self, waiting: list[list[int]], sums: Vectors) -> None:
        """Write the sum of each text's rows; unit length makes it equal to the mean."""
        lengths = np.array([len(found) for found in waiting], np.int64)
        rows = np.flatnonzero(lengths)
        if not len(rows):
            return
        ids = np.fromiter(chain.from_iterable(waiting), np.int64, int(lengths.sum()))
        begins = np.cumsum(lengths)[rows] - lengths[rows]
        sums[rows] = np.add.reduceat(self.table[ids], begins, axis=0)

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the ids of the pieces of each text."""
        cut: list[list[int]] = [[]] * len(texts)
        other = []
        for number, text in enumerate(texts):
            if _PLAIN.fullmatch(text) and not any(token in text for token in self._whole):
                cut[number] = self._cut_plain(text)
            else:
                other.append(number)
        encodings = self._tokenizer.encode_batch_fast([decodable(texts[n]) for n in other], add_special_tokens=False)
        for number, encoding in zip(other, encodings, strict=True):
            cut[number] = encoding.ids
        return cut

    def _cut_plain(self, text: str) -> list[int]:
        words = _WORD.findall(text.lower())
        known = self._known
        try:
            return list(chain.from_iterable([known[word] for word in words]))
        except KeyError:
            if len(known) + len(words) > _MOST_WORDS:
                known.clear()
            new = list({word for word in words if word not in known})
            for word, encoding in zip(
                new, self._tokenizer.encode_batch_fast(new, add_special_tokens=False), strict=True
            ):
                known[word] = encoding.ids
            return list(chain.from_iterable([known[word] for word in words]))


def read_static(artefact: Artefact, notice: str = "") -> StaticEncoder:
    """Parse a verified artefact.

    Raises: ArtefactError when it lacks a part or its parts do not fit together.
    """
    try:
        tokenizer = Tokenizer.from_buffer(artefact.files["tokenizer.json"])
        table: NDArray[np.float32] = load_tensors(artefact.files["model.safetensors"])["embedding.weight"]
        name = f"{artefact.manifest['task']}-{artefact.version}"
    except (KeyError, ValueError, SafetensorError) as error:
        raise ArtefactError(f"{artefact.folder} is not a static encoder: {error!r}.") from error
    except Exception as error:  # tokenizers raises nothing narrower
        raise ArtefactError(f"{artefact.folder / 'tokenizer.json'} cannot be read: {error}.") from error
    if table.dtype != np.float32 or table.ndim != 2 or table.shape[0] != tokenizer.get_vocab_size():
        raise ArtefactError(f"{artefact.folder}: table and vocabulary do not fit together.")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return StaticEncoder(name, tokenizer, np.ascontiguousarray(table), notice)
