"""Judges one document: margins to probabilities and decisions that fit together, with the words that moved them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from core.schemas.analysis import TAXONOMY, CategoryJudgement, Judgement
from core.schemas.document import Document
from nlp.categories.combine import HOSTILITY, combine, hold_back
from nlp.categories.evidence import Reading, Shares, spans, token_shares
from nlp.categories.identities import mask
from nlp.categories.model import CategoryModel, LinearModel
from nlp.categories.priority import FOLLOW, SOON, priority
from nlp.text.normalise import Normalised
from nlp.text.tokens import Token

#: Tokens of the text that the models read. News was labelled by title and lead (about 60 words). On the 176 articles
#: of the newsroom 90, 78 and 64 tokens give F1 .87/.86/.85 (politik), .54/.54/.41 (sara), .75/.78/.78 (klaim); 78 reads
#: a full article in five sixths of the time that 90 take (2026-11-22).
TEXT_TOKENS = {"news": 78, "post": 700}
#: One or two words are never a `yes`: what kind of document it is would weigh more than what it says.
FEWEST_WORDS = 3

_NOTHING_SAID = Judgement(probability=0.01, decision="no")


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the models made of a document before the answer is put together."""

    judged: dict[str, Judgement]
    matter: Reading
    hostility: Reading


class Judge:
    """Answers for one loaded model."""

    def __init__(self, model: CategoryModel) -> None:
        self.model = model

    def __call__(
        self, document: Document, title: Normalised, text: Normalised, tokens: tuple[Sequence[Token], Sequence[Token]]
    ) -> tuple[dict[str, CategoryJudgement], Literal[0, 1, 2]]:
        """Return the judgement of every category with its evidence, and the priority."""
        weighed = self.weigh(document.kind, *tokens)
        if weighed is None:
            return without_words(), 0
        judged = weighed.judged
        categories = {}
        for category in TAXONOMY:
            judgement = combine(category, judged)
            if judgement.decision != "no":
                found = self._moved(category, weighed)
                judgement = judgement.model_copy(update={"evidence": spans(document, title, text, found)})
            categories[category] = judgement
        return categories, priority(categories, judged[FOLLOW].decision == "yes", judged[SOON].decision == "yes")

    def weigh(self, kind: str, title: Sequence[Token], text: Sequence[Token]) -> Weighed | None:
        """Return the judgement of every output, or None for a document without a word."""
        words = sum(token.form[0] != "<" for token in (*title, *text))
        if not words:
            return None
        text = text[: TEXT_TOKENS[kind]]
        matter = _reading(self.model.matter, kind, title, text)
        hostility = _reading(self.model.hostility, kind, mask(title), mask(text))
        margins = self.model.matter.margins(matter.ids, matter.values)
        margins |= self.model.hostility.margins(hostility.ids, hostility.values)
        judged = {output: self.model.scale(output, kind).judge(margin) for output, margin in margins.items()}
        if words < FEWEST_WORDS:
            judged = {output: hold_back(judgement) for output, judgement in judged.items()}
        return Weighed(judged, matter, hostility)

    def _moved(self, category: str, weighed: Weighed) -> list[tuple[Reading, Shares]]:
        """Return the shares of each token in the category, and in hostility where that is what spoke."""
        found = [(weighed.matter, _shares(self.model.matter, weighed.matter, category))]
        if category == "sara" and weighed.judged[HOSTILITY].decision != "no":
            found.append((weighed.hostility, _shares(self.model.hostility, weighed.hostility, HOSTILITY)))
        return found


def _shares(model: LinearModel, reading: Reading, output: str) -> Shares:
    return token_shares(reading, model.featuriser, model.column(output))


def _reading(model: LinearModel, kind: str, title: Sequence[Token], text: Sequence[Token]) -> Reading:
    ids, values = model.features([token.form for token in title], [token.form for token in text], kind)
    return Reading(title, text, ids, values)


def without_words() -> dict[str, CategoryJudgement]:
    """Return the answer to a document without a word (empty, emoji or links only): nothing is said, so no."""
    return {
        category: CategoryJudgement(
            probability=_NOTHING_SAID.probability, decision="no", subcategories=dict.fromkeys(subs, _NOTHING_SAID)
        )
        for category, subs in TAXONOMY.items()
    }
