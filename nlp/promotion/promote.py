"""Makes a version the one in use, if it is worse on no gated number or a person says in words why it should be."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.clock import iso, now
from core.errors import ArtefactError, BadInput, WorseModel
from core.schemas.analysis import ONLY_FAST
from core.seal import FIELD, METRICS, seal
from nlp.artefacts import Artefact, current_version, is_version_name, load_version, next_current
from nlp.categories.precise.routing import SHIPPED
from nlp.categories.stage import build_from
from nlp.promotion import log
from nlp.promotion.gates import Finding, Gate, compare, edition, read_gates
from nlp.promotion.lock import one_at_a_time
from nlp.promotion.rows import other_rows


@dataclass(frozen=True, slots=True)
class Promotion:
    """What was promoted, and in spite of what."""

    version: str
    replaced: str  #: empty when nothing was in use
    findings: list[Finding]
    override: str

    @property
    def detail(self) -> dict[str, Any]:
        """What the logs keep."""
        worse = [str(finding) for finding in self.findings]
        return {"version": self.version, "replaced": self.replaced, "override": self.override, "worse": worse}


def check(task_folder: Path, version: str, gates: list[Gate] | None = None) -> Promotion:
    """Return what promoting the version would mean; changes nothing.

    Raises: BadInput for a name that is none; ArtefactError when a file of it is missing, does not match its hash or
    cannot be used; ConfigError; StorageError when the log of promotions was changed.
    """
    if not is_version_name(version):
        raise BadInput(f"{version!r} names no version: use the name of a folder in {task_folder}.")
    if not (task_folder / version).is_dir():
        raise BadInput(f"There is no version {version} in {task_folder}.")
    artefact = load_version(task_folder / version)
    if artefact.version != version:
        raise ArtefactError(
            f"The manifest in {artefact.folder} calls itself {artefact.version}: it was moved or renamed."
        )
    if build_from(artefact, routing=SHIPPED).version.endswith(ONLY_FAST):
        raise ArtefactError(f"The second stage of {version} cannot be used here: reinstall, or train again.")
    before = _in_use(task_folder)
    faults = before.faults if before.made is None else list(other_rows(before.made.manifest, artefact.manifest))
    findings = compare(gates or read_gates(), before.metrics, read_metrics(artefact))
    return Promotion(version, before.version, [*faults, *findings], "")


def promote(
    task_folder: Path,
    version: str,
    *,
    by: str,
    override: str = "",
    gates: list[Gate] | None = None,
    record: Callable[[Promotion], object] = lambda _: None,
) -> Promotion:
    """Switch CURRENT to the version, and log it; `record` writes it down elsewhere before anything is switched.

    Of several at once each is compared with what the one before has made current.

    Raises: WorseModel naming each number on which it is worse, unless `override` says why; whatever `check` and
    `record` raise; StorageError or BadInput when the log or CURRENT cannot be written.
    """
    override = " ".join(override.split())
    if not task_folder.is_dir():
        raise BadInput(f"There is no folder {task_folder} with versions.")
    with one_at_a_time(task_folder):
        found = check(task_folder, version, gates)
        if found.findings and not override:
            raise WorseModel(_refusal(found), version=version, worse=found.detail["worse"])
        found = Promotion(found.version, found.replaced, found.findings, override if found.findings else "")
        with next_current(task_folder / version) as switch:  # a full disk stops it here, before anything says it is so
            record(found)
            log.append(task_folder, {"at": iso(now()), "by": by, "gates": edition(), **found.detail})
            switch()
    return found


def read_metrics(artefact: Artefact) -> dict[str, Any]:
    """Return the metrics of a version.

    Raises: ArtefactError when they are missing or are not those that the manifest was written with.
    """
    path = artefact.folder / METRICS
    try:
        content = path.read_bytes()
        metrics = json.loads(content)
    except (OSError, ValueError) as error:
        raise ArtefactError(f"{path} cannot be read: {error}. Train again, or restore the folder.") from error
    if artefact.manifest.get(FIELD) != seal(artefact.manifest, content):
        raise ArtefactError(
            f"{path} does not match its manifest: numbers, thresholds or files were changed after the measurement."
        )
    if not isinstance(metrics, dict):
        raise ArtefactError(f"{path} holds no metrics.")
    return metrics


@dataclass(frozen=True, slots=True)
class _InUse:
    """The version to compare with: its name, empty where there is none, and what was measured."""

    version: str
    made: Artefact | None  #: None where there is none, or nothing can be compared
    metrics: dict[str, Any] | None
    faults: list[Finding]  #: why nothing can be compared


def _in_use(task_folder: Path) -> _InUse:
    """Return the version in use. Its numbers are the measure though its models may be broken.

    Numbers that cannot be read are a finding: else a fault of the version in use would let any other pass.
    """
    try:
        version = current_version(task_folder)
    except ArtefactError as error:
        promoted = log.read(task_folder)
        if not promoted and not (task_folder / "CURRENT").exists():
            return _InUse("", None, None, [])
        return _unread(str(promoted[-1]["version"]) if promoted else "", error)
    try:
        made = load_version(task_folder / version, lambda _: False)
        return _InUse(version, made, read_metrics(made), [])
    except ArtefactError as error:
        return _unread(version, error)


def _unread(version: str, error: ArtefactError) -> _InUse:
    why = f"it cannot be compared with: {error.message}"
    return _InUse(version, None, None, [Finding("the version in use", version or "unknown", None, None, why)])


def _refusal(found: Promotion) -> str:
    named, against = "; ".join(map(str, found.findings)), found.replaced or "what the gates ask for"
    return (
        f"{found.version} was not made current: against {against} it does not pass on "
        f'{len(found.findings)} counts: {named}. Train it better, or say why with --override "reason".'
    )
