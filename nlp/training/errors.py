"""How the errors of an output look: confusion, calibration curve, and what they cost at the stated prices."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.evaluation.cost import Costs, read_costs
from nlp.evaluation.scores import bins, confusion

#: Outputs that are looked at this closely.
CLOSELY = ("politik", "sara", "klaim", "sara.ujaran")

Truth = NDArray[np.bool_]


def errors(
    output: str, kind: str, truth: Truth, decisions: list[str], chance: NDArray[np.float64], plain: Truth
) -> dict[str, Any]:
    """Return the errors on rows of one kind (`all` for both); the curve runs over the plainly drawn rows only.

    Raises: ConfigError when the prices cannot be read.
    """
    if output not in CLOSELY:
        return {}
    cells = confusion(truth, decisions)
    return {
        "confusion": cells,
        "calibration": [[one.chance, one.share, one.rows] for one in bins(truth[plain], chance[plain])],
        "cost": None if kind == "all" else _costs().of(output, kind, cells),
    }


@cache
def _costs() -> Costs:
    return read_costs()
