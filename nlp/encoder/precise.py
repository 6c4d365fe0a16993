"""The transformer for matching claims, tuned on messages and their fact-checks; in 8 bits, served by ONNX Runtime.

Activations have one scale a word piece, so a text's vector does not hang on the texts beside it
(`nlp.training.precise.graph`), and fact-checks can be encoded ahead of time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from core.errors import ArtefactError
from nlp.artefacts import Artefact
from nlp.encoder.contract import Vectors, decodable, unit_rows
from nlp.onnx import open_session

#: Word pieces computed at once, padding counted: more is no faster on one core and only takes memory.
_MOST_PIECES = 1024
#: Characters that are looked at: 128 pieces never reach as far, and a flood costs nothing.
_MOST_CHARACTERS = 4000


class PreciseEncoder:
    """Means of the transformer's states over the pieces of a text, scaled to length 1."""

    route = "tuned transformer in 8 bits, served with ONNX Runtime"
    notice = ""

    def __init__(self, name: str, session: Any, tokenizer: Tokenizer, prefix: str, longest: int, width: int) -> None:
        self.name = name
        self.width = width
        self._session = session
        self._tokenizer = tokenizer
        self._prefix = prefix
        self._longest = longest

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text, of length 1, from its first pieces; an empty text gives a row of zeros."""
        found = np.zeros((len(texts), self.width), np.float32)
        written = [number for number, text in enumerate(texts) if text.strip()]
        cut = dict(zip(written, self._cut([texts[number] for number in written]), strict=True))
        waiting: list[int] = []
        for number in sorted(written, key=lambda n: len(cut[n])):
            if waiting and (len(waiting) + 1) * len(cut[number]) > _MOST_PIECES:
                found[waiting] = self._computed([cut[n] for n in waiting])
                waiting = []
            waiting.append(number)
        if waiting:
            found[waiting] = self._computed([cut[n] for n in waiting])
        return unit_rows(found)

    def _cut(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the piece numbers of each text; one that is too long keeps its end mark."""
        plain = [self._prefix + decodable(text[:_MOST_CHARACTERS]) for text in texts]
        cut = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(plain)]
        return [ids if len(ids) <= self._longest else [*ids[: self._longest - 1], ids[-1]] for ids in cut]

    def _computed(self, cut: list[list[int]]) -> Vectors:
        ids = np.zeros((len(cut), max(map(len, cut))), np.int64)
        shown = np.zeros_like(ids)
        for row, one in enumerate(cut):
            ids[row, : len(one)] = one
            shown[row, : len(one)] = 1
        rows: Vectors = self._session.run(None, {"input_ids": ids, "attention_mask": shown})[0]
        return rows


def read_precise(artefact: Artefact, threads: int = 1) -> PreciseEncoder:
    """Parse a verified artefact; it computes on `threads` cores.

    Raises: ArtefactError when it lacks a part or its parts cannot be used.
    """
    try:
        manifest = artefact.manifest
        tokenizer = Tokenizer.from_buffer(artefact.files["tokenizer.json"])
        session = open_session(artefact.files["model.onnx"], threads)
        tokenizer.no_padding()
        tokenizer.no_truncation()
        name = f"{manifest['task']}-{artefact.version}"
        return PreciseEncoder(
            name, session, tokenizer, str(manifest["prefix"]), int(manifest["longest"]), int(manifest["width"])
        )
    except ImportError:  # whoever asks knows another encoder
        raise
    except Exception as error:  # neither library raises anything narrower for content that it cannot read
        raise ArtefactError(f"{artefact.folder} is not an encoder for matching: {error}.") from error
