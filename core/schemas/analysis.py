"""What the NLP pipeline found in one document: the answer shape of `suar analyse` (docs/batch.md)."""

from __future__ import annotations

from typing import Literal

from core.schemas.document import Frozen

Decision = Literal["yes", "no", "unsure"]
Level = Literal["province", "regency", "district"]
Role = Literal["focus", "mention", "dateline"]

#: The categories and their sub-categories; every answer carries all of them.
TAXONOMY: dict[str, tuple[str, ...]] = {
    "politik": ("pemilu", "parpol", "pemerintahan", "unjuk_rasa", "ormas", "konflik", "hukum_pejabat"),
    "sara": ("ujaran", "peristiwa", "kerukunan"),
    "klaim": ("klaim", "klarifikasi", "penipuan"),
}


#: Marks in the version of the stage `categories` that tell which simpler stage had to answer.
ONLY_FAST, ONLY_RULES = "+fast-only", "rules"


class Evidence(Frozen):
    """A span of the original title or text, in code points, end exclusive."""

    field: Literal["title", "text"]
    start: int
    end: int
    text: str


class Judgement(Frozen):
    """A calibrated probability and the decision drawn from it."""

    probability: float
    decision: Decision


class CategoryJudgement(Judgement):
    """The judgement of one category with its words and its sub-categories."""

    evidence: tuple[Evidence, ...] = ()
    subcategories: dict[str, Judgement]


class RegionLink(Frozen):
    """One place that the document names; `code` is the best of `candidates` where `ambiguous`."""

    code: str
    name: str
    level: Level
    role: Role
    confidence: float
    ambiguous: bool = False
    candidates: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Language(Frozen):
    """An ISO 639 code (`mul` mixed, `und` undecided) and how sure it is, 0 to 1."""

    code: str
    confidence: float


DisguiseKind = Literal["hidden", "lookalike", "styled", "struck", "reversed", "spaced", "leet", "stretched"]


class Disguise(Frozen):
    """One way in which words are kept from being found: how many words and characters, with the first of them."""

    kind: DisguiseKind
    words: int
    characters: int
    evidence: tuple[Evidence, ...] = ()


class Obfuscation(Frozen):
    """How far the words are written so that a search does not find them, 0 (not at all) to 1; one word gives .4."""

    score: float
    disguises: tuple[Disguise, ...] = ()


#: What speaks for a text being a claim to verify (number to hearsay), and what speaks against it.
GroundKind = Literal[
    "number", "date", "place", "organisation", "event", "hearsay",
    "source", "press", "denial", "opinion", "prediction", "satire",
]  # fmt: skip
Worth = Literal["checkable", "not_checkable", "attributed", "denial", "opinion", "prediction", "satire"]


class Ground(Frozen):
    """Words that speak for or against a text being a claim to verify."""

    kind: GroundKind
    evidence: Evidence


class CheckWorthiness(Frozen):
    """Whether what a text asserts can and should be verified, with the words that say so."""

    verdict: Worth
    grounds: tuple[Ground, ...] = ()
    held: bool = False  #: whether this turned a `yes` of `klaim.klaim`, or of `klaim` that rested on it, into `unsure`


def undecided() -> dict[str, CategoryJudgement]:
    """Return every category and sub-category as `unsure`: nothing has judged them."""
    return judged_alike(Judgement(probability=0.5, decision="unsure"))


def judged_alike(said: Judgement) -> dict[str, CategoryJudgement]:
    """Return every category and sub-category with the one judgement."""
    return {
        category: CategoryJudgement(
            probability=said.probability, decision=said.decision, subcategories=dict.fromkeys(subs, said)
        )
        for category, subs in TAXONOMY.items()
    }


class Analysis(Frozen):
    """Everything the pipeline says of one document."""

    pipeline: str
    language: Language
    priority: Literal[0, 1, 2]
    categories: dict[str, CategoryJudgement]
    regions: tuple[RegionLink, ...] = ()
    #: 0 to 1: how far words are disguised (nlp/text/obfuscation.py says how it is counted), and by which means.
    obfuscation_score: float = 0.0
    disguises: tuple[Disguise, ...] = ()
    #: Only of a text that may hold a claim to verify (`klaim.klaim` is not a `no`).
    checkworthiness: CheckWorthiness | None = None
    #: Why this answer is weaker than it could be, e.g. a model that could not be loaded.
    notices: tuple[str, ...] = ()


def weaker(pipeline: str) -> Literal["", "fast", "rules", "none"]:
    """Return which simpler stage judged the categories in this version of the pipeline, nothing when all was well."""
    version = next((part[11:] for part in pipeline.split() if part.startswith("categories:")), "")
    if version.endswith(ONLY_FAST):
        return "fast"
    if version.startswith(ONLY_RULES):
        return "rules"
    return "none" if version in ("none", "off") else ""
