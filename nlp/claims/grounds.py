"""Reads the words that tell a claim to verify from reporting, opinion, prediction, satire and denial.

They are those of configs/lexicon/checkworthy.txt, looked up token by token: the work grows with the tokens, never with
the length of a run, and there is no pattern that could go back over a text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from core.errors import ConfigError
from core.lexicon import phrases, sections
from core.paths import data_dir
from core.schemas.analysis import GroundKind
from nlp.text.normalise import Normalised, normalise
from nlp.text.tokens import Token, tokenise

#: Sections whose phrases are grounds by themselves.
PLAIN: dict[str, GroundKind] = {
    "forward": "hearsay",
    "hearsay": "hearsay",
    "opinion": "opinion",
    "wish": "prediction",
    "prediction": "prediction",
    "forecast": "prediction",
    "satire": "satire",
    "event": "event",
    "topic": "event",
    "organisation": "organisation",
    "published": "source",
}
#: Sections of small words that say something only beside others, in few texts: they are looked up when one asks.
ASIDE = (
    *("headline_verb", "urging", "self", "link", "tail", "notice", "not", "told", "taken_for", "kind_of_text", "of"),
    *("report", "is_said"),
)
SECTIONS = (
    *PLAIN,
    *ASIDE,
    *("verb_before", "verb_after", "verb_again", "by", "body", "responsible", "outlet", "nobody"),
    *("at", "if", "then", "forecast_label", "play", "laughter", "month", "day", "when"),
    *("satire_label", "joke_label", "made_up", "denial", "denial_label", "denial_boxed", "denying"),
)
#: Tokens of a phrase at most.
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Field:
    """Title or text as the pipeline read it."""

    original: str
    folded: Normalised
    tokens: Sequence[Token]


@dataclass(frozen=True, slots=True)
class Found:
    """A ground over the tokens `first` to `last`, and how it was found: its section, or the form of its words."""

    kind: GroundKind
    first: int
    last: int
    section: str = ""


#: Phrases by their first token: the rest of each, and the section that it stands in.
Starts = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


@dataclass(frozen=True, slots=True)
class Words:
    """Every phrase of the list, those of the sections in ASIDE apart."""

    version: str
    starts: Starts
    aside: Starts


def hits(starts: Starts, tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
    """Return first token, last token and section of each phrase, in order; of a section the longest first."""
    found = []
    for at, token in enumerate(tokens):
        for rest, section in starts.get(token.form, ()):
            end = at + len(rest)
            if not rest or _follows(tokens, at, rest):
                found.append((at, end, section))
    return found


def _follows(tokens: Sequence[Token], at: int, rest: Sequence[str]) -> bool:
    return at + len(rest) < len(tokens) and all(tokens[at + n].form == word for n, word in enumerate(rest, 1))


@cache
def read_words() -> Words:
    """Read configs/lexicon/checkworthy.txt. Raises: ConfigError when it is missing or cannot be used."""
    path = data_dir("configs") / "lexicon" / "checkworthy.txt"
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"configs/lexicon/checkworthy.txt cannot be read: {error}. Restore it from the release."
        ) from error
    return parse_words(content)


def parse_words(content: str) -> Words:
    """Return the phrases of a list.

    Raises: ConfigError for a section that means nothing, a phrase outside of one, and a phrase of too many words.
    """
    starts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    aside: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for section, phrase in _phrases(content):
        forms = [token.form for token in tokenise(normalise(phrase))]
        if not 0 < len(forms) <= _LONGEST:
            raise ConfigError(f"configs/lexicon/checkworthy.txt: {phrase!r} is not one to {_LONGEST} words.")
        found = aside if section in ASIDE else starts
        found.setdefault(forms[0], []).append((tuple(forms[1:]), section))
    return Words(hashlib.sha256(content.encode()).hexdigest()[:6], _longest_first(starts), _longest_first(aside))


def _longest_first(found: Mapping[str, list[tuple[tuple[str, ...], str]]]) -> Starts:
    return {form: tuple(sorted(rest, key=lambda one: -len(one[0]))) for form, rest in found.items()}


def _phrases(content: str) -> Iterator[tuple[str, str]]:
    for section, lines in sections(content):
        if section is not None and section not in SECTIONS:
            raise ConfigError(f"configs/lexicon/checkworthy.txt: there is no section {section!r}.")
        for phrase in phrases(lines):
            if section is None:
                raise ConfigError(f"configs/lexicon/checkworthy.txt: {phrase!r} stands in no section.")
            yield section, phrase
