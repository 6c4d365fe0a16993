"""What `suar doctor` says of the analysis: one document goes through it, and what the stages then say is told.

Files alone do not show it: with a list of words gone the model is whole and only rules answer. It takes 1.3 s, most of
it for loading (2026-11-30).
"""

from __future__ import annotations

from collections.abc import Iterator

from core.diagnosis import Finding
from core.errors import ConfigError
from core.schemas.analysis import weaker
from core.schemas.document import Document
from core.settings import Settings
from nlp import in_force
from nlp.pipeline import analyse

_ASKED = Document(id="doctor", kind="news", title="Rapat warga", text="Warga mengikuti rapat di balai desa kemarin.")
_WEAKER = {
    "": "The analysis leaves something out",
    "fast": "Categories are judged by the fast models alone",
    "rules": "Categories are judged by rules only, and nothing is a yes",
    "none": "Categories are not judged",
}


def findings(settings: Settings) -> Iterator[Finding]:
    """Yield one finding: which versions answer, or what is weaker than it could be and why."""
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
