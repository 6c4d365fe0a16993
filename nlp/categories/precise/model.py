"""The precise model: the network, how its logits join the linear margins, and the scales of what comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.errors import ArtefactError
from nlp.artefacts import Artefact
from nlp.categories.combine import HOSTILITY
from nlp.categories.model import Scale, read_scales
from nlp.categories.precise.network import Network, load_network

#: The transformer's logits beyond these say no more: short sentences much like those it was taught drive them to 8,
#: with which it outvoted the linear models on criticism of institutions; the lower limit bounds how far an appended
#: "ignore what stands before" acquits a text. On halves of the held-out rows F1 of hostility is .649/.621/.524 with
#: them and .654/.629/.513 without (ibrohim2019, netifier, labels; 2026-11-28).
LOWEST, HIGHEST = -2.0, 4.0
#: The highest logit of hostility for a text that names no group and no camp: what is said of nobody in particular, or
#: of an institution, is seldom hostility to a group. On halves of the held-out rows F1 is .664/.628/.522 (ibrohim2019,
#: netifier, labels) with it and .655/.627/.516 without (2026-11-28).
HIGHEST_UNNAMED = 1.0
PREFIX = "precise."  #: of the files that only this stage reads


@dataclass(frozen=True, slots=True)
class Mix:
    """margin = linear * linear margin + precise * logit + bias."""

    linear: float
    precise: float
    bias: float


@dataclass(frozen=True, slots=True)
class PreciseModel:
    """Everything that the precise stage needs beside the linear models."""

    network: Network
    outputs: tuple[str, ...]
    mixes: dict[str, dict[str, Mix]]  #: output -> kind -> mix
    scales: dict[str, dict[str, Scale]]  #: output -> kind -> scale of the mixed margin

    def listens(self, output: str, kind: str) -> bool:
        """Tell whether the transformer has a say in the output."""
        return self.mixes[output][kind].precise > 0.0

    def margins(self, kind: str, linear: Mapping[str, float], logits: Sequence[float], named: bool) -> dict[str, float]:
        """Return the mixed margin of every output; `named`: whether the text names a group."""
        found = {}
        for output, logit in zip(self.outputs, logits, strict=True):
            mix = self.mixes[output][kind]
            kept = min(max(logit, LOWEST), highest(output, named))
            found[output] = mix.linear * linear[output] + mix.precise * kept + mix.bias
        return found


def highest(output: str, named: bool) -> float:
    """Return the highest logit of the output that counts; `named`: whether the text names a group."""
    return HIGHEST if named or output != HOSTILITY else HIGHEST_UNNAMED


def is_precise(name: str) -> bool:
    """Tell whether a file of a version belongs to the precise stage."""
    return name.startswith(PREFIX)


def read_precise(artefact: Artefact, linear: Sequence[str], threads: int) -> PreciseModel:
    """Load the precise stage of a verified version; `linear` are the outputs of its linear models.

    Raises: ArtefactError when its parts cannot be used or do not fit together.
    """
    folder = artefact.folder
    try:
        part = artefact.manifest["precise"]
        outputs = tuple(part["outputs"])
        mixes = {output: {kind: Mix(**mix) for kind, mix in kinds.items()} for output, kinds in part["mix"].items()}
        scales = read_scales(part["scales"])
        longest = int(part["max_pieces"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ArtefactError(f"{folder}: the manifest of the precise stage cannot be used: {error!r}.") from error
    for output in linear:
        if output not in outputs or any({"news", "post"} - set(one.get(output, ())) for one in (mixes, scales)):
            raise ArtefactError(f"{folder}: the precise stage knows nothing of {output}.")
    network = load_network(artefact, longest, threads)
    if network.logits(["."]).shape != (1, len(outputs)):
        raise ArtefactError(f"{folder}: the transformer has other outputs than the manifest says.")
    return PreciseModel(network, outputs, mixes, scales)
