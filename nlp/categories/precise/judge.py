"""Judges documents that the fast stage has judged once more, with the transformer; the mixed margin decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nlp.categories.evidence import Reading as LinearReading
from nlp.categories.evidence import Shares
from nlp.categories.judge import Weighed, judge_margins
from nlp.categories.precise.model import PreciseModel
from nlp.categories.precise.occlusion import Occlusion, occlude, spread
from nlp.categories.precise.reading import Reading, read
from nlp.text.tokens import Token


@dataclass(frozen=True, slots=True)
class Occluded:
    """The shares of the transformer, and how they join those of the linear models."""

    model: PreciseModel
    kind: str
    reading: Reading
    shares: dict[str, NDArray[np.float32]]  #: output that listens -> share of each masked token in the logit

    def joined(self, output: str, reading: LinearReading, shares: Shares) -> Shares:
        """Return the shares of both stages in the mixed margin, for the tokens of the linear reading."""
        mix = self.model.mixes[output][self.kind]
        if output not in self.shares:
            return (mix.linear * shares).astype(np.float32)
        spans = [(token.start, token.end) for token in (*reading.title, *reading.text)]
        own = spread(self.shares[output], self.reading, len(reading.title), spans)
        joined: Shares = (mix.linear * shares + mix.precise * own).astype(np.float32)
        return joined


class PreciseJudge:
    """Answers for one loaded transformer."""

    def __init__(self, model: PreciseModel) -> None:
        self.model = model

    def __call__(
        self,
        weighed: Sequence[Weighed],
        tokens: Sequence[tuple[Sequence[Token], Sequence[Token]]],
        explain: bool = True,
    ) -> list[Weighed]:
        """Return the documents judged by the mixed margins, if asked to explain with the words that moved them."""
        readings = [read(one.kind, *own) for one, own in zip(weighed, tokens, strict=True)]
        answers = self.model.network.answers([reading.text for reading in readings])
        judged = [self._judge(one, answer.logits) for one, answer in zip(weighed, answers, strict=True)]
        if not explain:
            return judged
        heard = [self._heard(one) for one in judged]
        asked = [
            Occlusion(reading, [self.model.outputs.index(output) for output in outputs], answer)
            for outputs, reading, answer in zip(heard, readings, answers, strict=True)
        ]
        occlude(self.model.network, [one for one in asked if one.columns])
        return [
            replace(one, second=self._occluded(one.kind, outputs, occlusion))
            for one, outputs, occlusion in zip(judged, heard, asked, strict=True)
        ]

    def _judge(self, weighed: Weighed, logits: NDArray[np.float32]) -> Weighed:
        margins = self.model.margins(weighed.kind, weighed.margins, logits.tolist(), weighed.names_a_group)
        return replace(weighed, judged=judge_margins(margins, self.model.scales, weighed.kind, weighed.words))

    def _heard(self, weighed: Weighed) -> list[str]:
        """Return the outputs to explain in which the transformer had a say; the words of others cost no reading."""
        return [output for output in weighed.explained if self.model.listens(output, weighed.kind)]

    def _occluded(self, kind: str, outputs: Sequence[str], occlusion: Occlusion) -> Occluded:
        shares = dict(zip(outputs, occlusion.shares(), strict=True))
        return Occluded(self.model, kind, occlusion.reading, shares)
