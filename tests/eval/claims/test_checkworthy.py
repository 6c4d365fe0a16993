"""Gate: what check-worthiness holds back is nearly never labelled a claim, whatever model judged it.

Measured on the labels, 2026-11-30 (docs/claims.md). The limits may be tightened by hand, never loosened.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from core.schemas.document import Document
from nlp.claims.checkworthy import judge_worth
from nlp.claims.grounds import read_words
from nlp.claims.weigh import HOLDING
from nlp.stage import Draft
from nlp.text.stages import build_normalise

LABELS = Path(__file__).resolve().parents[4] / "shared" / "data" / "labels" / "categories_dev.jsonl"
#: Of the posts that are held back, the share that is labelled a claim (measured .014; of all posts .113), and of the
#: labelled claims the share that is held back (.007). At least so many posts and news must be held at all.
MOST_CLAIMS, MOST_LOST = 0.02, 0.01
LEAST_HELD = {"post": 150, "news": 450}


def test_claims_are_rarely_held_back() -> None:
    if not LABELS.is_file():
        pytest.skip(f"needs the labelled data in {LABELS.parent}")
    normalise, words = build_normalise(), read_words()
    held: Counter[tuple[str, bool]] = Counter()
    claims = 0
    for line in LABELS.read_text(encoding="utf-8").strip().split("\n"):
        row = json.loads(line)
        document = Document(id="", kind=row["kind"], title=row["title"] or "", text=row["text"] or "")
        is_claim = "klaim" in row["subs"]
        claims += is_claim
        if judge_worth(normalise.apply(Draft(document)), words).verdict in HOLDING:
            held[row["kind"], is_claim] += 1
    for kind, least in LEAST_HELD.items():
        assert held[kind, False] >= least, (kind, held)
    assert held["post", True] <= MOST_CLAIMS * (held["post", True] + held["post", False]), held
    assert held["post", True] + held["news", True] <= MOST_LOST * claims, (held, claims)
