"""The sets of documents whose stories are known: a few days of headlines each, and articles with their texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from core.errors import BadInput
from core.paths import data_dir
from core.schemas.document import Document
from nlp.groups.issues.view import DocumentView
from nlp.pipeline import analyse


@dataclass(frozen=True)
class StorySet:
    """Documents of some days and, in their order, the story of each."""

    name: str
    views: list[DocumentView]
    stories: list[str]


def read_story_sets(data: Path) -> list[StorySet]:
    """Return the labelled sets below the data folder.

    Raises: BadInput when a file is missing or is not what the labels were made on.
    """
    labels = json.loads((data_dir("configs") / "lexicon" / "stories.json").read_text("utf-8"))
    try:
        headlines = _lines(data / "news" / "headlines.jsonl")
        articles = _lines(data / "news" / "articles_2025.jsonl")
        grouped = _lines(data / "claims" / "story_groups_dev.jsonl")
    except OSError as error:
        raise BadInput(f"{error.filename} cannot be read: name the folder with news/ and claims/.") from error
    sets = [_set("headlines 2023-12-12/2023-12-14", [(row["group"], _from_group(row)) for row in grouped])]
    for days, stories in labels["headlines"].items():
        sets.append(_numbered(f"headlines {days}", days, stories, _dated(headlines)))
    for days, stories in labels["articles"].items():
        sets.append(_numbered(f"articles {days}", days, stories, _article_views(articles)))
    return sets


def days_of(row: dict[str, Any]) -> datetime | None:
    """Return the day of a headline (`14/12/2023`) or an article (`01Nov2025`)."""
    for form in ("%d/%m/%Y", "%d%b%Y"):
        try:
            return datetime.strptime(row.get("date") or "", form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def _numbered(name: str, days: str, stories: list[list[int]], views: Iterator[tuple[int, DocumentView]]) -> StorySet:
    """Return the documents between two days; `stories` are lists of line numbers, all others are alone."""
    first, last = (datetime.fromisoformat(day).replace(tzinfo=UTC) for day in days.split("/"))
    story = {number: f"s{place}" for place, some in enumerate(stories) for number in some}
    rows = [
        (story.get(number, f"alone {number}"), view)
        for number, view in views
        if first <= view.at < last + timedelta(days=1)
    ]
    missing = story.keys() - {view.key for _, view in rows}
    if missing:
        raise BadInput(f"{name}: the labels name lines {sorted(missing)[:5]} that are not of these days.")
    return _set(name, rows)


def _set(name: str, rows: list[tuple[str, DocumentView]]) -> StorySet:
    return StorySet(name, [_with_regions(view) for _, view in rows], [story for story, _ in rows])


def _with_regions(view: DocumentView) -> DocumentView:
    found = analyse(Document(id=str(view.key), title=view.title, text=view.text), ["regions"]).regions
    codes = tuple(region.code for region in found if region.role != "dateline")
    return DocumentView(view.key, view.title, view.text, view.at, view.source, codes)


def _from_group(row: dict[str, Any]) -> DocumentView:
    return DocumentView(row["id"], row["title"], "", datetime.fromisoformat(row["date"]), row["outlet"])


def _dated(headlines: list[dict[str, Any]]) -> Iterator[tuple[int, DocumentView]]:
    for number, row in enumerate(headlines):
        day = days_of(row)
        if day is not None:
            yield number, DocumentView(number, " ".join(row["title"].split()), "", day, row["outlet"])


def _article_views(articles: list[dict[str, Any]]) -> Iterator[tuple[int, DocumentView]]:
    for number, row in enumerate(articles):
        day = days_of(row)
        if day is not None:
            yield number, DocumentView(number, row["title"], row["body"], day)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
