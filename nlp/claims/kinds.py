"""Which encoder compares meanings, and which of the trained weights go with it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from core.errors import BadInput
from nlp.claims.model import ClaimModel
from nlp.encoder.contract import Encoder
from nlp.encoder.load import load_encoder, load_precise_encoder, load_shipped_encoder

#: Weights that leave vectors out: for an encoder that nothing was trained with.
PLAIN = "plain"
Choice = Literal["auto", "static", "precise"]


class Chosen(NamedTuple):
    """An encoder, the name of the weights for it, and why these are not the best, in words; empty when they are."""

    encoder: Encoder
    kind: str
    notice: str


def encoders() -> dict[str, Encoder]:
    """Return the encoders at hand by kind; one that stands in for a missing one is none."""
    static, precise = load_encoder(), load_precise_encoder()
    found = {} if static.notice else {"static": static}
    return found if precise is None else {**found, "precise": precise}


def choose(model: ClaimModel, choice: Choice = "auto") -> Chosen:
    """Return the encoder that is asked for; `auto` takes the transformer where it is installed.

    Raises: BadInput when the transformer is asked for and not installed.
    """
    precise = load_precise_encoder() if choice != "static" else None
    if choice == "precise" and precise is None:
        raise BadInput("The precise encoder is not installed: use --encoder static.")
    shipped = load_shipped_encoder()  # whose pieces are compared beside both
    known = shipped is not None and model.encoders.get("static") == shipped.name
    if known and precise is not None and model.encoders.get("precise") == precise.name:
        return Chosen(precise, "precise", "")
    static = load_encoder()
    if model.encoders.get("static") == static.name:
        return Chosen(static, "static", "")
    why = static.notice or f"The weights in models/claims know nothing of the encoder {static.name}."
    return Chosen(static, PLAIN, f"{why} Only weights for words alone fit; `suar train claims` learns others.")
