"""Texts a second on one core through the static encoder: messages and titles, and full articles (shared data)."""

from __future__ import annotations

import json
import os
import resource
import statistics
import time
from pathlib import Path

DATA = Path(__file__).parents[3] / "shared/data"


def run() -> dict[str, float | str]:
    """Return texts and articles a second of processor time, and how long the transformer needs for a message."""
    os.environ["RAYON_NUM_THREADS"] = "1"  # tokenizers' own threads
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # one core, as the number is asked for
    from nlp.encoder.load import load_encoder, load_precise_encoder

    articles = [row["body"] for row in _rows("news/articles_2025.jsonl")]
    titles = [row["title"] for row in _rows("claims/factchecks.jsonl")]
    messages = [row["text"][:500] for row in _rows("posts/messages_hoax.jsonl")]
    begun = time.process_time()
    encoder = load_encoder()
    loaded = time.process_time() - begun
    result: dict[str, float | str] = {
        "encoder": encoder.name,
        "load_s": round(loaded, 2),
        "short_per_s": round(_rate(encoder, titles)),
        "articles_per_s": round(_rate(encoder, articles)),
        "median_characters": statistics.median(map(len, articles)),
    }
    if precise := load_precise_encoder():
        times = [_seconds(precise, [message]) for message in messages[:100]]
        result["transformer_message_ms_median"] = round(1000 * statistics.median(times), 1)
        result["transformer_message_ms_p95"] = round(1000 * statistics.quantiles(times, n=20)[18], 1)
        result["transformer_titles_per_s"] = round(_rate(precise, titles[:400]))
    return result | {"peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)}


def _rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (DATA / name).open(encoding="utf-8")]


def _rate(encoder: object, texts: list[str]) -> float:
    return len(texts) / _seconds(encoder, texts)


def _seconds(encoder: object, texts: list[str]) -> float:
    """Return processor seconds: the rate does not hang on what else runs."""
    begun = time.process_time()
    encoder.encode(texts)  # type: ignore[attr-defined]
    return time.process_time() - begun


if __name__ == "__main__":
    print(run())
