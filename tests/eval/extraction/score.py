"""Scores extracted articles against the annotated ones by bags of four-word shingles, as the benchmark does.

Each page counts the same: precision and recall of a page are averaged over the pages where they are defined, and F1 is
taken of the two means. A page whose answer is empty has no precision and recall 0.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import statistics
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import trafilatura

from crawler.extract.document import read_page
from tests.eval.extraction.outlets import written

#: Size of a shingle in words.
SHINGLE = 4
_WORD = re.compile(r"\w+")
_NOW = datetime(2026, 11, 22, tzinfo=UTC)

Extract = Callable[[bytes, str], str]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the bag of shingles; a text shorter than one is a single shorter shingle."""
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)) if words)


def page_score(wanted: str, found: str) -> tuple[float | None, float | None]:
    """Return precision and recall of one page; None where there is nothing to divide by."""
    gold, got = shingles(wanted), shingles(found)
    both = (gold & got).total()
    return (both / got.total() if got else None, both / gold.total() if gold else None)


def figures(scores: list[tuple[float | None, float | None]]) -> dict[str, float]:
    """Return F1, precision and recall of a set of pages."""
    precision = statistics.mean(one for one, _ in scores if one is not None)
    recall = statistics.mean(one for _, one in scores if one is not None)
    f1 = 2 * precision * recall / (precision + recall)
    return {"f1": f1, "precision": precision, "recall": recall}


def suar(body: bytes, url: str) -> str:
    """Return the text that Suar would store."""
    return read_page(body, url, "utf-8", "WIB", _NOW).text


def plain(body: bytes, _url: str) -> str:
    """Return what trafilatura alone finds with the settings that Suar uses."""
    return trafilatura.extract(body.decode("utf-8", "replace"), fast=True, include_comments=False) or ""


def half(body: bytes) -> str:
    """Return the half of the set that a page belongs to: rules are looked for on the even one only."""
    return "odd" if hashlib.sha1(body, usedforsecurity=False).digest()[-1] % 2 else "even"


def measure(folder: Path, extract: Extract) -> dict[str, dict[str, float]]:
    """Return the figures of all pages and of both halves."""
    parts: dict[str, list[tuple[float | None, float | None]]] = {"all": [], "even": [], "odd": []}
    for name, row in truth(folder).items():
        body = page(folder, name)
        scored = page_score(row["articleBody"], extract(body, row.get("url", "")))
        parts["all"].append(scored)
        parts[half(body)].append(scored)
    return {part: {k: round(v, 4) for k, v in figures(scores).items()} for part, scores in parts.items()}


def measure_written(extract: Extract) -> dict[str, float]:
    """Return the figures of our own Indonesian pages."""
    scores = [page_score(wanted, extract(body, f"https://{name}.test/b/1")) for name, wanted, body in written()]
    return {name: round(value, 4) for name, value in figures(scores).items()}


def truth(folder: Path) -> Mapping[str, dict[str, str]]:
    """Return the annotated articles by page."""
    rows: dict[str, dict[str, str]] = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    return rows


def page(folder: Path, name: str) -> bytes:
    """Return the bytes of one page."""
    return gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
