"""Tells whether two versions were measured on the same rows: over others a number says nothing of which is better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nlp.promotion.gates import Finding

#: The files whose rows the scores of a version are taken over; all others only teach.
MEASURED_ON = ("labels/categories_dev.jsonl", "hate/sara_hate_train.jsonl")


def other_rows(current: Mapping[str, Any], candidate: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a finding for each file of which the candidate had another edition than the version in use.

    Takes the two manifests. Without it easier rows, or fewer hard ones, would pass for a better model.
    """
    before, after = _editions(current), _editions(candidate)
    for name in MEASURED_ON:
        if before.get(name) != after.get(name):
            why = "another edition than that of the version in use: numbers over other rows cannot be compared"
            yield Finding("the rows that scores are taken over", name, None, None, why)


def _editions(manifest: Mapping[str, Any]) -> dict[Any, Any]:
    """Return the hash of each file that training read, as far as the manifest says."""
    listed = manifest.get("training_files")
    rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
    return {row.get("file"): row.get("sha256") for row in rows if isinstance(row.get("file"), str)}
