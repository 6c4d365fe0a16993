"""Renders the card of a version of the grouping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_HEAD = """# Grouping of documents into issues, {version}

**What it does.** Says how probable it is that two documents tell the same story, so that copies, variants and
follow-ups of many outlets are shown as one issue. People merge and split; their word stands.

**What it is.** A logistic regression over {features} features of a pair (words weighted by their rarity in the window
and in general, pieces of words, an encoder's likeness, days, regions, numbers), and counts of how common words are:
hashed, without words that fewer than three texts have. Weights exist without an encoder and for: {encoders}.

**Not for.** Deciding that two claims are the same (`claims compare`), or that a text is a copy (`duplicates find`);
languages other than Indonesian (words still match, rarity is guessed).

**Labels.** Headlines of fourteen days of one campaign from about 150 outlets, grouped by reading titles (a language
model, one pass, three of the days with a second look), and articles of one outlet. Little data: the spread between sets
is larger than most choices make. Scores are of sets that the weights were not fitted on; both thresholds were chosen on
the mean of these, so expect a little less on new days.
"""


def write_card(manifest: Mapping[str, Any], metrics: Mapping[str, Any]) -> str:
    """Return the card as Markdown."""
    encoders = ", ".join(f"`{name}`" for name in manifest["encoders"]) or "none yet"
    parts = [_HEAD.format(version=manifest["version"], features=len(manifest["features"]), encoders=encoders)]
    for name, one in metrics.items():
        for mode, words in (("final", "all documents known"), ("online", "one after the other")):
            parts.append(f"## {name}, {words}\n\n{_table(one[mode])}")
    rows = "".join(f"| {one['name']} | {one['rows']} | {one['licence']} |\n" for one in manifest["data"])
    return "\n".join([*parts, f"## Data\n\n| set | rows | licence |\n|---|---|---|\n{rows}"])


def _table(scores: Mapping[str, Mapping[str, float]]) -> str:
    head = "| set | pairs P | R | F1 | BCubed P | R | F1 |\n|---|---|---|---|---|---|---|\n"
    return head + "".join(
        f"| {name} | " + " | ".join(f"{value:.3f}" for value in one.values()) + " |\n" for name, one in scores.items()
    )
