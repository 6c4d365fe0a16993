"""How much of a title stands in a message piece by piece, pieces of near meaning counted too (`tentara`, `prajurit`).

For each word piece of the title the nearest of the message's is looked for among the static encoder's vectors, as late
interaction does with a transformer's states (ColBERT, Khattab and Zaharia 2020). Those need 100 MB more for 100,000
titles and found no more here (2026-11-29).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nlp.claims.arrays import Ints, Ragged, least, summed

if TYPE_CHECKING:
    from nlp.encoder.static import StaticEncoder

#: Different pieces of a message that are compared: 128 cost a tenth of what the longest need, and find as much.
_MOST, _READ = 128, 1_500
_TINY = 1e-9


class Pieces:
    """The word pieces of all titles, by the vocabulary of one static encoder."""

    def __init__(self, encoder: StaticEncoder, titles: Sequence[str]) -> None:
        """Cut the titles."""
        self._encoder = encoder
        self._titles = Ragged.of(dict.fromkeys(one) for one in encoder.pieces(titles))
        self._lengths = np.maximum(np.linalg.norm(encoder.table, axis=1), _TINY)

    def of(self, message: str) -> Ints:
        """Return the different pieces of the beginning of a message."""
        found = dict.fromkeys(self._encoder.pieces([message[:_READ]])[0])
        return np.fromiter(found, np.int64, len(found))[:_MOST]

    def covered(self, message: Ints, rows: Ints) -> NDArray[np.float64]:
        """Return for each title how near its pieces are to the message's: on average, by weight, and at least.

        A vector is as long as its piece is telling; a title or a message without pieces gives zeros.
        """
        pieces, owners = self._titles.pick(rows)
        if not len(pieces) or not len(message):
            return np.zeros((len(rows), 2))
        distinct, at = np.unique(pieces, return_inverse=True)
        table, lengths = self._encoder.table, self._lengths
        nearest = (table[distinct] @ (table[message] / lengths[message, None]).T).max(axis=1) / lengths[distinct]
        near = nearest[at].astype(np.float64)
        weights = (lengths[pieces] ** 2).astype(np.float64)
        mean = summed(owners, weights * near, len(rows)) / np.maximum(summed(owners, weights, len(rows)), _TINY)
        return np.stack([mean, least(owners, near, len(rows))], axis=1)
