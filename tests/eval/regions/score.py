"""Scores region links against labelled texts: kab/kota level, strict and lenient."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.schemas.document import Document
from nlp.regions import link_regions

Row = dict[str, Any]


@dataclass
class Tally:
    """Counts over a set of texts."""

    right: int = 0
    forgiven: int = 0
    wrong: int = 0
    missed: int = 0
    exact: int = 0
    texts: int = 0
    empty: int = 0
    false_alarms: int = 0
    tempted: int = 0
    errors: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Return the measures."""
        predicted = self.right + self.forgiven + self.wrong
        precision = self.right / predicted if predicted else 1.0
        recall = self.right / (self.right + self.missed) if self.right + self.missed else 1.0
        return {
            "strict_precision": precision,
            "lenient_precision": (self.right + self.forgiven) / predicted if predicted else 1.0,
            "recall": recall,
            "strict_f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
            "exact_set": self.exact / self.texts if self.texts else 1.0,
            "false_alarm_rate": self.false_alarms / self.empty if self.empty else 0.0,
            "tempted": float(self.tempted),
        }


def load(path: Path) -> list[Row]:
    """Read the labelled rows."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def to_document(row: Row) -> Document:
    """Make the document that the pipeline would see."""
    source = row.get("source_region")
    return Document(id=row["id"], kind=row["kind"], title=row["title"], text=row["text"], source_region=source)


def focus_codes(document: Document) -> set[str]:
    """Return the codes in focus."""
    return {link.code for link in link_regions(document) if link.role == "focus"}


def at_regency(codes: Iterable[str]) -> set[str]:
    """Cut kecamatan to their regency and drop a province that is the parent of another code."""
    cut = {code[:5] for code in codes}
    return {code for code in cut if not any(other != code and other.startswith(code + ".") for other in cut)}


def score(rows: Sequence[Row], predict: Callable[[Document], set[str]] = focus_codes) -> Tally:
    """Score one set of texts."""
    tally = Tally()
    for row in rows:
        add(tally, row, predict(to_document(row)))
    return tally


def add(tally: Tally, row: Row, raw: set[str]) -> None:
    """Count one text. The gold is kept as labelled, a province beside its regency too (the harsher reading)."""
    predicted = at_regency(raw)
    gold = {code[:5] for code in row["regions"]}
    also = {code[:5] for code in row["also_ok"]} - gold
    right, extra = predicted & gold, predicted - gold
    tally.texts += 1
    tally.right += len(right)
    tally.forgiven += len(extra & also)
    tally.wrong += len(extra - also)
    tally.missed += len(gold - predicted)
    tally.exact += predicted == gold
    tempted = raw & set(row["must_not"])
    tally.tempted += len(tempted)
    if not gold:
        tally.empty += 1
        tally.false_alarms += bool(predicted - also)
    if predicted != gold:
        tally.errors.append(
            f"{row['id']} {row['src']} gold {sorted(row['regions'])} also {sorted(also)} got {sorted(raw)}"
            f" {'WRONG' if extra - also else ''} {'MISS' if gold - predicted else ''} {'TEMPTED' if tempted else ''}"
            f" | {row['title'][:140]} | {row['text'][:300]!r}"
        )
