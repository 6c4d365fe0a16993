"""Chooses which documents the precise stage reads. The same document is always chosen alike, alone or among others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from core.settings import Settings
from nlp.categories.combine import HOSTILITY
from nlp.categories.judge import Weighed
from nlp.categories.model import Scale
from nlp.categories.priority import FOLLOW

Scales = Mapping[str, Mapping[str, Scale]]  #: output -> kind of document -> scale
Listens = Callable[[str, str], bool]
Mode = Literal["off", "selected", "all"]

#: Outputs that decide whether people are warned: asked again wherever they are not a clear no.
WARNINGS = ("sara", "klaim", HOSTILITY, "klaim.penipuan")
#: How far below its unsure band, in log odds, such an output may be and still be asked again.
NEAR = 0.4
#: Other outputs hold for much of what is read: those in which the transformer has a say are asked again from so far
#: below the unsure band to so far above the threshold, in log odds. On 1,280 held-out labelled rows, drawn for being
#: hard, this finds 98 % of the answers on posts that the transformer changes and 85 % on news, with 84 and 34 % of them
#: read; asking by `politik`, in which it has no say, found 93 and 81 % with 81 and 38 % read (2026-11-28).
REACH = {FOLLOW: (0.2, 0.5), "politik.pemerintahan": (0.5, 1.0)}
OTHERS = (0.4, 1.0)  #: the reach of outputs that are not named
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

    @property
    def mark(self) -> str:
        """Return what the version of the stage says of it: other documents may be read wherever it differs."""
        return f"+{self.mode}-{self.control:g}" if self.mode == "selected" else f"+{self.mode}"

    def chooses(self, weighed: Weighed, scales: Scales, listens: Listens) -> bool:
        """Tell whether the precise stage should read the document that the fast stage has judged.

        `listens` tells of an output and a kind of document whether the transformer has a say in it.
        """
        if self.mode == "all":
            return True
        return self.mode == "selected" and (_matters(weighed, scales, listens) or _is_control(weighed, self.control))


def asks_of_hostility(weighed: Weighed, scales: Scales) -> bool:
    """Tell whether the precise stage may find hostility where the fast stage has found none, or a little."""
    least = NAMED if weighed.names_a_group else NEAR
    return _above_band(HOSTILITY, weighed, scales) >= -least


_AS_IT_COMES = Settings()
#: What is measured and gated does not hang on the settings of a machine.
SHIPPED = Routing(_AS_IT_COMES.precise, _AS_IT_COMES.precise_control)


def _matters(weighed: Weighed, scales: Scales, listens: Listens) -> bool:
    """Tell whether the transformer may change what people see of the document."""
    if asks_of_hostility(weighed, scales) or any(_above_band(one, weighed, scales) >= -NEAR for one in WARNINGS):
        return True
    others = (output for output in weighed.margins if output not in WARNINGS and listens(output, weighed.kind))
    return any(_is_open(output, weighed, scales) for output in others)


def _is_open(output: str, weighed: Weighed, scales: Scales) -> bool:
    """Tell whether another margin may move the output, and people see that it moves."""
    category, _, sub = output.partition(".")
    if sub and _above_band(category, weighed, scales) < 0.0:
        return False  # of a category that is a no nothing is shown
    below, above = REACH.get(output, OTHERS)
    scale = scales[output][weighed.kind]
    over = scale.slope * (weighed.margins[output] - scale.yes_from)
    return over < above and _above_band(output, weighed, scales) >= -below


def _above_band(output: str, weighed: Weighed, scales: Scales) -> float:
    """Return how far the output is above the lower end of its unsure band, in log odds."""
    scale = scales[output][weighed.kind]
    return scale.slope * (weighed.margins[output] - scale.unsure_from)


def _is_control(weighed: Weighed, share: float) -> bool:
    """Tell whether the document belongs to the control sample, by the words it says: a hash is the same everywhere.

    By its letters another spelling of the same words would be drawn apart, and answered otherwise.
    """
    title, text = (" ".join(token.form for token in words) for words in (weighed.matter.title, weighed.matter.text))
    said = f"{weighed.kind}\n{title}\n{text}"[:_HEAD].encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(said, digest_size=4).digest(), "big") < share * 2**32
