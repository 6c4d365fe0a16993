"""Turns mentions into codes, in numbered stages; what the evidence does not decide stays open.

1. the cue's kind narrows the meanings of each name;
2. mentions with one meaning that need no help are sure, and support their provinces and regencies;
3. kecamatan are accepted only under a regency that the text supports, and support it in turn;
4. names with several meanings are decided by the same name with a cue elsewhere, then by parents and children;
5. weak mentions (acronyms, common words) stay only when something sure in the text is related to them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from core.regions.tree import RegionTree
from nlp.regions.lexicon import PAPUA
from nlp.regions.mention import Mention

#: A kecamatan without the word before it must stand this close to its regency's name (characters).
_NEAR = 60
#: Names at most this far apart stand in one list.
_LIST_GAP = 10
#: `Batu, Jawa Timur` touch; `Cisarua, Kabupaten Bogor` have the kind between.
_TOUCH, _KIND_GAP = 3, 13
JAKARTA = "31"


@dataclass(slots=True)
class Resolved:
    """Mentions with their codes, best first; more than one code means the text does not decide."""

    mentions: list[Mention]
    sure: Counter[str] = field(default_factory=Counter)

    @property
    def provinces(self) -> set[str]:
        """Provinces that are named or hold a named region."""
        return {code[:2] for code in self.sure}


def resolve(found: list[Mention], tree: RegionTree, source_region: str | None) -> Resolved:
    """Return the mentions that are places, each with its codes."""
    following = zip(found, [*found[1:], None], [*found[2:], None, None], strict=False)
    found = [mention for mention, after, then in following if not misplaced(mention, after, then)]
    upper = [m for m in found if m.name.codes and not (m.kind == "kecamatan" and m.name.districts)]
    lower = [m for m in found if m.name.districts and (m.kind == "kecamatan" or not m.name.codes)]
    weak = [m for m in upper if is_weak(m)]
    weak_ids = {id(m) for m in weak}
    firm = [m for m in upper if id(m) not in weak_ids]
    result = Resolved([])
    for mention in upper:
        mention.codes = by_kind(mention, tree)
    for mention in firm:
        if len(mention.codes) == 1 or mention.both:
            result.sure.update(mention.codes)
    districts = accept_districts(lower, firm, weak, result)
    contained = {id(u) for d in districts for u in upper if _inside(u, d)}
    firm = [m for m in firm if id(m) not in contained]
    weak = [m for m in weak if id(m) not in contained]
    kinds = cued_codes(firm)
    for mention in firm:
        decide(mention, kinds, result, source_region)
    result.mentions = [*firm, *districts]
    for mention in weak:
        if rescue(mention, result):
            decide(mention, kinds, result, source_region)
            result.mentions.append(mention)
    result.mentions.sort(key=lambda m: (m.field.name == "text", m.start))
    return result


def misplaced(mention: Mention, after: Mention | None, then: Mention | None) -> bool:
    """Tell whether the name is a quarter of another region: `di Kuningan, Jakarta Selatan`, unlike a list of cities."""
    if after is None or after.field is not mention.field or not mention.name.codes:
        return False
    if mention.police and mention.name.person and after.start == mention.end + 1:
        return True  # Polres Metro Bekasi is not in Kota Metro
    if not mention.preposition or not _comma_between(mention, after):
        return False
    if then is not None and then.field is after.field and then.start - after.end <= _LIST_GAP:
        return False
    holders = [code for code in after.name.codes if len(code) == 2 or code.startswith(JAKARTA)]
    return bool(holders) and not any(code[:2] == holder[:2] for code in mention.name.codes for holder in holders)


def is_weak(mention: Mention) -> bool:
    """Tell whether the name alone is not enough to be a place here."""
    name = mention.name
    if mention.strong:
        return False
    if name.needs_cue:
        return True
    if mention.people and not name.person and not (mention.casing == "lower" and mention.field.cased):
        return False
    if mention.casing == "proper":
        return name.person and not mention.preposition
    if mention.casing == "lower" and mention.field.cased:
        return True
    return name.common and (not mention.preposition or name.person)


def by_kind(mention: Mention, tree: RegionTree) -> tuple[str, ...]:
    """Narrow the meanings to the kind that the cue asks for, if any has it."""
    codes = mention.name.codes
    if len(codes) == 1:
        return codes
    if mention.both:
        pair = tuple(code for code in codes if len(code) == 5)
        return pair or codes
    wanted = "kabupaten" if mention.police else mention.kind
    if wanted == "provinsi" and codes == PAPUA:
        return PAPUA[:1]  # the province that bears the bare name today
    narrowed = tuple(code for code in codes if tree.get(code).kind == wanted) if wanted else ()
    return narrowed or codes


def accept_districts(lower: list[Mention], firm: list[Mention], weak: list[Mention], result: Resolved) -> list[Mention]:
    """Keep the kecamatan whose regency the text supports; they count as evidence for it."""
    accepted: list[Mention] = []
    for mention in lower:
        upper = [*firm, *(w for w in weak if _touches(mention, w))]
        possible = {code for m in upper for code in m.codes}
        cued = mention.kind == "kecamatan"
        if not cued and (mention.strong or mention.name.folded.startswith("kota")):
            continue  # `Wali Kota Kediri` and `Polres Sorong Kota` are not about their kecamatan of that name
        if not cued and mention.casing != "proper" and not (mention.preposition and _comma_parent(mention, upper)):
            continue  # of `di sape bima` only what touches its regency
        codes = [d for d in mention.name.districts if d[:5] in possible]
        if not cued:
            codes = [d for d in codes if any(d[:5] in u.codes and _near(mention, u) for u in upper)]
            codes = [] if mention.named and not mention.preposition and not _comma_parent(mention, upper) else codes
        elif not codes:
            inside = [d for d in mention.name.districts if d[:2] in result.provinces]
            codes = inside if len(inside) == 1 else []
        if len(codes) == 1:
            mention.codes = tuple(codes)
            accepted.append(mention)
    for mention in accepted:
        result.sure[mention.codes[0][:5]] += 1
    return accepted


def cued_codes(firm: list[Mention]) -> dict[str, set[str]]:
    """Return for each name the codes that a cue gave it somewhere in the document."""
    kinds: dict[str, set[str]] = {}
    for mention in firm:
        if len(mention.name.codes) > 1 and len(mention.codes) == 1:
            kinds.setdefault(mention.name.folded, set()).add(mention.codes[0])
    return kinds


def decide(mention: Mention, kinds: dict[str, set[str]], result: Resolved, source_region: str | None) -> None:
    """Settle a name with several meanings, or put its likeliest first and leave the rest."""
    codes = mention.codes
    if len(codes) == 1 or mention.both:
        return
    same = kinds.get(mention.name.folded, set()) & set(codes)
    if len(same) == 1:
        mention.codes = tuple(same)
        return
    named = [code for code in codes if _supported(code, result)]
    if len(named) == 1:
        mention.codes = tuple(named)
        return
    within = [code for code in codes if len(code) == 5 and code[:2] in result.provinces]
    if len({code[:2] for code in codes}) > 1 and len(within) == 1:
        mention.codes = tuple(within)
        return
    pool = within if len(within) > 1 and len({c[:2] for c in codes}) > 1 else list(codes)
    if source_region:
        pool.sort(key=lambda code: not (code == source_region or code[:2] == source_region[:2] != codes[0][:2]))
    mention.codes = tuple(pool)


def rescue(mention: Mention, result: Resolved) -> bool:
    """Tell whether something sure in the text vouches for a weak name: itself, its province near by, or a list."""
    if mention.preposition and any(_listed(mention, other) for other in result.mentions):
        return True
    beside = _touches if mention.name.person else _near
    for code in mention.codes:
        if result.sure[code]:
            return True
        if len(code) == 5 and any(code[:2] in other.codes and beside(mention, other) for other in result.mentions):
            return True
    return False


def _supported(code: str, result: Resolved) -> bool:
    """Whether the code itself or something directly inside it is sure."""
    return bool(result.sure[code]) or (len(code) == 2 and any(c[:2] == code and len(c) > 2 for c in result.sure))


def _near(one: Mention, other: Mention) -> bool:
    return one.field is other.field and (
        0 <= other.start - one.end <= _NEAR or 0 <= one.start - other.end <= _NEAR or _inside(other, one)
    )


def _listed(mention: Mention, other: Mention) -> bool:
    """Whether the two stand as `Batang dan Surabaya`."""
    return other.field is mention.field and mention.field.folded[mention.end : other.start] in (" dan ", " serta ")


def _comma_parent(mention: Mention, upper: list[Mention]) -> bool:
    """Whether the regency follows at once: `Cisarua, Bogor`, `Cisarua, Kabupaten Bogor`."""
    return any(_touches(mention, u, _KIND_GAP if u.strong else _TOUCH) for u in upper)


def _touches(mention: Mention, other: Mention, gap: int = _TOUCH) -> bool:
    return other.field is mention.field and 0 <= other.start - mention.end <= gap


def _comma_between(mention: Mention, after: Mention) -> bool:
    start, end = mention.field.span(mention.end - 1, after.start + 1)
    return mention.field.original[start + 1 : end - 1] == ", "


def _inside(inner: Mention, outer: Mention) -> bool:
    return inner.field is outer.field and outer.start <= inner.start and inner.end <= outer.end
