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
from nlp.regions.districts import accept_districts, rename
from nlp.regions.lexicon import PAPUA
from nlp.regions.mention import Mention
from nlp.regions.nearby import comma_between, inside, listed, near, touches

#: Names at most this far apart stand in one list.
_LIST_GAP = 10
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
        mention.decided = "" if len(mention.codes) > 1 else "only" if len(mention.name.codes) == 1 else "cue"
    for mention in firm:
        if len(mention.codes) == 1 or mention.both:
            result.sure.update(mention.codes)
    districts = accept_districts(lower, firm, weak, result.sure)
    contained = {id(u) for d in districts for u in upper if inside(u, d)}
    firm = [m for m in firm if id(m) not in contained]
    weak = [m for m in weak if id(m) not in contained]
    moved = rename(firm, districts)
    moved_ids = {id(m) for m in moved}
    firm = [m for m in firm if id(m) not in moved_ids]
    kinds = cued_codes(firm)
    for mention in firm:
        decide(mention, kinds, result, source_region)
    result.mentions = [*firm, *moved, *districts]
    for mention in weak:
        if rescue(mention, result) or at_home(mention, source_region):
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
    if not mention.preposition or not comma_between(mention, after):
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
    if mention.dateline:
        return False  # `PATI - ` opens a text from there
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
        mention.codes, mention.decided = tuple(same), "same_name"
        return
    named = [code for code in codes if _supported(code, result)]
    if len(named) == 1:
        mention.codes, mention.decided = tuple(named), "named"
        return
    within = [code for code in codes if len(code) == 5 and code[:2] in result.provinces]
    if len({code[:2] for code in codes}) > 1 and len(within) == 1:
        mention.codes, mention.decided = tuple(within), "province"
        return
    pool = within if len(within) > 1 and len({c[:2] for c in codes}) > 1 else list(codes)
    if source_region:
        pool.sort(key=lambda code: not (code == source_region or code[:2] == source_region[:2] != codes[0][:2]))
    mention.codes = tuple(pool)


def rescue(mention: Mention, result: Resolved) -> bool:
    """Tell whether something sure in the text vouches for a weak name: itself, its province near by, or a list."""
    if mention.preposition and any(listed(mention, other) for other in result.mentions):
        return True
    beside = touches if mention.name.person else near
    for code in mention.codes:
        if result.sure[code]:
            return True
        if len(code) == 5 and any(code[:2] in other.codes and beside(mention, other) for other in result.mentions):
            return True
    return False


def at_home(mention: Mention, source_region: str | None) -> bool:
    """Tell whether an acronym behind `di` or `warga` means the region in the source's own province."""
    home = (source_region or "")[:2]
    if not home or mention.name.common or not (mention.preposition or mention.people):
        return False
    return mention.name.needs_cue and any(code[:2] == home for code in mention.codes)


def _supported(code: str, result: Resolved) -> bool:
    """Whether the code itself or something directly inside it is sure."""
    return bool(result.sure[code]) or (len(code) == 2 and any(c[:2] == code and len(c) > 2 for c in result.sure))
