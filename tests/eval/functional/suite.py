"""The functional suite asked of the shipped models as the whole chain answers; own sentences, none of them taught.

python -m tests.eval.functional.suite    # every figure as JSON
"""

from __future__ import annotations

import json
import sys
from functools import cache
from typing import Any

from core.schemas.analysis import Analysis
from core.schemas.document import Kind
from nlp import analyse_text
from nlp.evaluation.behaviour import measure_behaviour
from nlp.evaluation.judge import Answer


def shipped(text: str, title: str = "", kind: Kind = "post") -> Analysis:
    """Return what the shipped models say of a text."""
    return analyse_text(text, title=title, kind=kind, stages=["categories"])


@cache
def behaviour() -> dict[str, Any]:
    """Return the figures of the whole suite, as promotion gates them."""
    return measure_behaviour(_answer)


def _answer(text: str, title: str = "", kind: Kind = "post") -> Answer:
    found = shipped(text, title, kind)
    return Answer(found.categories, found.priority)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(behaviour(), indent=1) + "\n")
