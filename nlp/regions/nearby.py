"""How two names stand to each other in the text: near, touching, listed, one inside the other."""

from __future__ import annotations

from nlp.regions.mention import Mention

#: A kecamatan without the word before it must stand this close to its regency's name (characters).
NEAR = 60
#: `Batu, Jawa Timur` touch; `Cisarua, Kabupaten Bogor` have the kind between.
TOUCH, KIND_GAP = 3, 13


def near(one: Mention, other: Mention) -> bool:
    """Whether the two stand in one sentence or so."""
    return one.field is other.field and (
        0 <= other.start - one.end <= NEAR or 0 <= one.start - other.end <= NEAR or inside(other, one)
    )


def listed(mention: Mention, other: Mention) -> bool:
    """Whether the two stand as `Batang dan Surabaya`."""
    return other.field is mention.field and mention.field.folded[mention.end : other.start] in (" dan ", " serta ")


def comma_parent(mention: Mention, upper: list[Mention]) -> bool:
    """Whether the regency follows at once: `Cisarua, Bogor`, `Cisarua, Kabupaten Bogor`."""
    return any(touches(mention, u, KIND_GAP if u.strong else TOUCH) for u in upper)


def touches(mention: Mention, other: Mention, gap: int = TOUCH) -> bool:
    """Whether the other follows at once."""
    return other.field is mention.field and 0 <= other.start - mention.end <= gap


def comma_between(mention: Mention, after: Mention) -> bool:
    """Whether exactly a comma stands between the two."""
    start, end = mention.field.span(mention.end - 1, after.start + 1)
    return mention.field.original[start + 1 : end - 1] == ", "


def inside(inner: Mention, outer: Mention) -> bool:
    """Whether one is part of the other."""
    return inner.field is outer.field and outer.start <= inner.start and inner.end <= outer.end
