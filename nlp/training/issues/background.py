"""How common each word is in Indonesian news and posts at large, counted over the sets of the data folder."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from nlp.groups.issues.words import bucket, heading_and_lead, telling_stems

#: Words that fewer texts have are not written: names of private people, misspellings.
FEWEST = 2
#: Dated headlines count so many times: they are the only ones in which a campaign is common talk. 3 to 10 give the same
#: figures to .005; without them, pairs F1 of the days left out is .02 lower (2026-11-28).
_DATED_TIMES = 5
#: One in so many slugs is counted: their outlets wrote about one war for a year.
_SLUGS_EACH = 6
_SLUG_END = re.compile(r"[-/_.]+")


def count_background(data: Path, without: Collection[str]) -> tuple[int, dict[int, int]]:
    """Return the number of texts and in how many of them each bucket's words stand.

    Headlines whose titles are in `without` are left out: on their days, how common words are shall be measured.

    Raises: OSError when a set cannot be read.
    """
    texts, words = 0, Counter[str]()
    for text in _texts(data, set(without)):
        found = set(telling_stems(text))
        texts += bool(found)
        words.update(found)
    buckets: Counter[int] = Counter()
    for word, times in words.items():
        if times >= FEWEST:
            buckets[bucket(word)] += times
    return texts, dict(sorted(buckets.items()))


def _texts(data: Path, without: set[str]) -> Iterator[str]:
    """Yield titles, leads, paragraphs and the words of addresses."""
    for row in _rows(data / "labels" / "categories_dev.jsonl"):
        if row["kind"] == "news" and " ".join((row["title"] or "").split()) not in without:
            yield from (row["title"] or "", row["text"][:400])
    for row in _rows(data / "news" / "titles_5_sections.jsonl"):
        yield row["title"]
    for name in ("pilkada_jatim_2024", "pilpres_2019", "messages_hoax"):
        for row in _rows(data / "posts" / f"{name}.jsonl"):
            yield row["text"][:400]
    for row in _rows(data / "news" / "articles_2025.jsonl"):
        yield from row["body"].split("\n\n")[:8]
    slugs = [row["url"] for row in _rows(data / "news" / "headlines.jsonl") if not row.get("date")]
    for url in slugs[::_SLUGS_EACH]:
        yield _SLUG_END.sub(" ", url.rstrip("/").split("/")[-1])
    for row in _rows(data / "news" / "headlines.jsonl"):
        title = " ".join(row["title"].split())
        if row.get("date") and title not in without:
            yield from [heading_and_lead(title, "")[0]] * _DATED_TIMES
    for row in list(_rows(data / "claims" / "factchecks.jsonl"))[::3]:
        yield row["title"]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
