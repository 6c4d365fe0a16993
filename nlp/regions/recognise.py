"""Finds the names of places in a document. Decides nothing about codes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from core.schemas.document import Document
from nlp.regions.context import look_around
from nlp.regions.cues import Cues
from nlp.regions.fold import Field
from nlp.regions.lexicon import Lexicon
from nlp.regions.mention import Mention
from nlp.regions.misspelt import misspelt

#: Work on one field is bounded: a text that names more places than this is a list, and the rest adds nothing.
MOST_MENTIONS = 400
#: Characters read of title and text: fifty long articles. A megabyte of combining marks costs .4 s instead of 1.5.
LONGEST = 250_000
#: Names at most this far apart stand in one list.
_LIST_GAP = 10


def fields(document: Document) -> tuple[Field, ...]:
    """Fold title and text, each as far as LONGEST."""
    news = document.kind == "news"
    title = (Field("title", document.title[:LONGEST], news=news),) if document.title else ()
    return (*title, Field("text", document.text[:LONGEST], news=news)) if document.text else title


def recognise(document: Document, lexicon: Lexicon, cues: Cues) -> list[Mention]:
    """Return the mentions in reading order, skip contexts and phrases left out."""
    found: list[Mention] = []
    for field in fields(document):
        skipped = -1
        spelt = longest(hits(field, lexicon))
        slips = list(misspelt(field, spelt, lexicon, cues))
        for mention in sorted([*spelt, *slips], key=lambda m: m.start) if slips else spelt:
            if not look_around(mention, cues) or _hyphenated(mention, skipped):
                skipped = mention.end
                continue
            found.append(mention)
            if len(found) >= MOST_MENTIONS:
                break
    share_along_lists(found)
    return found


def hits(field: Field, lexicon: Lexicon) -> Iterator[Mention]:
    """Yield every name in the field, overlapping ones too."""
    for last, (size, name) in lexicon.automaton.iter(field.folded):
        start = last - size
        if field.folded.startswith("di ", start) and field.original[field.span(start, start + 1)[0]] == "d":
            continue  # `di Yogyakarta` is a preposition and a name, not the province DI Yogyakarta
        yield Mention(field, start, last, name)


def longest(found: Iterator[Mention]) -> list[Mention]:
    """Keep the longest of overlapping names; one that is only a kecamatan's stands beside the name it contains."""
    ordered = sorted(found, key=lambda m: (m.start, -m.end))
    kept: list[Mention] = []
    end = 0
    for mention in ordered:
        only_district = not mention.name.codes and not mention.name.phrase
        if mention.start < end:
            continue
        kept.append(mention)
        if not only_district:
            end = mention.end
    return [mention for mention in kept if not mention.name.phrase]


def share_along_lists(found: list[Mention]) -> None:
    """Carry along what stands before a list: `Kabupaten Malang, Blitar, dan Kediri`, `dari Garut dan Solo`."""
    for previous, mention in itertools.pairwise(found):
        if mention.cued or mention.preposition or not _in_list(previous, mention):
            continue
        mention.origin = mention.origin or previous.origin
        if previous.kind in ("kabupaten", "kota") and len(mention.name.codes) > 1 and not _holds(mention, previous):
            mention.kind = previous.kind


def _in_list(previous: Mention, mention: Mention) -> bool:
    """Whether only a comma or `dan` stands between the two."""
    if previous.field is not mention.field or not 0 < mention.start - previous.end <= _LIST_GAP:
        return False
    start, end = mention.field.span(previous.end - 1, mention.start + 1)
    return mention.field.original[start + 1 : end - 1].strip(" ,") in ("", "dan", "serta", "maupun", "&")


def _holds(mention: Mention, previous: Mention) -> bool:
    """Whether the name may be the province of the one before it (`Kabupaten Boalemo, Gorontalo`)."""
    return any(code[:2] in mention.name.codes for code in previous.name.codes)


def _hyphenated(mention: Mention, skipped: int) -> bool:
    """Whether a hyphen ties the name to one that was skipped: the end of `Tol Pekanbaru-Padang`."""
    start, _ = mention.field.span(mention.start, mention.end)
    return mention.start == skipped + 1 and mention.field.original[start - 1] in "-–"
