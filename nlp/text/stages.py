"""The stages `normalise` and `language`."""

from __future__ import annotations

from dataclasses import replace

from core.errors import ConfigError
from core.lexicon import KNOWN_LISTS, known_words, mark_of
from nlp.stage import Draft, Stage
from nlp.text.language import tag_language
from nlp.text.language_words import language_lists, word_table
from nlp.text.normalise import normalise
from nlp.text.obfuscation import find_disguises
from nlp.text.reach import LIST, reach_tags, read_tokens

#: Characters read. News: the lead, which is what categories were labelled and trained on (title and 420 characters);
#: 600 hold the 78 tokens that the models read and are enough for the language vote. What lies behind the limit of a
#: post or a title is named in a notice (nlp/categories/stage.py).
TITLE_LIMIT = 400
TEXT_LIMIT = {"news": 600, "post": 12000}


class NormaliseStage:
    """Folds title and text and cuts them into tokens; everything after it works on these."""

    name = "normalise"

    def __init__(self, notice: str = "", lists: str = "") -> None:
        self.version = f"8-{lists}" if lists else "8"
        self._notice = notice

    def apply(self, draft: Draft) -> Draft:
        """Return the draft with folded texts and tokens."""
        document = draft.document
        if self._notice:
            draft = draft.with_notice(self._notice)
        title = normalise(document.title, TITLE_LIMIT)
        text = normalise(document.text, TEXT_LIMIT[document.kind])
        tokens = read_tokens(title), read_tokens(text)
        return replace(
            draft,
            title=title,
            text=text,
            title_tokens=tokens[0],
            text_tokens=tokens[1],
            obfuscation=find_disguises(document, title, text, tokens),
            is_read=True,
        )


class LanguageStage:
    """Tags the language of title and text together."""

    name = "language"

    def __init__(self, lists: str) -> None:
        self.version = f"3-{lists}"

    def apply(self, draft: Draft) -> Draft:
        """Return the draft with its language."""
        return replace(draft, language=tag_language([*draft.title_tokens, *draft.text_tokens]))


def build_normalise() -> Stage:
    """Build the stage. Raises: nothing; without the word lists words and tags are left as they stand."""
    try:
        known_words()
        reach_tags()
        return NormaliseStage(lists=mark_of(*KNOWN_LISTS, LIST))
    except ConfigError as error:
        return NormaliseStage(f"normalise cannot read broken-up words or tags for reach: {error.message}")


def build_language() -> Stage:
    """Build the stage. Raises: ConfigError, OSError or ValueError without the lists of words that tell them apart."""
    word_table()
    return LanguageStage(mark_of(*language_lists(), *KNOWN_LISTS))
