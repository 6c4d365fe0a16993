"""Which encoder compares meanings, and which of the trained weights go with it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from core.errors import ArtefactError, BadInput
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
    passed_over = ""
    if precise is not None:
        passed_over = _why_not(model, precise)
        if not passed_over:
            return Chosen(precise, "precise", "")
    static = load_encoder()
    if model.encoders.get("static") == static.name:
        return Chosen(static, "static", f"{passed_over} {static.name} takes its place." if passed_over else "")
    why = static.notice or f"The weights in models/claims know nothing of the encoder {static.name}."
    last = "Only weights for words alone fit; `suar train claims` learns others."
    return Chosen(static, PLAIN, " ".join(filter(None, (passed_over, why, last))))


def choose_for_comparing(model: ClaimModel) -> Chosen:
    """Return the static encoder that comparing was learned with: the one of the setting, else the one of the release.

    Only where a version has weights that leave vectors out, another one serves; what comes with Suar has none.

    Raises: ArtefactError when neither can be used, and says which; ConfigError as nlp.encoder.load.load_encoder does.
    """
    static, learned = load_encoder(), model.encoders.get("static", "none")
    if learned == static.name:
        return Chosen(static, "static", "")
    shipped = load_shipped_encoder()
    if shipped is not None and learned == shipped.name:
        notice = f"The weights in models/claims know nothing of the encoder {static.name}. {shipped.name} compares."
        return Chosen(shipped, "static", notice)
    if f"compare.{PLAIN}" in model.functions:
        return choose(model, "static")
    if shipped is None:
        why = "models/encoder cannot be used: `suar doctor` names the file. Restore it from the release."
    else:
        why = f"models/encoder holds {shipped.name}: restore that one from the release, or run `suar train claims`."
    raise ArtefactError(f"Claims are compared with the encoder {learned} alone, and {why}")


def _why_not(model: ClaimModel, precise: Encoder) -> str:
    """Return why the weights do not go with this transformer, in words; empty when they do."""
    if model.encoders.get("precise") != precise.name:
        return f"The weights in models/claims know nothing of the transformer {precise.name}."
    shipped = load_shipped_encoder()  # whose pieces are compared beside both
    if shipped is None or model.encoders.get("static") != shipped.name:
        return f"The transformer {precise.name} needs the static encoder that its weights were learned with."
    return ""
