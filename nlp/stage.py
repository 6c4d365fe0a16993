"""What a stage of the pipeline is, and the register that turns the names in configs/pipeline.toml into stages.

A stage takes the draft of an analysis and returns a fuller one. It is built once, then only reads: no I/O, no clock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Literal, Protocol, runtime_checkable

from core.errors import ConfigError
from core.schemas.analysis import CategoryJudgement, CheckWorthiness, Language, Obfuscation, RegionLink
from core.schemas.document import Document
from nlp.text.normalise import Normalised
from nlp.text.tokens import Token

EMPTY = Normalised("")
UNDECIDED = Language(code="und", confidence=0.0)
PLAIN = Obfuscation(score=0.0)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of one document so far; each stage fills in its part."""

    document: Document
    title: Normalised = EMPTY
    text: Normalised = EMPTY
    title_tokens: Sequence[Token] = ()
    text_tokens: Sequence[Token] = ()
    is_read: bool = False  #: whether title and text were normalised; without it no words does not mean nothing said
    language: Language = UNDECIDED
    categories: dict[str, CategoryJudgement] | None = None
    priority: Literal[0, 1, 2] = 0
    checkworthiness: CheckWorthiness | None = None
    regions: tuple[RegionLink, ...] = ()
    obfuscation: Obfuscation = PLAIN
    notices: tuple[str, ...] = ()

    def with_notice(self, notice: str) -> Draft:
        """Return the draft with one more reason why the answer is weaker than it could be."""
        return replace(self, notices=(*self.notices, notice))


class Stage(Protocol):
    """One step of the pipeline."""

    name: str
    version: str  #: changes whenever the same document may get another answer

    def apply(self, draft: Draft) -> Draft:
        """Return the draft with this stage's findings."""


@runtime_checkable
class BatchStage(Protocol):
    """A stage that is faster on several documents at once. Each answer is as if its document were alone."""

    def apply_all(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Return the drafts with this stage's findings, in their order."""


#: Name in configs/pipeline.toml -> function that builds the stage, imported only when it is used.
STAGES: dict[str, str] = {
    "normalise": "nlp.text.stages:build_normalise",
    "language": "nlp.text.stages:build_language",
    "categories": "nlp.categories.stage:build",
    "checkworthy": "nlp.claims.checkworthy:build",
    "regions": "nlp.region_stage:build",
}


def build_stage(name: str) -> Stage:
    """Build the stage of that name.

    Raises: ConfigError for an unknown name; whatever the stage's own builder raises.
    """
    if name not in STAGES:
        raise ConfigError(f"There is no stage {name!r} (configs/pipeline.toml): use {', '.join(STAGES)}.")
    module, function = STAGES[name].split(":")
    builder: Callable[[], Stage] = getattr(import_module(module), function)
    return builder()
