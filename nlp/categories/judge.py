"""Judges one document: margins to probabilities and decisions that fit together, with the words that moved them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from core.schemas.analysis import TAXONOMY, CategoryJudgement, Judgement, judged_alike
from core.schemas.document import Document
from nlp.categories.bound import SAID, bound
from nlp.categories.combine import HOSTILITY, combine, hold_back
from nlp.categories.evidence import Reading, Shares, spans, token_shares
from nlp.categories.identities import mask, names_a_group
from nlp.categories.model import CategoryModel, LinearModel, Scale
from nlp.categories.passages import LONG, furthest, hides_weight, naming, passages
from nlp.categories.portion import portion
from nlp.categories.priority import how_urgent, priority
from nlp.text.normalise import Normalised
from nlp.text.tokens import Token

#: One or two words are never a `yes`: what kind of document it is would weigh more than what it says.
FEWEST_WORDS = 3

_NOTHING_SAID = Judgement(probability=0.01, decision="no")


class Second(Protocol):
    """What the precise stage adds to an answer that it had a part in."""

    def joined(self, output: str, reading: Reading, shares: Shares) -> Shares:
        """Return the shares of both stages in the margin of the output, for the tokens of the linear reading."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the models made of a document before the answer is put together."""

    kind: str
    words: int
    margins: dict[str, float]  #: of the linear models
    judged: dict[str, Judgement]
    matter: Reading
    hostility: Reading
    names_a_group: bool  #: or a political camp, title or text, as far as they are read
    bounded: frozenset[str]  #: outputs whose margin is that of the masked text
    second: Second | None = None  #: set once the precise stage has judged too

    @property
    def explained(self) -> tuple[str, ...]:
        """Return the outputs whose words are shown: categories that are not a no, and hostility where it spoke."""
        return _explained({category: combine(category, self.judged) for category in TAXONOMY}, self.judged)


