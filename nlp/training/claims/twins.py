"""Which fact-checks of two checkers are of one claim, as titles were read: what their likeness alone cannot say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

from core.errors import BadInput
from nlp.training.tables import read_table

#: Labels over pairs of claims/candidate_pairs.jsonl, and over what was found beside the newest fact-checks.
PAIRS, FOUND = "labels/pairs.tsv", "labels/twins.tsv"
_COLUMNS = ("a", "b", "label")
SAME, OTHER, UNDECIDED = "1", "0", "2"

Groups = dict[int, set[int]]


def read_labels(table: str) -> Iterator[tuple[str, str, str]]:
    """Yield both ids and the label of each line. Raises: BadInput for a line of another form."""
    for where, (first, second, label) in read_table(table, _COLUMNS):
        if label not in (SAME, OTHER, UNDECIDED):
            raise BadInput(f"{where}: label must be 0, 1 or 2, not {label!r}.")
        yield first, second, label


def correct(same: Groups, maybe: Groups, ids: Sequence[str]) -> None:
    """Put what was read in place of what likeness says, in both; `ids` are those of the fact-checks, in their order.

    Raises: BadInput for a line of another form.
    """
    rows = defaultdict[str, list[int]](list)
    for row, one in enumerate(ids):
        rows[one].append(row)
    for table in (PAIRS, FOUND):
        for first, second, label in read_labels(table):
            for a, b in product(rows.get(first, ()), rows.get(second, ())):
                _decide(same, maybe, a, b, label)
                _decide(same, maybe, b, a, label)


def _decide(same: Groups, maybe: Groups, one: int, other: int, label: str) -> None:
    for groups, kept in ((same, label == SAME), (maybe, label == UNDECIDED)):
        groups.setdefault(one, set()).discard(other)
        if kept:
            groups[one].add(other)
