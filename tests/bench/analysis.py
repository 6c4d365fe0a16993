"""Documents a second on one core through the whole pipeline, on full articles of one outlet (shared data)."""

from __future__ import annotations

import json
import os
import resource
import statistics
import time
from pathlib import Path

ARTICLES = Path(__file__).parents[3] / "shared/data/news/articles_2025.jsonl"


def run() -> dict[str, float]:
    """Return documents a second, the median length in characters, and the peak memory in MB."""
    from core.schemas.document import Document
    from nlp.pipeline import analyse

    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # one core, as the number is asked for
    rows = [json.loads(line) for line in ARTICLES.open(encoding="utf-8")]
    documents = [Document(id=str(n), title=row["title"], text=row["body"]) for n, row in enumerate(rows)]
    analyse(documents[0])  # load the models
    begun = time.perf_counter()
    for document in documents:
        analyse(document)
    seconds = time.perf_counter() - begun
    return {
        "documents_per_s": round(len(documents) / seconds, 1),
        "median_characters": statistics.median(len(document.text) for document in documents),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }
