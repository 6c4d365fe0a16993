"""Kecamatan: accepted under a regency that the text supports; a distinct name alone stands for its regency."""

from __future__ import annotations

from collections import Counter

from nlp.regions.mention import Mention
from nlp.regions.nearby import KIND_GAP, comma_parent, inside, near, touches


def accept_districts(
    lower: list[Mention], firm: list[Mention], weak: list[Mention], sure: Counter[str]
) -> list[Mention]:
    """Keep the kecamatan whose regency the text supports; they count as evidence for it in `sure`."""
    accepted: list[Mention] = []
    provinces = {code[:2] for code in sure}
    for mention in lower:
        codes = nearest(mention, supported(mention, firm, weak, provinces), firm)
        mention.decided = "regency"
        if len(codes) != 1:
            codes, mention.decided = alone(mention), "distinct"
        if len(codes) == 1:
            mention.codes = tuple(codes)
            accepted.append(mention)
    accepted = [m for m in accepted if not any(o is not m and inside(m, o) for o in accepted)]
    for mention in accepted:
        sure[mention.codes[0][:5]] += 1
    return accepted


def nearest(mention: Mention, codes: list[str], firm: list[Mention]) -> list[str]:
    """Of several kecamatan of one name, return those whose regency follows at once, if any."""
    if len(codes) < 2:
        return codes
    after = {code for u in firm if touches(mention, u, KIND_GAP) and u.name is not mention.name for code in u.codes}
    return [d for d in codes if d[:5] in after] or codes


def supported(mention: Mention, firm: list[Mention], weak: list[Mention], provinces: set[str]) -> list[str]:
    """Return which kecamatan of the name lie in a regency that the text names, near by where no cue tells."""
    upper = [*firm, *(w for w in weak if touches(mention, w))]
    possible = {code for m in upper for code in m.codes}
    codes = [d for d in mention.name.districts if d[:5] in possible]
    if mention.kind == "kecamatan":
        inside = [d for d in mention.name.districts if d[:2] in provinces]
        return codes or (inside if len(inside) == 1 else [])
    if mention.strong or (mention.name.folded.startswith("kota") and not mention.name.distinct):
        return []  # `Wali Kota Kediri` and `Polres Sorong Kota` are not about their kecamatan of that name
    beside = comma_parent(mention, upper)
    if mention.casing != "proper" and not (mention.preposition and beside):
        return []  # of `di sape bima` only what touches its regency
    if mention.named and not mention.preposition and not beside:
        return []
    return [d for d in codes if any(d[:5] in u.codes and near(mention, u) for u in upper)]


def alone(mention: Mention) -> list[str]:
    """Return what a distinct name tells where nothing supports it: the kecamatan behind its cue, else the regency.

    `di Sepaku` is in Penajam Paser Utara, whoever else is called so; a name without a word before it may be anything.
    """
    if not mention.name.distinct or mention.slip:
        return []
    if mention.kind == "kecamatan":
        return list(mention.name.districts)
    if mention.strong or not (mention.preposition or mention.people):
        return []
    if mention.casing == "lower" and mention.field.cased:
        return []
    return [mention.name.districts[0][:5]]


def rename(firm: list[Mention], districts: list[Mention]) -> list[Mention]:
    """Return the mentions that bear a kecamatan's name without a cue of their own, given to it.

    `Kecamatan Mesuji, Kabupaten Ogan Komering Ilir ... warga Mesuji` is not about Kabupaten Mesuji.
    """
    named = {
        d.name.folded: d.codes for d in districts if d.kind == "kecamatan" and d.name.codes and len(d.codes[0]) > 5
    }
    told = {m.name.folded for m in firm if m.strong}
    elsewhere = {code for m in firm if m.name.folded not in named for code in m.codes}
    moved = [
        m for m in firm if m.name.folded in named and m.name.folded not in told and not elsewhere.intersection(m.codes)
    ]
    for mention in moved:
        mention.codes, mention.decided = named[mention.name.folded], "same_name"
    return moved
