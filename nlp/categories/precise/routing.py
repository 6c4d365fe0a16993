"""Chooses which documents the precise stage reads. The same document is always chosen alike, alone or among others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from core.schemas.document import Document
from nlp.categories.combine import HOSTILITY
from nlp.categories.judge import Weighed
from nlp.categories.model import Scale
from nlp.categories.priority import FOLLOW

Mode = Literal["off", "selected", "all"]

#: Outputs that decide whether people are warned: asked again wherever they are not a clear no.
DECIDING = ("sara", "klaim", HOSTILITY, "klaim.penipuan")
#: How far below its unsure band, in log odds, an output may be and still be asked again.
NEAR = 0.4
#: Outputs that hold for much of what is read: asked again from so far below the unsure band to so far above the
#: threshold, in log odds. On 1,304 held-out labelled rows this finds 98 % of the answers on posts that the transformer
#: changes, and 89 % on news, with 57 and 35 % of them read; with every `politik` asked again 98 and 53 % were read. F1
#: and kappa are those of reading all within .003 (2026-11-28).
ORDINARY = {"politik": (0.4, 1.0), FOLLOW: (0.0, 0.5)}
#: A text that names a group is asked again from so far below the unsure band of hostility, in log odds: hostility in
#: polite words is what the linear models miss.
NAMED = 3.0
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
    """Tell whether the transformer may change what people see of the document."""
    if any(_above_band(output, weighed, scales) >= -NEAR for output in DECIDING):
        return True
    if any(_is_open(output, weighed, scales) for output in ORDINARY):
        return True
    return _above_band(HOSTILITY, weighed, scales) >= -NAMED and weighed.names_a_group


def _is_open(output: str, weighed: Weighed, scales: Mapping[str, Mapping[str, Scale]]) -> bool:
    below, above = ORDINARY[output]
    scale = scales[output][weighed.kind]
    over = scale.slope * (weighed.margins[output] - scale.yes_from)
    return _above_band(output, weighed, scales) >= -below and over < above


def _above_band(output: str, weighed: Weighed, scales: Mapping[str, Mapping[str, Scale]]) -> float:
    """Return how far the output is above the lower end of its unsure band, in log odds."""
    scale = scales[output][weighed.kind]
    return scale.slope * (weighed.margins[output] - scale.unsure_from)


def _is_control(document: Document, share: float) -> bool:
    """Tell whether the document belongs to the control sample, by what it says: a hash is the same everywhere."""
    said = f"{document.kind}\n{document.title}\n{document.text}"[:_HEAD].encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(said, digest_size=4).digest(), "big") < share * 2**32
