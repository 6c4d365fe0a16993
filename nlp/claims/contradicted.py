"""Another instance of a template: a number, place or month of the title is another one in the message."""

from __future__ import annotations

from collections.abc import Sequence, Set

from nlp.claims.align import Partner
from nlp.claims.words import Kind, Word

#: What tells instances of one template apart whatever else two texts share.
SLOTS = (Kind.NUMBER, Kind.PLACE, Kind.MONTH)


def other_instance(title: Sequence[Word], message: Sequence[Word], partner: Partner, claim: Set[str] | None) -> bool:
    """Tell whether the message has another number, place or month where the title has one without partner.

    `claim` holds those stems of the title that the message which was checked has too, where it is known and this one
    is much like it: what that one does not say either, the checker added, and it tells nothing. Raises: nothing.
    """
    own = {word.stem for word in title}
    for kind in SLOTS:
        lacking = [word.stem for word, place in zip(title, partner, strict=True) if place is None and word.kind == kind]
        if claim is not None:
            lacking = [stem for stem in lacking if stem in claim]
        if lacking and any(word.kind == kind and word.stem not in own for word in message):
            return True
    return False
