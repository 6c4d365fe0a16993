"""Renders the card of a version of the claim models from its manifest and metrics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_HEAD = """# Claim models {version}

**What they do.** Order published fact-checks by whether they answer a message, give the probability that the first
ones do, and say of two claims whether they are the same. They never say that a text is false: a fact-check does, with
its publisher's name and date beside it, and a person decides.

**What they are.** Linear functions of about fifty figures: which words, runs of characters, numbers, months and
places two texts share, what the rarest missing word says, and how near their vectors are. One set for each kind of
encoder (`plain` leaves vectors out). With them: in how many fact-check titles each stem stands; no text.

**Not for.** Deciding without a person; texts in other languages than Indonesian and its slang; claims that nobody has
checked.
"""


def write_card(manifest: Mapping[str, Any], metrics: Mapping[str, Any]) -> str:
    """Return the card as Markdown."""
    parts = [_HEAD.format(version=manifest["version"]), _retrieval(manifest, metrics["retrieval"])]
    parts.append(_compare(metrics["compare"]))
    parts.append("## Data\n\n" + _data(manifest))
    return "\n".join(parts)


_FOUND = (
    "mrr",
    "recall_1",
    "recall_10",
    "match_precision",
    "match_recall",
    "match_f1",
    "match_ece",
    "match_unanswered",
)
_CLAIMED = ("claimed_mrr", "claimed_recall_1", "claimed_match_precision", "claimed_match_recall", "mixed_mrr")
_CHANGED = tuple(
    f"instance_{kind}_{which}" for kind in ("number", "place", "month", "name") for which in ("exact", "changed")
)


def _retrieval(manifest: Mapping[str, Any], scores: Mapping[str, Mapping[str, float]]) -> str:
    head = (
        "## Finding the fact-check of a message\n\nThe newest messages, each looked up among the titles of all "
        "fact-checks; learned from older messages alone. A fact-check of the same claim by another checker counts "
        "neither way. `match` is judged on the first 12 found; the last column is the share of the messages for which "
        "another fact-check is called a match when their own is taken out.\n\n"
        "| encoder | messages | MRR | R@1 | R@10 | match precision | recall | F1 | ECE | without answer |\n"
        "|---|---|---|---|---|---|---|---|---|---|\n"
    )
    claimed = (
        "\nThe same over fact-checks with their claims, for copies of the checked message (word for word, cut short, "
        "or with words left out); in the last column for the message itself where all fact-checks have a claim but the "
        "right one.\n\n| encoder | MRR | R@1 | match precision | recall | MRR, own without claim |\n"
        "|---|---|---|---|---|---|\n"
    )
    changed = (
        "\nAnother instance of the template: the share of the messages whose own fact-check is called a match, as they "
        "are → with one number, place, month or name that the title has changed.\n\n"
        "| encoder | messages | number | place | month | name |\n|---|---|---|---|---|---|\n"
    )
    parts = [head, *(_row(manifest, kind, one, ("messages", *_FOUND)) for kind, one in scores.items())]
    parts += [claimed, *(_row(manifest, kind, one, _CLAIMED) for kind, one in scores.items())]
    parts += [changed, *(_changed_row(manifest, kind, one) for kind, one in scores.items())]
    return "".join(parts)


def _row(manifest: Mapping[str, Any], kind: str, scores: Mapping[str, float], names: Sequence[str]) -> str:
    shown = (f"{scores[name]}" if name == "messages" else f"{scores[name]:.3f}" for name in names)
    return f"| {kind} {manifest['encoders'].get(kind, '')} | {' | '.join(shown)} |\n"


def _changed_row(manifest: Mapping[str, Any], kind: str, scores: Mapping[str, float]) -> str:
    shown = [f"{scores[name]:.2f}" if name in scores else "–" for name in _CHANGED]
    pairs = [f"{exact} → {changed}" for exact, changed in zip(shown[::2], shown[1::2], strict=True)]
    return f"| {kind} {manifest['encoders'].get(kind, '')} | {scores['instance_messages']} | {' | '.join(pairs)} |\n"


def _compare(scores: Mapping[str, Mapping[str, float]]) -> str:
    head = (
        "## The same claim or not\n\nOut of fold on labelled pairs of titles full of look-alikes, the mean of three "
        "ways to fold; more labelled pairs teach beside the other folds, none of them with a title that is judged. "
        "What single words say was learned there, and counted in other pairs by when they were published.\n\n"
        "| encoder of titles | pairs | precision | recall | F1 |\n|---|---|---|---|---|\n"
    )
    rows = [
        f"| {kind} | {one['pairs']} | {one['precision']:.3f} | {one['recall']:.3f} | {one['f1']:.3f} |\n"
        for kind, one in scores.items()
    ]
    return head + "".join(rows)


def _data(manifest: Mapping[str, Any]) -> str:
    rows = "".join(
        f"| {one['name']} | {one['what']} | {one['licence']} | {one['rows']} |\n" for one in manifest["data"]
    )
    return "| set | what | licence | rows |\n|---|---|---|---|\n" + rows
