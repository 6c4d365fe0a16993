"""Posts with a stock line behind them keep their labels: that is how the models learn what says nothing.

Lines as examples of nothing would speak against every output; behind posts of all kinds their words tell no side apart,
and the fit leaves such words out (`nlp.training.fit`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.lexicon import listed_lines
from nlp.categories.combine import HOSTILITY
from nlp.evaluation.seen import fingerprint
from nlp.text.normalise import normalise
from nlp.text.tokens import tokenise
from nlp.training.corpus import NON_COMMERCIAL, Example

#: How many posts each line follows: half of them posts for which some category holds, half others. With 90 lines an
#: instruction behind a long text moved politik.pemilu by .004, without them by .025; other numbers were not tried
#: (2026-11-29).
POSTS = 40


def read_stock(annotated: Sequence[Example]) -> list[Example]:
    """Return annotated posts with a line of contrast_stock.txt behind, always the same ones; hostility is not asked.

    Raises: ConfigError when the list is missing.
    """
    posts = [e for e in annotated if e.kind == "post" and e.source not in NON_COMMERCIAL]
    sides = [[e for e in posts if any(e.targets.values()) == holds] for holds in (True, False)]
    random = np.random.default_rng(0)
    return [
        _behind(side[i], line)
        for line in listed_lines("contrast_stock.txt")
        for side in sides
        for i in random.integers(0, len(side), POSTS // 2 if side else 0).tolist()
    ]


def _behind(post: Example, line: str) -> Example:
    """Return the post with the line at its end, as a row of the set `stock`."""
    text = [*post.text, *tokenise(normalise(line))]
    targets = {output: value for output, value in post.targets.items() if output != HOSTILITY}
    mark = fingerprint("", " ".join(token.form for token in text))
    return replace(post, set="stock", source="stock", text=text, targets=targets, mark=mark)
