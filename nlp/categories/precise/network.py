"""Runs the transformer with ONNX Runtime: texts in, one logit an output out. Imported only when a version has one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import ArtefactError
from nlp.artefacts import Artefact
from nlp.onnx import open_session

#: Texts in one call at most: with 32 none is read faster (88 a second, 100 with 8), and with 16 the peak was 344 MB.
MOST_TOGETHER = 8

Logits = NDArray[np.float32]


class Network:
    """A loaded transformer with its tokenizer."""

    def __init__(self, session: Any, tokenizer: Any) -> None:
        self._session = session
        self._tokenizer = tokenizer

    def logits(self, texts: Sequence[str]) -> Logits:
        """Return the logits of the texts, n x outputs.

        Only texts of as many pieces go together: nothing is padded, so the time is that of the texts themselves and
        what a text gets does not hang on those beside it.
        """
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        found: list[Any] = [None] * len(ids)
        for _, alike in groupby(order, key=lambda i: len(ids[i])):
            rows = list(alike)
            for start in range(0, len(rows), MOST_TOGETHER):
                some = rows[start : start + MOST_TOGETHER]
                for row, logits in zip(some, self._run([ids[i] for i in some]), strict=True):
                    found[row] = logits
        return np.array(found, np.float32)

    def visible(self, text: str) -> int:
        """Return how many characters of the text the network reads before it is cut off."""
        ends = [end for _, end in self._tokenizer.encode(text).offsets]
        return max(ends, default=0)

    def _run(self, ids: list[list[int]]) -> Logits:
        pieces = np.array(ids, np.int64)
        found: Logits = self._session.run(["logits"], {"input_ids": pieces, "attention_mask": np.ones_like(pieces)})[0]
        return found


def load_network(artefact: Artefact, longest: int, threads: int) -> Network:
    """Load the network of a verified artefact; it reads `longest` pieces of a text.

    Raises: ArtefactError when a file is not what it should be, or ONNX Runtime is not installed or refuses it.
    """
    try:
        from tokenizers import Tokenizer

        session = open_session(artefact.files["precise.onnx"], threads)
        tokenizer = Tokenizer.from_str(artefact.files["precise.tokenizer.json"].decode("utf-8"))
        tokenizer.enable_truncation(longest)
        tokenizer.no_padding()
        network = Network(session, tokenizer)
        network.logits(["."])
    except ImportError as error:
        raise ArtefactError(f"the precise stage needs onnxruntime and tokenizers: {error}.") from error
    except Exception as error:  # the runtime raises classes of its own for every kind of broken model
        raise ArtefactError(f"{artefact.folder}: the transformer cannot be used: {str(error)[:200]}.") from error
    return network
