"""What `suar doctor` says of the analysis: one document goes through it, and what the stages then say is told.

Files alone do not show it: with a list of words gone the model is whole and only rules answer. It takes 1.3 s, most of
it for loading (2026-11-30).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from core.diagnosis import Finding
from core.errors import ArtefactError, ConfigError, StorageError
from core.paths import data_dir
from core.schemas.analysis import weaker
from core.schemas.document import Document
from core.settings import Settings
from nlp import in_force
from nlp.artefacts import current_version
from nlp.pipeline import analyse
from nlp.promotion import log

_ASKED = Document(id="doctor", kind="news", title="Rapat warga", text="Warga mengikuti rapat di balai desa kemarin.")
_WEAKER = {
    "": "The analysis leaves something out",
    "fast": "Categories are judged by the fast models alone",
    "rules": "Categories are judged by rules only, and nothing is a yes",
    "none": "Categories are not judged",
}


def findings(settings: Settings) -> Iterator[Finding]:
    """Yield which versions answer, or what is weaker than it could be and why; and whether they were promoted."""
    yield from _analysis(settings)
    yield from _promotions(data_dir("models") / "categories")


def _promotions(folder: Path) -> Iterator[Finding]:
    """Yield whether CURRENT names what the log of promotions has last; an edit by hand passes no gate."""
    try:
        promoted, version = log.read(folder), current_version(folder)
    except ArtefactError:
        return  # the finding on the model says it
    except StorageError as error:
        yield Finding(level="bad", what="The log of promotions was changed", fix=error.message)
        return
    last = str(promoted[-1].get("version")) if promoted else ""
    if last == version:
        overridden = f", with an override: {promoted[-1].get('override')}" if promoted[-1].get("override") else ""
        yield Finding(level="good", what=f"Promoted to be in use: {version}{overridden}")
        return
    what = f"{version} is in use, and no promotion made it so" + (f": the last one was of {last}" if last else "")
    yield Finding(level="note", what=what, fix=f"To have it compared: suar train promote {version} --dry-run")


def _analysis(settings: Settings) -> Iterator[Finding]:
    try:
        with in_force.using(settings):
            answer = analyse(_ASKED)
    except ConfigError as error:
        yield Finding(level="bad", what="Nothing can be analysed", fix=error.message)
        return
    lacking = weaker(answer.pipeline)
    if lacking or answer.notices:
        yield Finding(level="bad", what=_WEAKER[lacking], fix="; ".join(answer.notices))
    else:
        yield Finding(level="good", what=f"Analysis: {answer.pipeline}")
