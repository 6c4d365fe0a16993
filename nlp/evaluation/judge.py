"""Asks one version of the models, in use or not, as serving would: the stages `normalise` and `categories`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from core.errors import ArtefactError
from core.schemas.analysis import CategoryJudgement, Judgement
from core.schemas.document import Document, Kind
from nlp.categories.precise.routing import Routing
from nlp.categories.stage import build_version
from nlp.categories.unread import LEFT_OPEN
from nlp.stage import Draft, Stage
from nlp.text.stages import build_normalise


@dataclass(frozen=True, slots=True)
class Answer:
    """What the version says of one text."""

    categories: dict[str, CategoryJudgement]
    priority: Literal[0, 1, 2]

    def of(self, output: str) -> Judgement:
        """Return the judgement of a category, or of a sub-category by its full name (`sara.ujaran`)."""
        category, _, sub = output.partition(".")
        return self.categories[category].subcategories[sub] if sub else self.categories[category]


class VersionJudge:
    """Answers with the version in one folder. A weaker answer than it can give is an error, never a quiet `no`."""

    def __init__(self, stage: Stage) -> None:
        self.version = stage.version
        self._stage = stage
        self._normalise = build_normalise()

    def __call__(self, text: str, title: str = "", kind: Kind = "post") -> Answer:
        """Return the answer. Raises: ArtefactError when the version gives none, or not with all its parts."""
        draft = Draft(Document(id="", kind=kind, title=title, text=text))
        judged = self._stage.apply(self._normalise.apply(draft))
        weaker = [notice for notice in judged.notices if not notice.startswith(LEFT_OPEN)]
        if judged.categories is None or weaker:
            raise ArtefactError(f"Version {self.version} cannot be judged: {'; '.join(weaker) or 'no answer'}")
        return Answer(judged.categories, judged.priority)


def open_version(folder: Path, routing: Routing | None = None) -> VersionJudge:
    """Return the judge of the version in this folder; `routing` stands in place of the settings.

    Raises: ArtefactError when it cannot be used.
    """
    return VersionJudge(build_version(folder, explain=False, routing=routing))
