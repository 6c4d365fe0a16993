"""The stage `categories`. What cannot be used makes the answer weaker, never missing: precise, fast, rules, nothing.

Each step down is told as a notice on every document and by the stage's version (`core.schemas.analysis.weaker`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from core.errors import ArtefactError, ConfigError
from core.lexicon import mark_of
from core.paths import data_dir
from core.schemas.analysis import ONLY_FAST, ONLY_RULES, CategoryJudgement, undecided
from nlp.artefacts import Artefact, current_version, load_version
from nlp.categories.combine import HOSTILITY
from nlp.categories.evidence import function_words
from nlp.categories.identities import group_names
from nlp.categories.judge import FEWEST_WORDS, Judge, Weighed
from nlp.categories.model import read_model
from nlp.categories.passages import ALARM, opened
from nlp.categories.politics import listed
from nlp.categories.precise.judge import PreciseJudge
from nlp.categories.precise.model import is_precise, read_precise
from nlp.categories.precise.routing import Routing, asks_of_hostility
from nlp.categories.rules import Rules, read_rules
from nlp.categories.unread import CUT_SHORT, LEFT_OPEN, has_unread_words, is_cut_short, left_open
from nlp.in_force import settings
from nlp.stage import Draft, Stage

#: Lists that the answers hang on beside the model: who edits one gets other answers, and another version says so.
_LISTS = ("identities.txt", "politics.txt", "function_words.txt")

#: Counts up whenever answers change by what stands in the code beside model and lists.
_RULES = 3


@dataclass(frozen=True, slots=True)
class Second:
    """The precise stage and which documents it reads."""

    judge: PreciseJudge
    routing: Routing


class CategoryStage:
    """Judges categories and priority with the linear models, and with the transformer where there is one.

    Without `explain` no words are looked for, which an evaluation does not need and which takes most of the time.
    """

    name = "categories"

    def __init__(self, judge: Judge, second: Second | None = None, broken: str = "", *, explain: bool = True) -> None:
        self._judge, self._second, self._explain = judge, second, explain
        self._notice = f"categories were judged by the fast stage alone: {broken}" if broken else ""
        mark = ONLY_FAST if broken else second.routing.mark if second else ""
        self.version = f"{judge.model.version}-{mark_of(*_LISTS)}-{_RULES}{mark}"

    def apply(self, draft: Draft) -> Draft:
        """Return the draft with categories, evidence and priority."""
        return self.apply_all([draft])[0]

    def apply_all(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Return the drafts with categories, evidence and priority; each as if it were alone."""
        drafts, weighed = self._weighed(drafts, self._is_chosen)
        hostile = self._hostile_passages(drafts, weighed)
        return [
            self._answered(draft, one, hostile.get(i))
            for i, (draft, one) in enumerate(zip(drafts, weighed, strict=True))
        ]

    def _weighed(
        self, drafts: Sequence[Draft], chosen: Callable[[Weighed], bool]
    ) -> tuple[list[Draft], list[Weighed | None]]:
        """Return the drafts and their judgements, by both stages where the first one's is `chosen`."""
        drafts = list(drafts)
        weighed = [self._judge.weigh(d.document.kind, d.title_tokens, d.text_tokens) for d in drafts]
        if self._second is not None:
            asked = [i for i, one in enumerate(weighed) if one and chosen(one)]
            self._ask_again(self._second.judge, drafts, weighed, asked)
        return drafts, weighed

    def _is_chosen(self, weighed: Weighed) -> bool:
        if self._second is None:
            return False
        scales, listens = self._judge.model.scales, self._second.judge.model.listens
        return self._second.routing.chooses(weighed, scales, listens)

    def _hostile_passages(
        self, drafts: Sequence[Draft], weighed: Sequence[Weighed | None]
    ) -> dict[int, tuple[Draft, Weighed]]:
        """Return the hostile passage of each post that is not hostile as a whole, by the number of the post."""
        asked = {
            i: replace(draft, title_tokens=(), text_tokens=passage)
            for i, (draft, one) in enumerate(zip(drafts, weighed, strict=True))
            if draft.document.kind == "post" and one
            if (passage := self._judge.passage(draft.document.text, draft.text, draft.text_tokens, one))
            and (self._second or self._judge.hostility(one.kind, passage).probability >= ALARM)
        }
        parts, judged = self._weighed(list(asked.values()), self._may_be_hostile)
        return {
            i: (part, one)
            for i, part, one in zip(asked, parts, judged, strict=True)
            if one and one.words >= FEWEST_WORDS and one.judged[HOSTILITY].probability >= ALARM
        }

    def _may_be_hostile(self, weighed: Weighed) -> bool:
        return asks_of_hostility(weighed, self._judge.model.scales)

    def _ask_again(
        self, judge: PreciseJudge, drafts: list[Draft], weighed: list[Weighed | None], chosen: Sequence[int]
    ) -> None:
        """Put the answers of both stages in the place of the fast ones; a text that breaks the network keeps those."""
        asked = [(one, (drafts[i].title_tokens, drafts[i].text_tokens)) for i in chosen if (one := weighed[i])]
        if not asked:
            return
        try:
            answers = judge([one for one, _ in asked], [tokens for _, tokens in asked], self._explain)
        except Exception as error:  # the runtime's errors share no base class; the fast answer stands, and says why
            if len(chosen) > 1:
                for i in chosen:
                    self._ask_again(judge, drafts, weighed, [i])
                return
            notice = f"this document was judged by the fast stage alone: {type(error).__name__}: {str(error)[:200]}"
            drafts[chosen[0]] = drafts[chosen[0]].with_notice(notice)
            return
        for i, answer in zip(chosen, answers, strict=True):
            weighed[i] = answer

    def _answered(self, draft: Draft, weighed: Weighed | None, hostile: tuple[Draft, Weighed] | None) -> Draft:
        if (weighed is None or weighed.words < FEWEST_WORDS) and has_unread_words(draft.document):
            said = "no word" if weighed is None else "hardly a word"
            return replace(draft, categories=undecided()).with_notice(
                f"{LEFT_OPEN}: there is {said} in what is read of this long text, only behind it"
            )
        categories, priority = self._categories(draft, weighed)
        if hostile is not None:
            passage, _ = self._categories(*hostile)
            categories |= {"sara": opened(categories["sara"], passage["sara"])}
            priority = priority or 1
        answered = replace(draft, categories=categories, priority=priority)
        if is_cut_short(draft.document):
            answered = replace(answered, categories=left_open(categories)).with_notice(CUT_SHORT)
        return answered.with_notice(self._notice) if self._notice else answered

    def _categories(
        self, draft: Draft, weighed: Weighed | None
    ) -> tuple[dict[str, CategoryJudgement], Literal[0, 1, 2]]:
        return self._judge.answer(draft.document, draft.title, draft.text, weighed, self._explain)


