"""Assignment of a document to an issue with 200,000 documents in the window, on one core."""

from __future__ import annotations

import os
import random
import resource
import time
from datetime import UTC, datetime, timedelta

import numpy as np

from nlp.encoder.load import load_encoder
from nlp.groups.issues.grouper import Grouper
from nlp.groups.issues.view import DocumentView

STORED, TIMED = 200_000, 1_000
#: Words of the made-up language: drawn so that the n-th is as frequent as 1 / n, as in real texts.
VOCABULARY, TITLE_WORDS, LEAD_WORDS = 60_000, 9, 60
_START = datetime(2026, 11, 1, tzinfo=UTC)
_SPAN = timedelta(days=6)


def documents(count: int, seed: int) -> list[DocumentView]:
    """Return documents whose words are distributed as in real texts; one in five tells the story of another."""
    draw, numbers = random.Random(seed), np.random.default_rng(seed)
    ranks = np.exp(numbers.random((count, TITLE_WORDS + LEAD_WORDS)) * np.log(VOCABULARY)).astype(int)
    views: list[DocumentView] = []
    for at in range(count):
        words = [_word(rank) for rank in ranks[at].tolist()]
        title, lead = words[:TITLE_WORDS], words[TITLE_WORDS:]
        if views and draw.random() < 0.2:
            title[:5] = views[draw.randrange(len(views))].title.split()[:5]
        regions = (f"{draw.randint(11, 96)}",) if draw.random() < 0.5 else ()
        moment = _START + _SPAN * (at / count)
        views.append(DocumentView((seed, at).__repr__(), " ".join(title), " ".join(lead), moment, "", regions))
    return views


def run() -> dict[str, float]:
    """Return milliseconds an assignment, and what filling the window takes."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    grouper = Grouper(encoder=load_encoder())
    begun = time.thread_time()
    for at in range(0, STORED, 20_000):
        part = documents(20_000, at)
        grouper.restore((view, view.key) for view in part)
    filling = time.thread_time() - begun
    taken = []
    for view in documents(TIMED, 7):
        late = DocumentView(view.key, view.title, view.text, _START + _SPAN, "", view.regions)
        begun = time.thread_time()
        grouper.assign(late)
        taken.append((time.thread_time() - begun) * 1000)
    return {
        "in_window": len(grouper),
        "assign_ms_median": round(float(np.median(taken)), 2),
        "assign_ms_p95": round(float(np.percentile(taken, 95)), 2),
        "assign_ms_max": round(max(taken), 2),
        "filling_s": round(filling),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _word(rank: int) -> str:
    """Return the word of a rank: letters only, as long as words are."""
    letters = []
    rest = rank * 7919 + 31
    for _ in range(3):
        letters.append("bcdfghjklmnprstw"[rest % 16] + "aeiou"[rest // 16 % 5])
        rest //= 80
    return "".join(letters) + "ng"[: rank % 3]
