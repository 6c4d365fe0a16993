"""Compares what was planted with what Suar found. Pure: takes the table and what was read, gives rates and misses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from core.schemas.analysis import TAXONOMY
from core.schemas.document import Frozen
from crawler.newsroom.found import Found, FoundDocument, place, words
from crawler.newsroom.planted import Planted

#: A stored text counts as recovered when it holds this share of the planted words.
RECOVERED = 0.9

T = TypeVar("T")


class Rate(Frozen):
    """How many of those that could be right were right."""

    right: int
    total: int

    @property
    def share(self) -> float | None:
        """The share, or None where there was nothing to be right about."""
        return self.right / self.total if self.total else None


class CategoryScore(Frozen):
    """Precision and recall of one category over the planted texts that were analysed; `unsure` counts as no."""

    planted: int
    unsure: int
    precision: Rate
    recall: Rate


class Miss(Frozen):
    """One planted thing that did not come out as planted."""

    key: str
    about: str
    expected: str
    found: str


class Check(Frozen):
    """The whole comparison."""

    collected: Rate
    analysed: Rate
    texts: Rate
    categories: dict[str, CategoryScore]
    regions: Rate
    placeless: Rate
    exact_copies: Rate
    near_copies: Rate
    edits: Rate
    broken: Rate
    misses: tuple[Miss, ...]


def compare(table: Sequence[Planted], found: Found) -> Check:
    """Return how the planted table came out. Raises: nothing."""
    misses: list[Miss] = []
    texts = [one for one in table if one.kind in ("article", "post")]
    pairs = [(one, document) for one in texts if (document := _document(one, found)) is not None]
    judged = [(one, document) for one, document in pairs if document.judged]
    placed = [(one, document) for one, document in judged if one.regions]
    free = [(one, document) for one, document in judged if not one.regions]
    keys = {one.key: one for one in table}
    copies = [one for one in texts if one.copy_of]
    return Check(
        collected=_rate(
            texts, lambda one: _document(one, found) is not None, _miss("collected", "stored", "-"), misses
        ),
        analysed=Rate(right=len(judged), total=len(pairs)),
        texts=_rate(pairs, _recovered, _text_miss, misses),
        categories={name: _category(name, judged, misses) for name in TAXONOMY},
        regions=_rate(placed, lambda pair: set(pair[0].regions) <= pair[1].focus, _region_miss, misses),
        placeless=_rate(free, lambda pair: not pair[1].focus, _region_miss, misses),
        exact_copies=_copies(copies, "exact", keys, found, misses),
        near_copies=_copies(copies, "near", keys, found, misses),
        edits=_rate(
            [one for one in texts if one.later],
            lambda one: (document := _document(one, found)) is not None and document.revision > 1,
            _miss("edit", "revision", "first version only"),
            misses,
        ),
        broken=_rate(
            [one for one in table if one.breakage], lambda one: _is_right(one, found), _broken_miss(found), misses
        ),
        misses=tuple(misses),
    )


def _document(one: Planted, found: Found) -> FoundDocument | None:
    if one.url is None:
        return found.by_words.get(words(one.text))
    here = place(one.url)
    if here in found.by_place:
        return found.by_place[here]
    original = found.copies.get(here)  # stored as a copy of another address
    return next((document for document in found.by_place.values() if document.id == original), None)


def _recovered(pair: tuple[Planted, FoundDocument]) -> bool:
    one, document = pair
    stored = document.text
    return max(_recall(text, stored) for text in (one.text, one.later) if text) >= RECOVERED


def _recall(wanted: str, stored: str) -> float:
    planted, present = Counter(words(wanted).split()), Counter(words(stored).split())
    return sum((planted & present).values()) / max(1, sum(planted.values()))


def _category(name: str, judged: list[tuple[Planted, FoundDocument]], misses: list[Miss]) -> CategoryScore:
    both = said = wanted = unsure = 0
    for one, document in judged:
        is_said, is_wanted = name in document.categories, name in one.categories
        both += is_said and is_wanted
        said += is_said
        wanted += is_wanted
        unsure += name in document.unsure
        if is_said != is_wanted:
            got = "yes" if is_said else "unsure" if name in document.unsure else "no"
            misses.append(Miss(key=one.key, about=name, expected="yes" if is_wanted else "no", found=got))
    return CategoryScore(
        planted=wanted, unsure=unsure, precision=Rate(right=both, total=said), recall=Rate(right=both, total=wanted)
    )


def _copies(copies: list[Planted], kind: str, keys: dict[str, Planted], found: Found, misses: list[Miss]) -> Rate:
    def joined(one: Planted) -> bool:
        copy, original = _document(one, found), _document(keys[one.copy_of or ""], found)
        if copy is None or original is None:
            return False
        return copy.id == original.id or (copy.issue is not None and copy.issue == original.issue)

    wanted = [one for one in copies if one.copy_kind == kind]
    return _rate(
        wanted, joined, lambda one: _as_miss(one, f"{kind} copy", f"joined with {one.copy_of}", "apart"), misses
    )


def _is_right(one: Planted, found: Found) -> bool:
    """The first outcome decides: a later visit may end otherwise, e.g. `unchanged`."""
    outcomes = found.outcomes.get(place(one.url or ""), ())
    right = bool(outcomes) and any(outcomes[0] == want or outcomes[0].startswith(f"{want}:") for want in one.expected)
    if one.breakage == "charset":
        document = _document(one, found)
        return right and document is not None and _recall(one.text, document.text) >= RECOVERED
    return right


def _rate(things: Iterable[T], is_right: Callable[[T], bool], miss: Callable[[T], Miss], misses: list[Miss]) -> Rate:
    right = total = 0
    for thing in things:
        total += 1
        if is_right(thing):
            right += 1
        else:
            misses.append(miss(thing))
    return Rate(right=right, total=total)


def _as_miss(one: Planted, about: str, expected: str, found: str) -> Miss:
    return Miss(key=one.key, about=about, expected=expected, found=found)


def _miss(about: str, expected: str, found: str) -> Callable[[Planted], Miss]:
    return lambda one: _as_miss(one, about, expected, found)


def _text_miss(pair: tuple[Planted, FoundDocument]) -> Miss:
    share = _recall(pair[0].text, pair[1].text)
    return _as_miss(pair[0], "text", f"{RECOVERED:.0%} of the words", f"{share:.0%}")


def _region_miss(pair: tuple[Planted, FoundDocument]) -> Miss:
    one, document = pair
    return _as_miss(one, "region", ", ".join(one.regions) or "none", ", ".join(sorted(document.focus)) or "none")


def _broken_miss(found: Found) -> Callable[[Planted], Miss]:
    def describe(one: Planted) -> Miss:
        outcomes = ", ".join(found.outcomes.get(place(one.url or ""), ())) or "not fetched"
        return _as_miss(one, one.breakage or "", " or ".join(one.expected), outcomes)

    return describe
