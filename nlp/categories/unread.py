"""Says of a long text what is not read of it: a clear no is only said of what was."""

from __future__ import annotations

import re
from collections.abc import Mapping

from core.schemas.analysis import CategoryJudgement
from core.schemas.document import Document
from nlp.text.stages import TEXT_LIMIT, TITLE_LIMIT

#: Begins the notice of a document that the models have nothing to judge by: that is all they can answer.
LEFT_OPEN = "categories were left open"
CUT_SHORT = (
    f"{LEFT_OPEN}: only the first {TITLE_LIMIT} characters of a title and {TEXT_LIMIT['post']:,} of a post are read,"
    " and words stand behind them; sara and klaim are unsure where they would be no"
)
#: What a long post or title could hide behind the end of what is read, so that a no is not said of it.
_WARNED = frozenset({"sara", "klaim"})
#: Also the end of one that began in what is read.
_LINK = re.compile(r"^\S+|(?:https?://|www\.)\S+")


def has_unread_words(document: Document) -> bool:
    """Tell whether words stand behind the end of what is read."""
    return _has_words(document.title[TITLE_LIMIT:]) or _has_words(document.text[TEXT_LIMIT[document.kind] :])


def is_cut_short(document: Document) -> bool:
    """Tell whether words stand behind the end of a title or a post; of news the lead tells its matter."""
    return has_unread_words(document) if document.kind == "post" else _has_words(document.title[TITLE_LIMIT:])


def left_open(categories: Mapping[str, CategoryJudgement]) -> dict[str, CategoryJudgement]:
    """Return the judgements where a warning that was not found may stand in what was not read."""
    missed = {name for name, judged in categories.items() if name in _WARNED and judged.decision == "no"}
    opened = {name: categories[name].model_copy(update={"decision": "unsure"}) for name in missed}
    return {**categories, **opened}


def _has_words(rest: str) -> bool:
    """Tell whether there are letters in the rest of a text; those of links are none."""
    return any(map(str.isalpha, _LINK.sub("", rest)))
