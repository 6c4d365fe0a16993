"""Turns corrections that agree into rows for the alias table. A person reviews them; nothing is changed here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from core.regions.tree import fold, load_tree
from core.schemas.correction import RegionCorrection

#: alias, code, kind, needs_cue, how many corrections agree.
Suggestion = tuple[str, str, str, str, int]


def suggestions(corrections: Iterable[RegionCorrection], least: int) -> list[Suggestion]:
    """Return the names that at least so many corrections give to one region, the most frequent first.

    A name that already leads somewhere is suggested with `needs_cue`: alone it is open to doubt.
    """
    agreed: Counter[tuple[str, str]] = Counter()
    written: dict[str, Counter[str]] = {}
    for correction in corrections:
        for phrase, code in set(evidence(correction)):
            agreed[fold(phrase), code] += 1
            written.setdefault(fold(phrase), Counter())[phrase] += 1
    tree = load_tree()
    rows: list[Suggestion] = []
    for (key, code), times in agreed.most_common():
        known = {region.code for region in tree.find(key)}
        if times >= least and key and code not in known and code[:5] in tree:
            spelling = written[key].most_common(1)[0][0]
            rows.append((spelling, code[:5], "variant", "yes" if known else "no", times))
    return rows


def evidence(correction: RegionCorrection) -> Iterator[tuple[str, str]]:
    """Yield which words a correction gives to which region: the phrase the person named, or a wrong link's words.

    Only a correction that adds exactly one region tells to which region the words belong.
    """
    machine = {focus.code for focus in correction.machine}
    added = [code for code in correction.corrected if code not in machine]
    if len(added) != 1:
        return
    if correction.phrase:
        yield correction.phrase, added[0]
        return
    dropped = [focus for focus in correction.machine if focus.code not in correction.corrected]
    if len(dropped) == 1:
        for words in dropped[0].words:
            yield words, added[0]
