"""Chooses which documents the precise stage reads. The same document is always chosen alike, alone or among others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from core.schemas.analysis import TAXONOMY
from core.schemas.document import Document
from nlp.categories.judge import Weighed
from nlp.categories.model import Scale

Mode = Literal["off", "selected", "all"]

#: Outputs that decide whether people see a document.
DECIDING = (*TAXONOMY, "sara.ujaran", "klaim.penipuan")
#: How far below its unsure band, in log odds, an output may be and still be asked again.
NEAR = 0.4
#: Characters of a document that its place in the control sample hangs on.
_HEAD = 1000


@dataclass(frozen=True, slots=True)
class Routing:
    """Which documents go to the precise stage, and the share of the others that goes as a control."""

    mode: Mode
    control: float

    def chooses(self, document: Document, weighed: Weighed, scales: Mapping[str, Mapping[str, Scale]]) -> bool:
        """Tell whether the precise stage should read this document that the fast stage has judged."""
        if self.mode == "all":
            return True
        return self.mode == "selected" and (_matters(weighed, scales) or _is_control(document, self.control))


def _matters(weighed: Weighed, scales: Mapping[str, Mapping[str, Scale]]) -> bool:
    """Tell whether the fast stage would show the document to people, is unsure, or nearly was."""
    return any(weighed.judged[output].decision != "no" or _is_near(output, weighed, scales) for output in DECIDING)


def _is_near(output: str, weighed: Weighed, scales: Mapping[str, Mapping[str, Scale]]) -> bool:
    scale = scales[output][weighed.kind]
    return scale.slope * (scale.unsure_from - weighed.margins[output]) <= NEAR


def _is_control(document: Document, share: float) -> bool:
    """Tell whether the document belongs to the control sample, by what it says: a hash is the same everywhere."""
    said = f"{document.kind}\n{document.title}\n{document.text}"[:_HEAD].encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(said, digest_size=4).digest(), "big") < share * 2**32
