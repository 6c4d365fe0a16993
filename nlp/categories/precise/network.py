"""Runs the transformer with ONNX Runtime: texts in, one logit an output out. Imported only when a version has one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Answer:
    """What the transformer says of one text."""

    logits: Logits  #: one an output
    parts: Logits  #: pieces x outputs: what each piece added to the logits
    places: Sequence[tuple[int, int]]  #: where each piece stands in the text; empty for marks of the tokenizer


class Network:
    """A loaded transformer with its tokenizer."""

    def __init__(self, session: Any, tokenizer: Any) -> None:
        self._session = session
        self._tokenizer = tokenizer

    def logits(self, texts: Sequence[str]) -> Logits:
        """Return the logits of the texts, n x outputs."""
        return np.array([answer.logits for answer in self.answers(texts)], np.float32)

    def answers(self, texts: Sequence[str]) -> list[Answer]:
        """Return the answer to each text.

        Only texts of as many pieces go together: nothing is padded, so the time is that of the texts themselves, and
        what a text gets hangs on those beside it by no more than the order of sums (2e-6 in the shipped one).
        """
        read = self._tokenizer.encode_batch(list(texts))
        order = sorted(range(len(read)), key=lambda i: len(read[i].ids))
        found: dict[int, Answer] = {}
        for _, alike in groupby(order, key=lambda i: len(read[i].ids)):
            rows = list(alike)
            for start in range(0, len(rows), MOST_TOGETHER):
                some = rows[start : start + MOST_TOGETHER]
                logits, parts = self._run([read[i].ids for i in some])
                for row, logit, part in zip(some, logits, parts, strict=True):
                    found[row] = Answer(logit, part, read[row].offsets)
        return [found[i] for i in range(len(texts))]

    def _run(self, ids: list[list[int]]) -> tuple[Logits, Logits]:
        pieces = np.array(ids, np.int64)
        inputs = {"input_ids": pieces, "attention_mask": np.ones_like(pieces)}
        logits, parts = self._session.run(["logits", "parts"], inputs)
        return logits, parts


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
