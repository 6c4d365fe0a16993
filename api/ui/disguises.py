"""Says in words how a text is disguised; calmly, since a person decides what it means."""

from __future__ import annotations

from api.ui.i18n import Words
from core.schemas.analysis import Analysis, Disguise
from nlp.text.obfuscation import NOTABLE

#: Means that a note names; the list of kinds is short, so all of them fit.
_MOST = 8


def disguised(_: Words, analysis: Analysis | None) -> str:
    """Return the means by which words are kept from being found, empty where that is not worth a note."""
    if analysis is None or analysis.obfuscation_score < NOTABLE:
        return ""
    return _.listed([_means(_, one) for one in analysis.disguises], _MOST)


def _means(_: Words, one: Disguise) -> str:
    said = {
        "hidden": lambda: _.many("%(n)s hidden character", "%(n)s hidden characters", one.characters),
        "lookalike": lambda: _.many("%(n)s look-alike letter", "%(n)s look-alike letters", one.characters),
        "styled": lambda: _.many("%(n)s letter in another style", "%(n)s letters in another style", one.characters),
        "struck": lambda: _.many("%(n)s word struck out", "%(n)s words struck out", one.words),
        "reversed": lambda: _.many("%(n)s word turned round", "%(n)s words turned round", one.words),
        "spaced": lambda: _.many(
            "%(n)s word with its letters apart", "%(n)s words with their letters apart", one.words
        ),
        "leet": lambda: _.many("%(n)s word with digits for letters", "%(n)s words with digits for letters", one.words),
        "stretched": lambda: _.many("%(n)s stretched word", "%(n)s stretched words", one.words),
    }
    return said[one.kind]()
