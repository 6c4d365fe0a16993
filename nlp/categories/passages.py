"""Looks at the passages of a long post one by one: a hostile sentence among many others is lost in the whole.

The models weigh a text as one. Of 48 hostile sentences of the functional suite, each put into 800 characters of sound
news, none was found (2026-11-30), though alone all are; reports are passed on with hatred behind them just so.
A passage lacks what stands around it, so it never says yes: it leaves the answer open and shows where to look.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import numpy as np

from core.schemas.analysis import CategoryJudgement, Evidence
from nlp.categories.evidence import MOST_SPANS, Reading, Shares
from nlp.categories.features import Features, Values
from nlp.categories.identities import named_groups
from nlp.text.normalise import Normalised
from nlp.text.tokens import ASK, CRY, Token

#: Tokens of a post from which on its passages are looked at.
LONG = 12
#: Words that a passage has at least, unless the text ends: shorter sentences are read with what follows.
LEAST_WORDS = 6
#: A longer sentence is most likely several without marks: it is read in windows of WINDOW tokens, each beginning in the
#: middle of the one before. Of 32 hostile sentences among four posts without any mark 21 are found so, with windows of
#: 16 12, in pieces of 40 5; of 400 long political posts and 300 harmless ones none more is left open (2026-11-30).
LONGEST, WINDOW = 40, 12

#: So many features must push this far together, set against a text of one feature, for passages to be looked at: 31 %
#: of the posts with two passages or more that are no as a whole do, and 97 % of those in which hostility is found then
#: (6,828 labelled posts and tweets, 216 texts put together; 2026-11-30).
STRONGEST, LEAST_WEIGHT = 12, 24.0
#: Hostility of a passage, as a probability, from which on the whole is left open. Of 138 hostile sentences of the suite
#: among neutral posts 69 were lost; 36 of these are found at .25, with 1 of 108 others, and 24 at .35. Of the labelled
#: posts that are no .3 % are left open at .25, of long political ones 2 % (2026-11-30). Desks hear from .35 on.
ALARM = 0.25

_END = re.compile(r"[.!?…][\"')\]]*\s")


def passages(raw: str, text: Normalised, tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield the sentences and lines of a text as runs of its tokens, short ones together and endless ones in windows.

    `raw` is the original: the folded text has no lines.
    """
    for sentence in _sentences(raw, text, tokens):
        if len(sentence) <= LONGEST:
            yield sentence
        else:
            yield from (sentence[at : at + WINDOW] for at in range(0, len(sentence) - WINDOW // 2, WINDOW // 2))


def _sentences(raw: str, text: Normalised, tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield runs of LEAST_WORDS words or more that end where a sentence or line does, and what is left."""
    raw = raw if "\n" in raw else ""
    first = words = 0
    for position, (token, following) in enumerate(zip_longest(tokens, tokens[1:])):
        words += token.form[0] != "<"
        if following is not None and words >= LEAST_WORDS and _ends(raw, text, token, following):
            yield tokens[first : position + 1]
            first, words = position + 1, 0
    if first < len(tokens):
        yield tokens[first:]


def _ends(raw: str, text: Normalised, token: Token, following: Token) -> bool:
    """Tell whether a sentence or a line ends between two tokens; `raw` is empty where the text has one line."""
    if token.form in (ASK, CRY):
        return True
    if following.start - token.end > 1 and _END.search(text.text, token.end, following.start):
        return True
    return (
        bool(raw) and "\n" in raw[text.span(token.start, token.end)[1] : text.span(following.start, following.end)[0]]
    )


def hides_weight(features: Features, column: Values) -> bool:
    """Tell whether a few features of a text may say together what the others talk down; costs next to nothing."""
    pushes = features.values * column.take(features.ids)
    strongest = np.partition(pushes, -STRONGEST)[-STRONGEST:] if len(pushes) > STRONGEST else pushes
    return bool(strongest.sum() * math.sqrt(len(pushes)) >= LEAST_WEIGHT)


def naming(found: Sequence[Sequence[Token]], masked: Sequence[Token]) -> list[Sequence[Token]]:
    """Return the passages that name a group or a camp, by the tokens of the text with names masked.

    Of 53 hostile passages 51 name one, of 47 others that were taken for hostile 16 do not (2026-11-30).
    """
    named = [token.start for token in named_groups(masked)]
    return [one for one in found if any(one[0].start <= start <= one[-1].start for start in named)]


def furthest(found: Sequence[Sequence[Token]], reading: Reading, shares: Shares) -> Sequence[Token]:
    """Return the passage that pushed the answer to the whole furthest, by the shares of the tokens of a reading.

    The reading may have fewer tokens than the text, as one with names masked has.
    """
    starts = [token.start for token in reading.text]
    sums = np.concatenate([[0.0], np.cumsum(shares[len(reading.title) :], dtype=np.float64)])
    edges = np.searchsorted(starts, [(one[0].start, one[-1].end) for one in found])
    return found[int(np.argmax(sums[edges[:, 1]] - sums[edges[:, 0]]))]


def opened(whole: CategoryJudgement, passage: CategoryJudgement) -> CategoryJudgement:
    """Return `sara` of the whole left open, since hostility was found in the passage."""
    likelier = max(whole.subcategories["ujaran"], passage.subcategories["ujaran"], key=lambda one: one.probability)
    hostility = likelier.model_copy(update={"decision": "unsure"})
    return CategoryJudgement(
        probability=max(whole.probability, hostility.probability),
        decision="unsure" if whole.decision == "no" else whole.decision,
        subcategories={**whole.subcategories, "ujaran": hostility},
        evidence=_together(passage.evidence, whole.evidence),
    )


def _together(first: Sequence[Evidence], second: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the spans of both in reading order, of the second only those that overlap none of the first."""
    clear = [b for b in second if not any(a.field == b.field and b.start < a.end and a.start < b.end for a in first)]
    kept = [*first, *clear][:MOST_SPANS]
    return tuple(sorted(kept, key=lambda span: (span.field == "text", span.start)))