class Judge:
    """Answers for one loaded model."""

    def __init__(self, model: CategoryModel) -> None:
        self.model = model
        self._hostile = np.ascontiguousarray(model.hostility.column(HOSTILITY))

    def weigh(self, kind: str, title: Sequence[Token], text: Sequence[Token]) -> Weighed | None:
        """Return the judgement of every output, or None for a document without a word."""
        text = portion(kind, text)
        words = sum(token.form[0] != "<" for token in (*title, *text))
        if not words:
            return None
        matter = _reading(self.model.matter, kind, title, text)
        hostility = _reading(self.model.hostility, kind, mask(title), mask(text))
        margins = self.model.matter.margins(matter.features)
        margins |= self.model.hostility.margins(hostility.features)
        named = names_a_group((*hostility.title, *hostility.text))
        bounded = bound(margins, self.model.room, named)
        judged = judge_margins(margins, self.model.scales, kind, words)
        return Weighed(kind, words, margins, judged, matter, hostility, named, bounded)

    def answer(
        self, document: Document, title: Normalised, text: Normalised, weighed: Weighed | None, explain: bool = True
    ) -> tuple[dict[str, CategoryJudgement], Literal[0, 1, 2]]:
        """Return the judgement of every category with its evidence if asked to explain, and the priority."""
        if weighed is None:
            return without_words(), 0
        judged = weighed.judged
        categories = {category: combine(category, judged) for category in TAXONOMY}
        explained = _explained(categories, judged) if explain else ()
        for category, judgement in categories.items():
            if category in explained:
                found = self._moved(category, weighed, explained)
                categories[category] = judgement.model_copy(update={"evidence": spans(document, title, text, found)})
        return categories, priority(categories, *self._urgent(weighed))

    def passage(self, raw: str, text: Normalised, tokens: Sequence[Token], weighed: Weighed) -> Sequence[Token]:
        """Return the tokens of the passage to look at alone for hostility, none where the whole is enough."""
        if len(tokens) < LONG or weighed.judged[HOSTILITY].decision == "yes" or not weighed.names_a_group:
            return ()
        if not hides_weight(weighed.hostility.features, self._hostile):
            return ()
        found = list(passages(raw, text, portion(weighed.kind, tokens)))
        named = naming(found, weighed.hostility.text) if len(found) > 1 else []
        if len(named) < 2:
            return named[0] if named else ()
        shares = token_shares(weighed.hostility, self.model.hostility.featuriser, self._hostile)
        return furthest(named, weighed.hostility, shares)

    def hostility(self, kind: str, tokens: Sequence[Token]) -> Judgement:
        """Return what the linear model says of hostility in some tokens alone: a third of what `weigh` takes."""
        hostility = self.model.hostility
        margin = hostility.margins(_reading(hostility, kind, (), mask(portion(kind, tokens))).features)[HOSTILITY]
        return self.model.scale(HOSTILITY, kind).judge(margin)

    def _urgent(self, weighed: Weighed) -> tuple[bool, bool]:
        """Tell whether the document is to be followed, and soon."""
        if weighed.words < FEWEST_WORDS:
            return False, False
        judged = weighed.judged
        if judged[HOSTILITY].decision == "yes" and weighed.names_a_group:
            judged = {**judged, **self._unnamed(weighed)}
        return how_urgent(judged, weighed.kind, self.model.urgency)

    def _unnamed(self, weighed: Weighed) -> dict[str, Judgement]:
        """Return what the part that sees names says with all of them masked.

        How urgent hostility is must not hang on whom it is aimed at: *{group} itu hama* was 2 of Papuans and Chinese
        and 1 of 13 other groups. On the labelled rows, from which the models learned, kappa falls by .001 (2026-11-30).
        """
        masked = _reading(self.model.matter, weighed.kind, weighed.hostility.title, weighed.hostility.text)
        margins = self.model.matter.margins(masked.features)
        margins |= self.model.hostility.margins(weighed.hostility.features)
        bound(margins, self.model.room, named=True)
        judged = judge_margins(margins, self.model.scales, weighed.kind, weighed.words)
        return {output: judged[output] for output in self.model.matter.outputs}

    def _moved(self, category: str, weighed: Weighed, explained: Sequence[str]) -> list[tuple[Reading, Shares]]:
        """Return the shares of each token in the category, and in hostility where that is what spoke."""
        if category in weighed.bounded:  # its margin is that of the masked text, which sees no names
            found = [(weighed.hostility, self._shares_masked(category, weighed, SAID))]
        else:
            found = [(weighed.matter, _shares(self.model.matter, weighed.matter, category, weighed.second))]
        if category == "sara" and HOSTILITY in explained:
            found.append((weighed.hostility, self._shares_masked(HOSTILITY, weighed)))
        return found

    def _shares_masked(self, output: str, weighed: Weighed, mark: str = "") -> Shares:
        """Return the shares of the tokens of the masked text in an output."""
        return _shares(self.model.hostility, weighed.hostility, output, weighed.second, mark)


def _explained(categories: Mapping[str, CategoryJudgement], judged: Mapping[str, Judgement]) -> tuple[str, ...]:
    shown = [category for category, judgement in categories.items() if judgement.decision != "no"]
    return (*shown, HOSTILITY) if "sara" in shown and judged[HOSTILITY].decision != "no" else tuple(shown)


def judge_margins(
    margins: Mapping[str, float], scales: Mapping[str, Mapping[str, Scale]], kind: str, words: int
) -> dict[str, Judgement]:
    """Return the judgement of every output; a document of one or two words is never a yes."""
    judged = {output: scales[output][kind].judge(margin) for output, margin in margins.items()}
    return judged if words >= FEWEST_WORDS else {output: hold_back(one) for output, one in judged.items()}


def _shares(model: LinearModel, reading: Reading, output: str, second: Second | None, mark: str = "") -> Shares:
    shares = token_shares(reading, model.featuriser, model.column(f"{output}{mark}"))
    return shares if second is None else second.joined(output, reading, shares)


def _reading(model: LinearModel, kind: str, title: Sequence[Token], text: Sequence[Token]) -> Reading:
    return Reading(title, text, model.featuriser([token.form for token in title], [token.form for token in text], kind))


def without_words() -> dict[str, CategoryJudgement]:
    """Return the answer to a document without a word (empty, emoji or links only): nothing is said, so no."""
    return judged_alike(_NOTHING_SAID)
