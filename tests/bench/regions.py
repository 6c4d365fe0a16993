"""Linking of regions on one core: documents a second, load time and added memory; a peer beside it where installed.

Two sets of shared data: the labelled texts (360, mean 442 characters), which the target of 2,000 a second is about,
and full articles of one outlet. Each figure is measured in a fresh process, so that nothing loaded before counts.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SHARED = Path(__file__).parents[3] / "shared/data"
LABELLED, ARTICLES = SHARED / "labels/regions_dev.jsonl", SHARED / "news/articles_2025.jsonl"
PEER = "location_ner"
ROUNDS = 5


def run() -> dict[str, Any]:
    """Return the figures. Raises: FileNotFoundError without the shared data."""
    for path in (LABELLED, ARTICLES):
        path.stat()
    command = [sys.executable, "-m", "tests.bench.regions"]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    found: dict[str, Any] = json.loads(answer.stdout)
    return {**found, "id-location-ner": peer()}


def measure() -> dict[str, float]:
    """Return the figures of this process, which must be a fresh one."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # one core, as the number is asked for
    from core.schemas.document import Document

    labelled, articles = read(LABELLED), read(ARTICLES)
    texts = [Document(id="l", kind=row["kind"], title=row["title"], text=row["text"]) for row in labelled]
    long_ones = [Document(id="a", title=row["title"], text=row["body"]) for row in articles]
    before = peak()
    begun = time.perf_counter()
    from nlp.regions import link_regions

    link_regions(texts[0])
    loaded = time.perf_counter() - begun
    added = peak() - before

    def rate(documents: list[Document]) -> float:
        best = 0.0
        for _ in range(ROUNDS):
            start = time.process_time()
            for document in documents:
                link_regions(document)
            best = max(best, len(documents) / (time.process_time() - start))
        return round(best, 1)

    return {
        "labelled_per_s": rate(texts),
        "labelled_mean_characters": round(sum(len(d.title) + len(d.text) for d in texts) / len(texts), 1),
        "articles_per_s": rate(long_ones),
        "articles_mean_characters": round(sum(len(d.text) for d in long_ones) / len(long_ones), 1),
        "load_s": round(loaded, 3),
        "load_added_mb": round(added, 1),
        "added_mb": round(peak() - before, 1),
    }


def peer() -> dict[str, float] | str:
    """Return the peer's figures on the labelled texts in its best configuration, or that it is absent."""
    if importlib.util.find_spec(PEER) is None:
        return "absent"
    import location_ner

    with tempfile.TemporaryDirectory() as folder:
        before, begun = peak(), time.perf_counter()
        extractor = location_ner.LocationExtractor.from_csv(gazetteer(Path(folder)), max_level="city")
        loaded = time.perf_counter() - begun
        texts = [f"{row['title']} {row['text']}" for row in read(LABELLED)]
        start = time.process_time()
        found = [extractor.extract(text, fuzzy=True) for text in texts]
        rate = round(len(texts) / (time.process_time() - start), 1)
    return {
        "labelled_per_s": rate,
        "load_s": round(loaded, 3),
        "added_mb": round(peak() - before, 1),
        **{name: round(value, 4) for name, value in judge(found).items()},
    }


def gazetteer(folder: Path) -> Path:
    """Write our table in the peer's form, and return where."""
    from core.regions.tree import load_tree

    tree, path = load_tree(), folder / "gazetteer.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        levels = ("province", "city", "district", "subdistrict")
        writer.writerow([f"{level}_{part}" for level in levels for part in ("name", "code")])
        for district in tree.districts():
            above = [(tree.get(code).name, code) for code in (district.code[:2], district.code[:5])]
            writer.writerow(
                [v for pair in (*above, (district.short, district.code), (district.short, "")) for v in pair]
            )
    return path


def judge(found: list[Any]) -> dict[str, float]:
    """Score the peer's unique mentions as ours are scored: at kab/kota level, against the focus."""
    from tests.eval.regions.score import Tally, add

    tally = Tally()
    for row, mentions in zip(read(LABELLED), found, strict=True):
        best = [mention.candidates[0] for mention in mentions if mention.candidates]
        add(tally, row, {c.get("city_code") or c["province_code"] for c in best})
    figures = tally.figures()
    return {name: figures[name] for name in ("strict_f1", "recall", "lenient_precision", "false_alarm_rate")}


def read(path: Path) -> list[dict[str, Any]]:
    """Return the rows."""
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def peak() -> float:
    """Return the most memory that this process held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()))
