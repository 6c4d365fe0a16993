"""Speed, load time and memory of the two stages of the categories on one core, on posts and articles (shared data).

`fast`: folding, language, linear models, with evidence. `precise`: one reading by the transformer, and all of it with
the readings that find the evidence. `mix`: full articles and posts by turns, one in twenty to the precise stage.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[3] / "shared/data"
#: Documents of a batch, as `suar analyse` takes them.
TOGETHER = 128
_LOAD = """
import sys, time
begun = time.perf_counter()
from core.settings import Settings
from nlp import in_force
in_force.use(Settings(precise=sys.argv[1]))
from nlp.categories.stage import build
from pathlib import Path
stage = build(Path(sys.argv[2]) if sys.argv[2] else None)
seconds = time.perf_counter() - begun
from core.schemas.document import Document
from nlp.stage import Draft
from nlp.text.stages import build_normalise
normal = build_normalise()
stage.apply_all([normal.apply(Draft(Document(id="a", kind="post", text="kata ini " * n))) for n in range(1, 120, 12)])
# VmHWM, not ru_maxrss: that one keeps the size of the process that started this one.
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(stage.version, seconds, int(peak) / 1024)
"""


def run(folder: Path | None = None) -> dict[str, Any]:
    """Return everything for the version in use, or for that of another task folder; `precise` only where it has one."""
    from core.settings import Settings
    from nlp import in_force
    from nlp.categories.stage import CategoryStage, build

    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # one core, as the numbers are asked for
    posts, articles = _posts(), _articles()
    in_force.use(Settings(precise="off"))
    fast = build(folder)
    assert isinstance(fast, CategoryStage)
    found: dict[str, Any] = {
        "posts_per_s": _rate(fast.apply_all, posts),
        "articles_per_s": _rate(fast.apply_all, articles),
        "median_characters": statistics.median(len(one.text) for one in articles),
        "load_fast": _load("off", folder),
    }
    in_force.use(Settings(precise="all"))
    both = build(folder)
    assert isinstance(both, CategoryStage)
    if both._second is None:
        return found
    return found | {
        "precise_posts_per_s": _rate(lambda drafts: _read(both._second, drafts), posts[:384]),
        "precise_one_by_one_per_s": _rate(lambda drafts: [_read(both._second, [one]) for one in drafts], posts[:100]),
        "precise_posts_explained_per_s": _rate(both.apply_all, posts[:128]),
        "mix_per_s": _rate(lambda drafts: _mixed(fast, both, drafts), _by_turns(posts, articles)[:768]),
        "load_both": _load("all", folder),
    }


def _rate(judge: Callable[[Sequence[Any]], object], documents: Sequence[Any]) -> float:
    """Return documents a second, from the text on."""
    from nlp.stage import Draft
    from nlp.text.stages import build_language, build_normalise

    normal, language = build_normalise(), build_language()
    begun = time.perf_counter()
    for start in range(0, len(documents), TOGETHER):
        some = documents[start : start + TOGETHER]
        judge([language.apply(normal.apply(Draft(document))) for document in some])
    return round(len(documents) / (time.perf_counter() - begun), 1)


def _read(second: Any, drafts: Sequence[Any]) -> None:
    """Let the transformer read the drafts, without looking for evidence."""
    from nlp.categories.precise.reading import read

    texts = [read(one.document.kind, one.title_tokens, one.text_tokens).text for one in drafts]
    second.judge.model.network.logits(texts)


def _mixed(fast: Any, both: Any, drafts: Sequence[Any]) -> None:
    both.apply_all(drafts[::20])
    fast.apply_all([draft for i, draft in enumerate(drafts) if i % 20])


def _load(mode: str, folder: Path | None) -> dict[str, Any]:
    """Return the seconds until a fresh process can judge, with its imports, and its peak memory after ten posts."""
    command = [sys.executable, "-c", _LOAD, mode, str(folder or "")]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(3)]
    best = min(runs, key=lambda one: float(one[1]))
    return {"version": best[0], "seconds": round(float(best[1]), 3), "peak_mb": round(float(best[2]), 1)}


def _posts() -> list[Any]:
    from core.schemas.document import Document

    rows = _lines("posts/pilkada_jatim_2024.jsonl")
    return [Document(id=str(i), kind="post", text=row["text"]) for i, row in enumerate(rows)][:1500]


def _articles() -> list[Any]:
    from core.schemas.document import Document

    rows = _lines("news/articles_2025.jsonl")
    return [Document(id=str(i), title=row["title"], text=row["body"]) for i, row in enumerate(rows)]


def _by_turns(posts: Sequence[Any], articles: Sequence[Any]) -> list[Any]:
    return [one for pair in zip(posts, articles, strict=False) for one in pair]


def _lines(name: str) -> Iterator[dict[str, Any]]:
    with (DATA / name).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(Path(sys.argv[1]) if sys.argv[1:] else None), indent=1) + "\n")
