"""The stage `categories`. Without a usable model it still answers: everything `unsure`, with the reason as a notice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.errors import ArtefactError
from core.paths import data_dir
from nlp.artefacts import current_version, load_version
from nlp.categories.judge import Judge
from nlp.categories.model import read_model
from nlp.stage import Draft, Stage


class CategoryStage:
    """Judges categories and priority with a loaded model."""

    name = "categories"

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self.version = judge.model.version

    def apply(self, draft: Draft) -> Draft:
        """Return the draft with categories, evidence and priority."""
        tokens = (draft.title_tokens, draft.text_tokens)
        categories, priority = self._judge(draft.document, draft.title, draft.text, tokens)
        return replace(draft, categories=categories, priority=priority)


class WithoutModel:
    """Stands in when the model cannot be used: leaves every category `unsure` and says why on each document."""

    name = "categories"
    version = "none"

    def __init__(self, reason: str) -> None:
        self._notice = f"categories could not be judged: {reason}"

    def apply(self, draft: Draft) -> Draft:
        """Return the draft with the reason."""
        return draft.with_notice(self._notice)


def build(folder: Path | None = None) -> Stage:
    """Build the stage with the artefact that CURRENT names. Raises: nothing; a bad artefact gives the stand-in."""
    folder = folder or data_dir("models") / "categories"
    try:
        return build_version(folder / current_version(folder))
    except ArtefactError as error:
        return WithoutModel(error.message)


def build_version(folder: Path) -> Stage:
    """Build the stage with the version in this folder, in use or not.

    Raises: ArtefactError when a file is missing, does not match its hash or cannot be used.
    """
    return CategoryStage(Judge(read_model(load_version(folder))))
