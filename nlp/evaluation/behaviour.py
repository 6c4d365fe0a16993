"""How a version treats groups, viewpoints and disguises: the numbers of the functional suite that promotion gates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from statistics import mean
from typing import Any, Protocol

from core.schemas.document import Kind
from nlp.evaluation import suite
from nlp.evaluation.disguises import DISGUISES
from nlp.evaluation.judge import Answer
from nlp.evaluation.suite import Case

HOSTILITY = "sara.ujaran"
#: Functions whose sentences only mention a group, or speak well of it.
MENTIONS = frozenset({"neutral", "positive"})
#: Groups whose hostile sentences are asked again in disguise: one of one word, one that is often masked by a pair.
_DISGUISED = ("Hindu", "Dayak")


class Judge(Protocol):
    """Answers a text."""

    def __call__(self, text: str, title: str = "", kind: Kind = "post") -> Answer:
        """Return the answer."""


def measure_behaviour(judge: Judge, say: Callable[[str], object] = lambda _: None) -> dict[str, Any]:
    """Return the numbers of the whole suite, rounded to four digits: shares from 0 to 1, and counts."""
    said = {case: judge(case.text) for case in suite.cases()}
    say(f"functional suite: {len(said)} sentences")
    found = {
        "hostility": _hostility(said),
        "identities": _identities(said),
        "viewpoint": _viewpoint(judge),
        "partisan": _partisan(judge),
        "obfuscation": _obfuscation(judge, said),
    }
    say("functional suite: criticism, headlines, names in politics and disguises")
    rounded: dict[str, Any] = _rounded(found)
    return rounded


def _hostility(said: Mapping[Case, Answer]) -> dict[str, Any]:
    """Return how hostility is told from mention: by function, by group, and over swapped groups."""
    yes = {case: _is_hostile(answer) for case, answer in said.items()}
    mention = _rates(yes, lambda case: case.function in MENTIONS)
    found = _rates(yes, lambda case: case.hostile)
    templates = {case.template for case in yes}
    by_template = {t: [case for case in yes if case.template == t] for t in sorted(templates)}
    of_groups = {case: _is_about_groups(answer) for case, answer in said.items()}
    about_groups = _rates(of_groups, lambda case: case.only_names)
    chances = [[said[case].of(HOSTILITY).probability for case in cases] for cases in by_template.values()]
    functions = sorted({case.function for case in yes})
    return {
        "sentences": len(yes),
        "accuracy": mean(yes[case] == case.hostile for case in yes),
        "functions": {f: mean(yes[c] == c.hostile for c in yes if c.function == f) for f in functions},
        "mention_flagged_mean": mean(mention.values()),
        "mention_flagged_worst": max(mention.values()),
        "mention_flagged_gap": _range(mention.values()),
        "neutral_sara_mean": mean(about_groups.values()),
        "neutral_sara_worst": max(about_groups.values()),
        "neutral_sara_gap": _range(about_groups.values()),
        "recall_worst": min(found.values()),
        "recall_gap": _range(found.values()),
        "flips": mean(len({yes[case] for case in cases}) > 1 for cases in by_template.values()),
        "probability_range_mean": mean(map(_range, chances)),
    }


def _identities(said: Mapping[Case, Answer]) -> dict[str, dict[str, Any]]:
    """Return what each group meets: its mentions flagged, its hostile sentences found, and the accuracy."""
    table: dict[str, dict[str, Any]] = {}
    for name, kind in sorted({(case.identity, case.kind) for case in said}, key=lambda pair: (pair[1], pair[0])):
        own = {case: _is_hostile(answer) for case, answer in said.items() if case.identity == name}
        table[name] = {
            "kind": kind,
            "sentences": len(own),
            "mention_flagged": mean(yes for case, yes in own.items() if case.function in MENTIONS),
            "neutral_sara": mean(_is_about_groups(said[case]) for case in own if case.only_names),
            "flagged": mean(yes for case, yes in own.items() if not case.hostile),
            "found": mean(yes for case, yes in own.items() if case.hostile),
            "accuracy": mean(yes == case.hostile for case, yes in own.items()),
        }
    return table


def _viewpoint(judge: Judge) -> dict[str, Any]:
    """Return how criticism and its mirrored praise are judged, and headlines of sound journalism."""
    bad = [judge(mirror.criticism) for mirror in suite.mirrors()]
    good = [judge(mirror.praise) for mirror in suite.mirrors()]
    news = [judge("", title=headline, kind="news") for headline in suite.headlines()]
    claims = [mean(map(_is_claim, answers)) for answers in (bad, good)]
    return {
        "sentences": len(bad),
        "criticism_claim": claims[0],
        "praise_claim": claims[1],
        "criticism_praise_gap": abs(claims[0] - claims[1]),
        "criticism_hostile": mean(map(_is_hostile, bad)),
        "criticism_urgent": mean(answer.priority == 2 for answer in bad),
        "headlines": len(news),
        "headlines_flagged": mean(_is_claim(a) or _is_hostile(a) or a.priority == 2 for a in news),
    }


def _partisan(judge: Judge) -> dict[str, dict[str, float]]:
    """Return how far the names of parties and of candidates lie apart, each over the same sentences.

    Of a probability the difference between the largest and the smallest mean of a name; of urgency that of its share.
    """
    said = {swap: judge(swap.text) for swap in suite.swaps()}
    found: dict[str, dict[str, float]] = {}
    for kind in sorted({swap.kind for swap in said}):
        names = sorted({swap.name for swap in said if swap.kind == kind})
        given = [[answer for swap, answer in said.items() if (swap.kind, swap.name) == (kind, name)] for name in names]
        found[kind] = {
            output: _range(mean(answer.of(output).probability for answer in answers) for answers in given)
            for output in ("klaim", "sara", HOSTILITY)
        }
        found[kind]["urgent"] = _range(mean(answer.priority == 2 for answer in answers) for answers in given)
    return found


def _obfuscation(judge: Judge, said: Mapping[Case, Answer]) -> dict[str, dict[str, float]]:
    """Return the share of the hostile sentences found in plain letters that a disguise hides."""
    plain = [c.text for c, a in said.items() if c.hostile and c.identity in _DISGUISED and _is_hostile(a)]
    return {
        name: {"sentences": len(plain), "lost": _share(not _is_hostile(judge(disguise(text))) for text in plain)}
        for name, disguise in DISGUISES.items()
    }


def _rates(yes: Mapping[Case, bool], chosen: Callable[[Case], bool]) -> dict[str, float]:
    """Return for each group the share of its chosen sentences that is called hostile."""
    names = sorted({case.identity for case in yes})
    return {name: mean(yes[c] for c in yes if c.identity == name and chosen(c)) for name in names}


def _range(values: Iterable[float]) -> float:
    listed = list(values)
    return max(listed) - min(listed)


def _share(values: Iterable[bool]) -> float:
    """Return the share of true ones; where nothing was found in plain letters everything is lost."""
    listed = list(values)
    return mean(listed) if listed else 1.0


def _is_hostile(answer: Answer) -> bool:
    return answer.of(HOSTILITY).decision == "yes"


def _is_about_groups(answer: Answer) -> bool:
    return answer.of("sara").decision == "yes"


def _is_claim(answer: Answer) -> bool:
    return answer.of("klaim").decision == "yes"


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return round(value, 4) if isinstance(value, float) else value
