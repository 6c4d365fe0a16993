"""Says in words how the planted texts came out. Owns the sentences; the numbers come from `check`."""

from __future__ import annotations

from collections import Counter

from crawler.newsroom.check import Check, Miss, Rate

#: Misses of each kind shown unless all are asked for.
SHOWN = 5


def lines(check: Check, *, show_all: bool = False) -> list[str]:
    """Return the summary, then one line for each miss."""
    return [*_summary(check), *_misses(check.misses, show_all)]


def _summary(check: Check) -> list[str]:
    if check.collected.right == 0:
        return ["Nothing of the fictional newsroom is stored yet: run `suar up --demo` and give it two minutes."]
    found = [
        f"Stored      {_of(check.collected, 'planted texts')}; {_of(check.analysed, 'of them analysed')}",
        f"Texts       {_of(check.texts, 'hold at least 90 % of the planted words')}",
    ]
    for name, score in check.categories.items():
        found.append(
            f"{name:<12}precision {_share(score.precision)}, recall {_share(score.recall)} "
            f" ({score.planted} planted, {score.unsure} left undecided)"
        )
    return [
        *found,
        f"Regions     {_of(check.regions, 'texts are in focus at every planted kabupaten, kota or province')}",
        f"No place    {_of(check.placeless, 'texts without a planted region have none in focus')}",
        f"Copies      {_of(check.exact_copies, 'exact copies joined')}; {_of(check.near_copies, 'near copies joined')}",
        f"Edits       {_of(check.edits, 'corrected articles became a revision')}",
        f"Broken      {_of(check.broken, 'broken pages and feeds ended as they should')}",
    ]


def _misses(misses: tuple[Miss, ...], show_all: bool) -> list[str]:
    if not misses:
        return []
    shown = misses if show_all else _some_of_each(misses)
    rows = [f"  {miss.key}: {miss.about}: expected {miss.expected}, found {miss.found}" for miss in shown]
    left = len(misses) - len(shown)
    return ["", f"{len(misses)} misses:", *rows, *([f"  … and {left} more; --all shows them."] if left else [])]


def _some_of_each(misses: tuple[Miss, ...]) -> list[Miss]:
    seen: Counter[str] = Counter()
    shown: list[Miss] = []
    for miss in misses:
        seen[miss.about] += 1
        if seen[miss.about] <= SHOWN:
            shown.append(miss)
    return shown


def _of(rate: Rate, what: str) -> str:
    return f"{rate.right} of {rate.total} {what}"


def _share(rate: Rate) -> str:
    return "–" if rate.share is None else f"{rate.share:.2f}"
