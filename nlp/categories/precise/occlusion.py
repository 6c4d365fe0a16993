"""Finds the words that moved the transformer, by leaving windows of words out and asking again.

Two rounds, each of at most WINDOWS readings a document: windows over everything that it read, then smaller ones inside
the window whose absence cost most. A word's share is what its smallest window cost, spread over that window. The
readings of all documents of a batch run together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from nlp.categories.evidence import Shares
from nlp.categories.precise.network import Logits, Network
from nlp.categories.precise.reading import Reading

#: Readings a document and round. Eight readings in all keep a document that is explained at nine times the cost of one
#: that is not.
WINDOWS = 4

Window = tuple[int, int]  #: tokens, end exclusive


@dataclass(slots=True)
class Occlusion:
    """What leaving words out of one document does to the logits of the outputs that are explained."""

    reading: Reading
    columns: Sequence[int]  #: of the outputs, in the order of the logits
    weights: Sequence[float]  #: how much each of these logits counts in its mixed margin
    logits: NDArray[np.float32]  #: of the whole document
    visible: int  #: tokens that the network read
    found: list[tuple[Window, NDArray[np.float32]]] = field(default_factory=list)

    def windows(self) -> list[Window]:
        """Return the windows to leave out next."""
        if not self.found:
            return split(0, self.visible)
        start, end = max(self.found, key=lambda one: float(np.max(one[1] * self.weights)))[0]
        return split(start, end) if end - start > 1 else []

    def take(self, windows: Sequence[Window], logits: Logits) -> None:
        """Note what the document got without each window."""
        for window, without in zip(windows, logits, strict=True):
            self.found.append((window, (self.logits - without)[list(self.columns)]))

    def shares(self) -> NDArray[np.float32]:
        """Return the share of each token in each explained output, outputs x tokens; a later window overrules."""
        shares = np.zeros((len(self.columns), len(self.reading.spans)), np.float32)
        for (start, end), cost in self.found:
            shares[:, start:end] = cost[:, None] / (end - start)
        return shares


def occlude(network: Network, documents: Sequence[Occlusion]) -> None:
    """Run both rounds for all documents together."""
    for _ in range(2):
        asked = [(document, document.windows()) for document in documents]
        texts = [without(document.reading, *window) for document, windows in asked for window in windows]
        if not texts:
            return
        logits = network.logits(texts)
        at = 0
        for document, windows in asked:
            document.take(windows, logits[at : at + len(windows)])
            at += len(windows)


def split(start: int, end: int) -> list[Window]:
    """Return the tokens as at most WINDOWS windows of nearly the same size, in order."""
    edges = np.linspace(start, end, min(WINDOWS, end - start) + 1).round().astype(int).tolist()
    return list(pairwise(edges))


def without(reading: Reading, start: int, end: int) -> str:
    """Return the text without these tokens."""
    if start == end:
        return reading.text
    first, last = reading.spans[start][0], reading.spans[end - 1][1]
    return reading.text[:first] + reading.text[last:].lstrip() if first else reading.text[last:]


def visible_tokens(reading: Reading, characters: int) -> int:
    """Return how many tokens begin before this character."""
    return sum(start < characters for start, _ in reading.spans)


def spread(shares: Shares, masked: Reading, title: int, spans: Sequence[Window]) -> Shares:
    """Return the shares of the unmasked tokens: what a masked one had, divided among those that it stands for.

    `spans` are those of the unmasked tokens in their field, `title` of them in the title.
    """
    owners: list[int] = []
    at = 0
    tokens = [*masked.title, *masked.body]
    for position, (_, end) in enumerate(spans):
        if position == title:
            at = len(masked.title)
        while tokens[at].end < end:
            at += 1
        owners.append(at)
    if not owners:
        return np.zeros(0, np.float32)
    who = np.array(owners)
    divided: Shares = (shares[who] / np.bincount(who, minlength=len(tokens))[who]).astype(np.float32)
    return divided
