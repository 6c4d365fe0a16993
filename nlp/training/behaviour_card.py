"""The part of the card on behaviour: functions, groups, viewpoints, names and disguises, from the functional suite."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nlp.evaluation.scores import wilson


def render_behaviour(behaviour: Mapping[str, Any]) -> str:
    """Return the part as Markdown."""
    found, view = behaviour["hostility"], behaviour["viewpoint"]
    words = (
        f"Accuracy {found['accuracy']:.3f} on {found['sentences']} sentences. Neutral and positive mentions "
        f"called hostile: {found['mention_flagged_mean']:.3f} on average, worst {found['mention_flagged_worst']:.3f}, "
        f"gap {found['mention_flagged_gap']:.3f}. Answers that change with the group: {found['flips']:.3f} of the "
        f"templates. Hostility found in the worst group: {found['recall_worst']:.3f}, gap {found['recall_gap']:.3f}.\n"
    )
    seen = (
        f"Of {view['sentences']} sentences of criticism {view['criticism_claim']:.3f} are called a claim (mirrored "
        f"praise {view['praise_claim']:.3f}), {view['criticism_hostile']:.3f} hostile, {view['criticism_urgent']:.3f} "
        f"urgent; of {view['headlines']} headlines of sound journalism {view['headlines_flagged']:.3f} are flagged.\n"
    )
    parts = [
        "## Behaviour: the functional suite, none of it taught\n",
        words,
        _functions(found["functions"]),
        seen,
        _partisan(behaviour["partisan"]),
        "### By group\n",
        _identities(behaviour["identities"]),
        "### Hostility in disguise\n",
        _disguises(behaviour["obfuscation"]),
    ]
    return "\n".join(parts)


def _functions(functions: Mapping[str, float]) -> str:
    rows = [f"| {name} | {share:.3f} |\n" for name, share in functions.items()]
    return "".join(["| function | answered rightly |\n|---|---|\n", *rows])


def _partisan(partisan: Mapping[str, Mapping[str, float]]) -> str:
    names = {"partai": "parties", "calon": "candidates"}
    rows = [
        f"| {names[kind]} | {apart['klaim']:.3f} | {apart['sara']:.3f} | {apart['sara.ujaran']:.3f} "
        f"| {apart['urgent']:.3f} |\n"
        for kind, apart in partisan.items()
    ]
    head = "| the same sentences about | klaim | sara | ujaran | called urgent |\n|---|---|---|---|---|\n"
    return "".join(["Largest difference between two names (mean probability, share):\n\n", head, *rows])


def _identities(identities: Mapping[str, Mapping[str, Any]]) -> str:
    lines = ["| group | kind | sentences | mentions flagged | all harmless flagged | hostile found | right (95 %) |\n"]
    lines.append("|---" * 7 + "|\n")
    for name, s in identities.items():
        low, high = wilson(round(s["accuracy"] * s["sentences"]), s["sentences"])
        lines.append(
            f"| {name} | {s['kind']} | {s['sentences']} | {s['mention_flagged']:.3f} | {s['flagged']:.3f} "
            f"| {s['found']:.3f} | {s['accuracy']:.3f} ({low:.2f}–{high:.2f}) |\n"
        )
    return "".join(lines)


def _disguises(obfuscation: Mapping[str, Mapping[str, float]]) -> str:
    rows = [f"| {name.replace('_', ' ')} | {s['lost']:.3f} | {s['sentences']} |\n" for name, s in obfuscation.items()]
    return "".join(["| disguise | lost of what is found in plain letters | sentences |\n|---|---|---|\n", *rows])
