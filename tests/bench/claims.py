"""Matching one message against 100,000 fact-checks on one core: real titles and claims, and recombined ones."""

from __future__ import annotations

import os
import random
import resource
import time
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from core.schemas.factcheck import FactCheck
from nlp.claims.encoded import encode_checks
from nlp.claims.kinds import choose
from nlp.claims.match import Matcher
from nlp.claims.model import load_model
from nlp.training.claims.messages import read_store

DATA = Path(__file__).parents[3] / "shared" / "data"
STORED, TIMED, WARM, TOP = 100_000, 400, 30, 10


def recombined(checks: list[FactCheck], count: int) -> list[FactCheck]:
    """Return so many fact-checks: the given ones, then others of the halves of two, with a claim as often."""
    draw = random.Random(1)
    made = list(checks)
    while len(made) < count:
        one, two = draw.choice(checks), draw.choice(checks)
        title = f"{_half(one.title, 0)} {_half(two.title, 1)}"
        claim = f"{_half(one.claim, 0)} {_half(two.claim, 1)}" if one.claim and two.claim else one.claim
        made.append(one.model_copy(update={"title": title, "claim": claim}))
    return made[:count]


def run() -> dict[str, float | str]:
    """Return milliseconds a message, all words and vectors included, and what reading the fact-checks takes."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    threadpool_limits(1)  # a process started on one core has one; two that wait for each other on it count twice
    store = read_store(DATA)
    messages = [message.text for message in store.messages[-TIMED - WARM :]]
    checks = recombined(store.checks, STORED)
    model = load_model()
    chosen = choose(model, "static")
    begun = time.process_time()
    matcher = Matcher(checks, model, chosen.kind, encode_checks(chosen.encoder, checks))
    loading = time.process_time() - begun
    for message in messages[:WARM]:
        matcher.rank(message, TOP)
    taken = []
    for message in messages[WARM:]:
        begun = time.process_time()
        matcher.rank(message, TOP)
        taken.append((time.process_time() - begun) * 1000)
    return {
        "encoder": chosen.kind,
        "fact_checks": len(checks),
        "match_ms_median": round(float(np.median(taken)), 2),
        "match_ms_p95": round(float(np.percentile(taken, 95)), 2),
        "match_ms_max": round(max(taken), 2),
        "loading_s": round(loading, 1),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _half(text: str, which: int) -> str:
    words = text.split()
    middle = (len(words) + 1) // 2
    return " ".join(words[middle:] if which else words[:middle])
