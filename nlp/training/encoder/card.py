"""Renders the cards of the encoders from manifest and metrics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_STATIC = """# Static encoder {version}

**What it does.** Gives an Indonesian text {width} numbers; texts about the same thing get numbers alike. It serves
matching of claims, grouping of issues and search for similar texts. It says nothing about truth and nothing about
authors.

**What it is.** A sentence-transformers model (StaticEmbedding, then Normalize): {pieces} word pieces, lower-cased and
without accents, a vector each, and their mean. Distilled from multilingual-e5-small: its vectors of the pieces, on
their main axes, spread evenly over them, with a random part of each piece's own, weighted by how seldom a piece is;
then tuned on pairs of texts that belong together, against titles of the same template.
Served with numpy and tokenizers; sentence-transformers gives the same vectors.

**Where it is weak.** The order of words is lost: "A beats B" and "B beats A" are one text to it. Names and numbers that
were never seen are spelled in pieces and say little; rely on the lexical score for them. Javanese, Sundanese and
English words are known only where Indonesian texts use them.
"""
_TRANSFORMER = """# Encoder for matching claims {version}

**What it does.** Gives a message or a fact-check {width} numbers; a message and the fact-check about it get numbers
alike. It proposes; whether a fact-check answers a message is for people to see. It says nothing about truth.

**What it is.** multilingual-e5-small (12 layers, 384 wide) with the word pieces that Indonesian texts use, tuned on the
pairs below, weights in 8 bits, served with ONNX Runtime. Texts are put to it as `{prefix}<text>`, {longest} pieces.

**Where it is weak.** Fact-checks of one template (job scams, lotteries, quakes) lie near each other: numbers, dates,
places and companies have to be compared besides. Only Indonesian was tuned and measured.
"""


def static_card(manifest: Mapping[str, Any], metrics: Mapping[str, Any]) -> str:
    """Return the card of a static encoder as Markdown."""
    return _STATIC.format(**manifest) + _rest(manifest, metrics)


def transformer_card(manifest: Mapping[str, Any], metrics: Mapping[str, Any]) -> str:
    """Return the card of a transformer as Markdown."""
    return _TRANSFORMER.format(**manifest) + _rest(manifest, metrics)


def _rest(manifest: Mapping[str, Any], metrics: Mapping[str, Any]) -> str:
    lines = ["", "## Known-item retrieval", ""]
    lines += [
        "A message is asked for its own fact-check among all titles. Kept out of training: the newest 544 fact-checks"
    ]
    lines += [
        "(November 2025 to June 2026) and all that may be about the same claims. `fused`: BM25 over stems and the"
    ]
    lines += ["likeness, both standardised, added; the weight was chosen on these messages.", ""]
    lines += ["| score | MRR | first | among ten |", "|---|---|---|---|"]
    lines += [
        f"| {name} | {m['mrr']:.3f} | {m['r1']:.3f} | {m['r10']:.3f} |" for name, m in metrics["retrieval"].items()
    ]
    lines += ["", f"Files: {metrics['megabytes']} MB.", "", "## Data", "", "| set | what | licence |", "|---|---|---|"]
    lines += [f"| {row['name']} | {row['what']} | {row['licence']} |" for row in manifest["data"]]
    counted = ", ".join(f"{kind} {n}" for kind, n in sorted(manifest["pairs"].items()))
    return "\n".join([*lines, "", f"Pairs: {counted}.", ""])
