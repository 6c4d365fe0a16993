"""Judges one document: margins to probabilities and decisions that fit together, with the words that moved them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from core.schemas.analysis import TAXONOMY, CategoryJudgement, Evidence, Judgement
from core.schemas.document import Document
from nlp.categories.evidence import Reading, Shares, spans, token_shares
from nlp.categories.identities import mask
from nlp.categories.model import CategoryModel, LinearModel
from nlp.categories.priority import FOLLOW, SOON, priority
from nlp.text.normalise import Normalised
from nlp.text.tokens import Token

HOSTILITY = "sara.ujaran"
#: Tokens of the text that the models read. News was labelled by title and lead (about 60 words).
TEXT_TOKENS = {"news": 90, "post": 700}

#: Margins of an output that has no words to go by.
_NOTHING = Judgement(probability=0.01, decision="no")


class Judge:
    """Answers for one loaded model."""

    def __init__(self, model: CategoryModel) -> None:
        self.model = model

    def __call__(
        self, document: Document, title: Normalised, text: Normalised, tokens: tuple[Sequence[Token], Sequence[Token]]
    ) -> tuple[dict[str, CategoryJudgement], Literal[0, 1, 2]]:
        """Return the judgement of every category and the priority."""
        matter, hostility = self._read(document.kind, *tokens)
        if not matter.title and not matter.text:
            return without_words(), 0
        margins = self.model.matter.margins(matter.ids, matter.values)
        margins |= self.model.hostility.margins(hostility.ids, hostility.values)
        judged = {output: self.model.scale(output, document.kind).judge(margin) for output, margin in margins.items()}
        categories = {}
        for category in TAXONOMY:
            judgement = combine(category, judged)
            if judgement.decision != "no":
                found = self._moved(category, judged, matter, hostility)
                judgement = judgement.model_copy(update={"evidence": spans(document, title, text, found)})
            categories[category] = judgement
        return categories, priority(categories, judged[FOLLOW].decision == "yes", judged[SOON].decision == "yes")

    def _read(self, kind: str, title: Sequence[Token], text: Sequence[Token]) -> tuple[Reading, Reading]:
        """Return what each model sees of the document."""
        text = text[: TEXT_TOKENS[kind]]
        return (
            _reading(self.model.matter, kind, title, text),
            _reading(self.model.hostility, kind, mask(title), mask(text)),
        )

    def _moved(
        self, category: str, judged: Mapping[str, Judgement], matter: Reading, hostility: Reading
    ) -> list[tuple[Reading, Shares]]:
        """Return the shares of each token in the category, and in hostility where that is what spoke."""
        model = self.model.matter
        found = [(matter, token_shares(matter, model.featuriser, model.column(category)))]
        if category == "sara" and judged[HOSTILITY].decision != "no":
            model = self.model.hostility
            found.append((hostility, token_shares(hostility, model.featuriser, model.column(HOSTILITY))))
        return found


def _reading(model: LinearModel, kind: str, title: Sequence[Token], text: Sequence[Token]) -> Reading:
    ids, values = model.features([token.form for token in title], [token.form for token in text], kind)
    return Reading(title, text, ids, values)


def combine(category: str, judged: Mapping[str, Judgement]) -> CategoryJudgement:
    """Return the category's judgement with its sub-categories, so that a sub-category's yes is the category's too."""
    subs = {sub: judged[f"{category}.{sub}"] for sub in TAXONOMY[category]}
    own = judged[category]
    decision = own.decision
    if any(sub.decision == "yes" for sub in subs.values()):
        decision = "yes"
    probability = max(own.probability, *(sub.probability for sub in subs.values()))
    return CategoryJudgement(probability=probability, decision=decision, evidence=_NO_EVIDENCE, subcategories=subs)


_NO_EVIDENCE: tuple[Evidence, ...] = ()


def without_words() -> dict[str, CategoryJudgement]:
    """Return the answer to a document without a word (empty, emoji or links only): nothing is said, so no."""
    return {
        category: CategoryJudgement(
            probability=_NOTHING.probability, decision="no", subcategories=dict.fromkeys(subs, _NOTHING)
        )
        for category, subs in TAXONOMY.items()
    }
