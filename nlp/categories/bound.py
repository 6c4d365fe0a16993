"""A name says no more than what is said of it: bounds answers about groups by those for the text with names masked.

`sara` has to see names, since texts about groups name them. But a model that sees names takes some for the matter
itself: *Toko milik orang Tionghoa itu buka jam delapan* was `sara`, the same shop of a Javanese was not, and on neutral
sentences the share of `yes` went from 0 to 1 with the group (2026-11-30). So the part `hostility`, which reads every
name as one mark, answers the same question, and the margin never lies further above its answer than `room` says.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping

#: Behind an output's name: the answer for the text with names masked.
SAID = "@said"


def bound(margins: MutableMapping[str, float], room: Mapping[str, float]) -> frozenset[str]:
    """Bound the margin of each output that has `room`; return those that were lowered.

    The margins for the masked text are taken out: they are nobody's answer.

    Raises: KeyError when a margin is missing.
    """
    lowered = set()
    for output, above in room.items():
        most = margins.pop(f"{output}{SAID}") + above
        if margins[output] > most:
            margins[output] = most
            lowered.add(output)
    return frozenset(lowered)
