"""Duplicate check on one core with a million stored signatures: full articles of one outlet (shared data)."""

from __future__ import annotations

import json
import os
import resource
import statistics
import time

import numpy as np

from nlp.groups.duplicates.find import Finder
from nlp.groups.duplicates.owners import Owners
from nlp.groups.duplicates.shelf import _ROW, Shelf
from nlp.groups.duplicates.sketch import folded_words
from tests.bench.analysis import ARTICLES

STORED, RUNS = 1_000_000, 70
#: Articles timed together; the median of the parts is what other work on the machine disturbs least.
PART = 26


def filled(texts: int, runs: int) -> Finder:
    """Return a finder that knows so many texts of so many random sampled runs."""
    draw = np.random.default_rng(1)
    steps = np.cumsum(draw.random(texts * runs))  # as good as sorted random keys, and much sooner ready
    keys = (steps / steps[-1] * (2**32 - 1)).astype(np.uint32)
    keys = keys[np.concatenate([[True], keys[1:] != keys[:-1]])]
    rows = np.zeros(texts, _ROW)
    numbers = np.arange(1, texts + 1, dtype=np.uint64)
    rows["runs_end"], rows["topics_end"], rows["level"], rows["words"] = numbers * runs, numbers * 20, 3, 8 * runs
    rows["root"], rows["whole"], rows["title_words"] = np.arange(texts), draw.integers(1, 2**62, texts), 8
    finder = Finder()
    finder._owners = Owners(keys, draw.integers(0, texts, len(keys), dtype=np.uint32), np.ones(len(keys), np.uint16))
    finder._shelf = Shelf.of(
        {
            "keys": draw.integers(0, 2**32, texts * runs, dtype=np.uint32),
            "places": np.tile(np.arange(runs, dtype=np.uint16) * 8, texts),
            "ranks": np.full(texts * runs, 3, np.uint8),
            "topics": draw.integers(0, 2**32, texts * 20, dtype=np.uint32),
            "short": np.zeros(0, np.uint8),
            "rows": rows,
        }
    )
    finder._numbers, finder._taken = list(range(texts)), texts
    return finder


def run() -> dict[str, float]:
    """Return articles a second with and without folding and sketching, merges included, and what a text takes."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    rows = [json.loads(line) for line in ARTICLES.open(encoding="utf-8")]
    finder = filled(STORED, RUNS)
    warm, *parts = [rows[at : at + PART] for at in range(0, len(rows), PART)]
    for row in warm:  # the first texts move the shelf to a larger room
        finder.take(row["title"], row["body"])
    sketching, whole = [], []
    for part in parts:
        for row in part:  # meet the words
            finder._sketcher.sketch(folded_words(row["title"]), folded_words(row["body"]))
        begun = time.thread_time()
        for row in part:
            finder._sketcher.sketch(folded_words(row["title"]), folded_words(row["body"]))
        sketching.append((time.thread_time() - begun) / len(part))
        begun = time.thread_time()
        for row in part:
            finder.take(row["title"], row["body"])
        whole.append((time.thread_time() - begun) / len(part))
    young = len(finder._owners.keys) // 64
    finder._owners._young |= {key: [0, 1] for key in np.random.default_rng(2).integers(0, 2**32, young).tolist()}
    begun = time.thread_time()
    finder._owners.merge()
    merging = (time.thread_time() - begun) / (young / RUNS)
    checking = [both - one for both, one in zip(whole, sketching, strict=True)]
    stored = sum(array.nbytes for array in finder._shelf.arrays().values()) + 10 * len(finder._owners.keys)
    return {
        "articles_per_s": round(1 / (statistics.median(whole) + merging)),
        "checks_per_s": round(1 / (statistics.median(checking) + merging)),
        "merging_us_an_article": round(merging * 1e6),
        "bytes_a_stored_article": round(stored / STORED),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
