"""The demo newsroom's texts as an evaluation set: their regions were planted by people who never saw the linker.

python -m tests.eval.regions.newsroom            # the figures of articles, posts and both halves
python -m tests.eval.regions.newsroom --errors   # print every text that is not exactly right
"""

from __future__ import annotations

import json
import sys

from crawler.newsroom.content import load_content, paragraphs
from tests.eval.regions.score import Row, at_regency, score

#: Parts of the set; `even` and `odd` by place in the list, so that one half can be read and the other kept.
Parts = dict[str, list[Row]]


def newsroom_rows() -> list[Row]:
    """Return articles, then posts, shaped like the labelled rows. A place that is named and not planted is wrong."""
    content = load_content()
    home = {outlet.id: outlet.home_region for outlet in content.outlets}
    articles = [
        row(a.key, "news", a.title, "\n\n".join(paragraphs(a.body)), a.regions, home[a.outlet])
        for a in content.articles
    ]
    return articles + [row(p.id, "post", "", p.text, p.regions, p.region_hint) for p in content.posts]


def row(key: str, kind: str, title: str, text: str, regions: tuple[str, ...], source: str | None) -> Row:
    """Shape one text."""
    wanted = sorted(at_regency(regions))
    return {
        "id": key, "src": "newsroom", "kind": kind, "title": title, "text": text, "source_region": source,
        "regions": wanted, "also_ok": sorted({code[:2] for code in wanted}), "must_not": [],
    }  # fmt: skip


def parts(rows: list[Row]) -> Parts:
    """Split the set."""
    return {
        "all": rows,
        "articles": [r for r in rows if r["kind"] == "news"],
        "posts": [r for r in rows if r["kind"] == "post"],
        "even": rows[::2],
        "odd": rows[1::2],
    }


def measure() -> dict[str, dict[str, float]]:
    """Return the figures of every part, and the share of texts whose planted codes are all in focus."""
    figures = {name: score(rows).figures() for name, rows in parts(newsroom_rows()).items()}
    return {name: {k: round(v, 4) for k, v in part.items()} for name, part in figures.items()}


if __name__ == "__main__":
    if "--errors" in sys.argv:
        sys.stdout.write("\n".join(score(newsroom_rows()).errors) + "\n")
    sys.stdout.write(json.dumps(measure(), indent=1) + "\n")
