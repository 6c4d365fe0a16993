"""What encoders make of a set of fact-checks: the one way in which every caller prepares them for `Searcher`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.schemas.factcheck import FactCheck
from nlp.claims.kept_vectors import encode_all
from nlp.claims.pieces import Pieces
from nlp.claims.search import Encoded
from nlp.claims.shelf import CLAIM_LIMIT
from nlp.claims.vectors import Nearest, Vectors
from nlp.encoder.contract import Encoder
from nlp.encoder.load import load_shipped_encoder

Encode = Callable[[Encoder, Sequence[str]], Vectors]


def encode_checks(encoder: Encoder, checks: Sequence[FactCheck], encode: Encode = encode_all) -> Encoded:
    """Return the vectors of titles and claims, which `encode` makes or has kept, and the titles' word pieces."""
    titles, claims = [check.title for check in checks], [check.claim[:CLAIM_LIMIT] for check in checks]
    rows = encode(encoder, [*titles, *claims])
    return Encoded(encoder, Nearest(rows[: len(titles)]), Nearest(rows[len(titles) :]), pieces_of(titles))


def pieces_of(titles: Sequence[str]) -> Pieces | None:
    """Return the word pieces of the titles by the static encoder that comes with Suar; None where it is damaged."""
    shipped = load_shipped_encoder()
    return None if shipped is None else Pieces(shipped, titles)
