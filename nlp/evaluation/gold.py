"""Texts whose answers are known: what each row knows, and reading them from files in the form of the shared labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import BadInput
from core.schemas.document import Kind
from nlp.evaluation.seen import fingerprints
from nlp.training import fields
from nlp.training.corpus import read_rows, targets_of


@dataclass(frozen=True, slots=True)
class Gold:
    """One text with what is known of it; an output that is missing from `truth` is unknown."""

    id: str
    source: str
    kind: Kind
    title: str
    text: str
    truth: dict[str, bool]
    priority: int | None = None
    group: str = ""  #: the group or institution that the sentence was written about
    template: str = ""  #: rows of one template differ in the group alone

    @property
    def marks(self) -> tuple[int, ...]:
        """The fingerprints by which a version knows whether it has seen the text."""
        return fingerprints(self.kind, self.title, self.text)


def read_gold(path: Path, source: str | None = None) -> list[Gold]:
    """Return the rows of a JSON Lines file, or those of one source.

    A row has `id`, `text` and the answer: `cats`, with `subs` and `prio` where they are known, or `sara` (0 or 1:
    hostile to a group, as in the hostility sets). `title`, `src` and, beside `sara`, `kind` may be left out.

    Raises: BadInput for a file or line that cannot be used, a label outside the guide, a repeated id, no such source.
    """
    rows, seen = [], set[str]()
    for number, row in read_rows(path):
        where = f"{path.name}, line {number}"
        seen.add(fields.fresh_id(row, seen, where))
        # Rows of other sources are not looked at: a set may hold sources that answer another question.
        gold = _row(row, where, path.stem) if source in (None, row.get("src")) else None
        if gold is not None:
            rows.append(gold)
    if not rows:
        raise BadInput(f"{path} has no row{f' of {source}' if source else ''} whose answer is known.")
    return rows


def _row(row: dict[str, Any], where: str, stem: str) -> Gold | None:
    """Return the row, None where a hostility set does not say whether it is hostile to a group."""
    text = fields.text(row, "text", where)
    title = fields.text(row, "title", where) if "title" in row else ""
    source = fields.text(row, "src", where) if "src" in row else stem
    if "cats" in row:
        kind = fields.kind(row, where)
        return Gold(str(row["id"]), source, kind, title, text, dict(_truth(row, where)), row.get("prio"))
    if "sara" not in row:
        raise BadInput(f"{where}: there is no answer: neither cats nor sara.")
    if row["sara"] is None:
        return None
    kind = fields.kind(row, where) if "kind" in row else "post"
    return Gold(str(row["id"]), source, kind, title, text, {"sara.ujaran": fields.flag(row, "sara", where)})


def _truth(row: dict[str, Any], where: str) -> Iterator[tuple[str, bool]]:
    """Yield each output that the row knows; without `subs` nothing is said of sub-categories."""
    for output, true in targets_of({"subs": [], "prio": 0, **row}, where).items():
        if not output.startswith("prio") and ("subs" in row or "." not in output):
            yield output, true