class RuleStage:
    """Stands in when no model can be used: words of the lexicon make a category `unsure`, nothing makes it `yes`."""

    name = "categories"

    def __init__(self, rules: Rules, reason: str) -> None:
        self._rules = rules
        self.version = f"{ONLY_RULES}-{rules.version}"
        self._notice = f"categories were judged by rules only, nothing is a yes: {reason}"

    def apply(self, draft: Draft) -> Draft:
        """Return the draft with what the rules say."""
        return replace(draft, categories=self._rules(draft)).with_notice(self._notice)


class WithoutModel:
    """Stands in when not even the rules can be used: leaves every category `unsure` and says why on each document."""

    name = "categories"
    version = "none"

    def __init__(self, reason: str) -> None:
        self._notice = f"categories could not be judged: {reason}"

    def apply(self, draft: Draft) -> Draft:
        """Return the draft with the reason."""
        return draft.with_notice(self._notice)


def build(folder: Path | None = None) -> Stage:
    """Build the stage with the artefact that CURRENT names; a bad one gives the next simpler stage.

    Raises: ConfigError when the settings cannot be used.
    """
    folder = folder or data_dir("models") / "categories"
    try:
        return build_version(folder / current_version(folder))
    except ArtefactError as error:
        return without_models(error.message)


def without_models(reason: str) -> Stage:
    """Build what answers when no model can be used. Raises: nothing."""
    try:
        return RuleStage(read_rules(), reason)
    except (OSError, ValueError) as error:
        return WithoutModel(f"{reason} The rules cannot be used either: {error}.")


def build_version(folder: Path, *, explain: bool = True, routing: Routing | None = None) -> CategoryStage:
    """Build the stage with the version in this folder, in use or not; without its precise part if that is broken.

    `routing` says what the transformer reads in place of the settings.

    Raises: ArtefactError when the linear models cannot be used; ConfigError.
    """
    artefact = load_version(folder, lambda name: not is_precise(name))
    return build_from(artefact, lambda: load_version(folder, is_precise), explain=explain, routing=routing)


def build_from(
    artefact: Artefact,
    precise: Callable[[], Artefact] | None = None,
    *,
    explain: bool = True,
    routing: Routing | None = None,
) -> CategoryStage:
    """Build the stage from a version in memory; `precise` reads its precise files where `artefact` lacks them.

    Raises: ArtefactError when the linear models cannot be used; ConfigError.
    """
    _read_lists()
    model = read_model(artefact)
    chosen = settings()
    routing = routing or Routing(chosen.precise, chosen.precise_control)
    if "precise" not in artefact.manifest or routing.mode == "off":
        return CategoryStage(Judge(model), explain=explain)
    try:
        files = artefact if precise is None else precise()
        second = PreciseJudge(read_precise(files, tuple(model.scales), chosen.precise_threads))
    except ArtefactError as error:
        return CategoryStage(Judge(model), broken=error.message, explain=explain)
    return CategoryStage(Judge(model), Second(second, routing), explain=explain)


def _read_lists() -> None:
    """Read the lists of words that the models need, once: one that is missing would fail on every document instead.

    Raises: ArtefactError when one cannot be used.
    """
    try:
        group_names(), function_words()
        if not listed():
            raise ConfigError("configs/lexicon/politics.txt holds no name")
    except (ConfigError, OSError, ValueError) as error:
        raise ArtefactError(f"A list of words cannot be used: {error}. Restore configs/lexicon.") from error
