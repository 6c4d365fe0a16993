"""Document in, analysis out: runs the stages of configs/pipeline.toml. Pure; stores nothing and asks no network.

A stage that cannot be built or fails on a document costs its own part of the answer, never the whole: the part stays
open and `Analysis.notices` says why.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache

from core.errors import BadInput, ConfigError, SuarError
from core.paths import data_dir
from core.schemas.analysis import Analysis, undecided
from core.schemas.document import Document
from nlp.stage import STAGES, BatchStage, Draft, Stage, build_stage

#: Stages that others build on; they run whatever was asked for.
GROUNDWORK = ("normalise", "language")
#: Stages that judge the words of `normalise`. Without them a text looks like one that says nothing.
READERS = ("language", "categories")
#: What goes with a stage that is asked for: it corrects that stage's answer, and must not depend on who asks.
FOLLOWERS = {"categories": ("checkworthy",)}


def analyse(document: Document, stages: Sequence[str] | None = None) -> Analysis:
    """Return the analysis of one document by the configured stages, or by those of them that are named.

    Raises: BadInput for a stage that does not exist; ConfigError when configs/pipeline.toml cannot be used.
    """
    return analyse_all([document], stages)[0]


def analyse_all(documents: Sequence[Document], stages: Sequence[str] | None = None) -> list[Analysis]:
    """Return the analyses of several documents, each as if it were alone; together they take less time.

    Raises: as `analyse`.
    """
    chosen = None if stages is None else choose(stages)
    drafts = [Draft(document) for document in documents]
    for name in configured_stages():
        if chosen is None or name in chosen:
            drafts = _apply_all(name, drafts)
    return [_analysis(draft) for draft in drafts]


def _analysis(draft: Draft) -> Analysis:
    return Analysis(
        pipeline=pipeline_version(),
        language=draft.language,
        priority=draft.priority,
        categories=draft.categories or undecided(),
        regions=draft.regions,
        checkworthiness=draft.checkworthiness,
        obfuscation_score=draft.obfuscation.score,
        disguises=draft.obfuscation.disguises,
        notices=draft.notices,
    )


def choose(stages: Sequence[str]) -> frozenset[str]:
    """Return the named stages with the groundwork they need and what corrects them.

    Raises: BadInput for a name that does not exist.
    """
    unknown = sorted(set(stages) - set(STAGES))
    if unknown:
        raise BadInput(f"There is no stage {', '.join(unknown)}: choose from {', '.join(STAGES)}.")
    following = [name for stage in stages for name in FOLLOWERS.get(stage, ())]
    return frozenset(stages) | frozenset(GROUNDWORK) | frozenset(following)


@cache
def configured_stages() -> tuple[str, ...]:
    """Return the stage names of configs/pipeline.toml in order.

    Raises: ConfigError when the file is missing or names an unknown stage.
    """
    path = data_dir("configs") / "pipeline.toml"
    try:
        names = tomllib.loads(path.read_text(encoding="utf-8"))["stages"]
    except (OSError, KeyError, ValueError) as error:
        raise ConfigError(f"configs/pipeline.toml cannot be used: {error}. Restore it from the release.") from error
    unknown = [name for name in names if name not in STAGES] if isinstance(names, list) else ["stages"]
    if unknown:
        raise ConfigError(f"configs/pipeline.toml: {unknown[0]!r} is no stage; known are {', '.join(STAGES)}.")
    return tuple(names)


@cache
def pipeline_version() -> str:
    """Return the version of what answers: every configured stage with its own version."""
    parts = []
    for name in configured_stages():
        stage = _built(name)
        parts.append(f"{name}:{'off' if isinstance(stage, str) else stage.version}")
    return " ".join(parts)


def _apply_all(name: str, drafts: list[Draft]) -> list[Draft]:
    """Run one stage on the drafts; a failure becomes a notice of the document that it failed on."""
    stage = _built(name)
    if isinstance(stage, str):
        return [draft.with_notice(stage) for draft in drafts]
    if len(drafts) > 1 and isinstance(stage, BatchStage) and all(_may_run(name, draft) for draft in drafts):
        try:
            return stage.apply_all(drafts)
        except Exception:  # noqa: S110 - one of them is odd: run alone, that one says why
            pass
    return [_apply(name, stage, draft) for draft in drafts]


def _may_run(name: str, draft: Draft) -> bool:
    return name not in READERS or draft.is_read


def _apply(name: str, stage: Stage, draft: Draft) -> Draft:
    if not _may_run(name, draft):
        return draft.with_notice(f"{name} was left open: the text could not be normalised")
    try:
        return stage.apply(draft)
    except Exception as error:  # the boundary of a stage: one odd text must not stop the run, and the reason is kept
        return draft.with_notice(f"{name} failed on this document: {type(error).__name__}: {error}")


@cache
def _built(name: str) -> Stage | str:
    """Return the stage, built once per process, or the reason why it is off."""
    try:
        return build_stage(name)
    except (SuarError, ImportError, OSError, ValueError) as error:
        return f"{name} is off: {error}"
