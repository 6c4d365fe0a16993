"""A name says no more and no less than what is said of it: bounds answers about groups by those with names masked.

`sara` has to see names, since texts about groups name them. But a model that sees names takes some for the matter
itself: *Toko milik orang Tionghoa itu buka jam delapan* was `sara`, the same shop of a Javanese was not, and on neutral
sentences the share of `yes` went from 0 to 1 with the group (2026-11-30). So the part `hostility`, which reads every
name as one mark, answers the same question, and the margin never lies further above its answer than `room` says.

Nor does it lie below that answer where a group is named: that a landlord refuses Christians was `sara`, and that he
refuses Buddhists or disabled people was not. Of 16 own sentences about such things, each with 40 groups, 8 were a yes
for some and a no for others, now 1. Out of fold 2 of 6,547 answers change, neither for the better: F1 .757 for .758
(2026-11-30).
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping

#: Behind an output's name: the answer for the text with names masked.
SAID = "@said"


def bound(margins: MutableMapping[str, float], room: Mapping[str, float], named: bool) -> frozenset[str]:
    """Bound the margin of each output that has `room`; return those that were moved.

    `named` tells whether the text names a group. The margins for the masked text are taken out: they are nobody's.

    Raises: KeyError when a margin is missing.
    """
    moved = set()
    for output, above in room.items():
        said = margins.pop(f"{output}{SAID}")
        most = said + above
        least = min(said, most) if named else margins[output]
        bounded = min(max(margins[output], least), most)
        if margins[output] != bounded:
            margins[output] = bounded
            moved.add(output)
    return frozenset(moved)
