"""The trained part of grouping: how common words are in general, and what the likeness of two documents weighs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from core.errors import ArtefactError
from core.paths import data_dir
from nlp.artefacts import Artefact, load_artefact
from nlp.groups.issues.words import BUCKETS

Floats = npt.NDArray[np.float64]

#: What of two documents is compared, in the order of the weights (nlp.groups.issues.likeness).
FEATURES = (
    "title",  # cosine of the titles' words, weighted by rarity in the window and in general
    "plain",  # the same, weighted by rarity in the window only: weighs against what is just common talk
    "rarest",  # rarity of the rarest word that both titles have
    "pieces",  # cosine of pieces of words: other forms and spellings
    "lead",  # cosine of the rare words of title and lead, where both have one
    "leads",  # 1 where both have a lead
    "meaning",  # cosine of the encoder's vectors, the mean of all taken out
    "days",  # days between them
    "same_place",  # 1 where both name regions and one contains the other
    "other_place",  # 1 where both name regions and none contains another
    "other_numbers",  # 1 where both titles have numbers and none in common
)


@dataclass(frozen=True)
class Weights:
    """A logistic regression over `FEATURES`, and the probabilities above which documents are grouped."""

    bias: float
    weights: Floats
    #: Mean probability from which a new document joins an issue, and from which two groups become one in the end.
    join: float
    final: float


@dataclass(frozen=True)
class GroupingModel:
    """One version of the artefact."""

    version: str
    #: Share of all texts that have each bucket's words (BUCKETS).
    common: npt.NDArray[np.float32]
    texts: int
    #: By the name of the encoder; `""` does without.
    by_encoder: dict[str, Weights]

    def weights(self, encoder: str) -> tuple[Weights, bool]:
        """Return the weights for an encoder and whether they use it; an unknown one is not used."""
        return self.by_encoder.get(encoder, self.by_encoder[""]), encoder in self.by_encoder


@cache
def load_model() -> GroupingModel:
    """Load the version that CURRENT names.

    Raises: ArtefactError when it is missing or damaged.
    """
    return read_model(load_artefact(data_dir("models") / "issues"))


def read_model(artefact: Artefact) -> GroupingModel:
    """Return the model of an artefact.

    Raises: ArtefactError when a file is missing or does not hold what it must.
    """
    try:
        stored = artefact.arrays("background.npz")
        common = np.zeros(BUCKETS, np.float32)
        texts = int(stored["texts"].item())
        common[stored["buckets"]] = stored["counts"] / texts
        weights = {name: _weights(one) for name, one in json.loads(artefact.files["weights.json"]).items()}
        model = GroupingModel(artefact.version, common, texts, weights)
        model.weights("")
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, ZeroDivisionError) as error:
        raise ArtefactError(
            f"{artefact.folder} cannot be used: {error!r}. Restore it from the release, or train it again with "
            "`suar train issues`."
        ) from error
    return model


def _weights(stored: dict[str, float | dict[str, float]]) -> Weights:
    by_name = stored["weights"]
    if not isinstance(by_name, dict) or set(by_name) != set(FEATURES):
        raise ValueError("weights.json does not weigh the features of this version")
    values = np.array([by_name[name] for name in FEATURES], float)
    bias, join, final = (float(stored[name]) for name in ("bias", "join", "final"))  # type: ignore[arg-type]
    return Weights(bias, values, join, final)
