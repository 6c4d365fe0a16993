"""Trees weigh all answers into one urgency; a file that does not fit is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import ArtefactError
from core.schemas.analysis import Judgement
from nlp.artefacts import Artefact
from nlp.categories.urgency import FILE, Urgency, read_urgency
from nlp.training.write import npz

#: One tree: is `a` above .5, then is it news; 0, .8 and 1.6.
ARRAYS = {
    "roots": np.array([0], np.int32),
    "inputs": np.array([0, 0, 1, 0, 0], np.int32),
    "least": np.array([0.5, -2.0, 0.5, -2.0, -2.0]),
    "left": np.array([1, 1, 3, 3, 4], np.int32),
    "right": np.array([2, 1, 4, 3, 4], np.int32),
    "values": np.array([0.0, 0.0, 0.0, 0.8, 1.6]),
}
SAID: dict[str, Any] = {"inputs": ["a", "news"], "depth": 2, "start": 0.1, "follow_from": 0.5, "soon_from": 1.5}


def _read(arrays: dict[str, Any], said: dict[str, Any]) -> Urgency | None:
    return read_urgency(Artefact(Path("x"), {"urgency": said, "version": "x"}, {FILE: npz(arrays)}), ["a"])


def _judged(probability: float) -> dict[str, Judgement]:
    return {"a": Judgement(probability=probability, decision="no")}


def test_each_answer_goes_its_way() -> None:
    urgency = _read(ARRAYS, SAID)
    assert urgency is not None
    assert urgency(_judged(0.5), "news") == (False, False)
    assert urgency(_judged(0.9), "post") == (True, False)
    assert urgency(_judged(0.9), "news") == (True, True)


def test_a_version_without_it_has_none() -> None:
    assert read_urgency(Artefact(Path("x"), {"version": "x"}, {}), ["a"]) is None


@pytest.mark.parametrize(
    ("arrays", "said"),
    [
        ({"left": np.array([1, 1, 9, 3, 4], np.int32)}, {}),
        ({"inputs": np.array([0, 0, 2, 0, 0], np.int32)}, {}),
        ({"values": np.zeros(2)}, {}),
        ({}, {"depth": 0}),
        ({}, {"inputs": ["b", "news"]}),
        ({}, {"inputs": None}),
        ({}, {"start": "high"}),
    ],
)
def test_what_does_not_fit_is_refused(arrays: dict[str, Any], said: dict[str, Any]) -> None:
    with pytest.raises(ArtefactError, match="no model of urgency"):
        _read(ARRAYS | arrays, SAID | said)


def test_a_missing_file_is_refused() -> None:
    with pytest.raises(ArtefactError, match="cannot be read"):
        read_urgency(Artefact(Path("x"), {"urgency": SAID, "version": "x"}, {}), ["a"])
