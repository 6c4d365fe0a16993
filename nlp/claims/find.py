"""Finds in a field what speaks for and against a claim to verify. It judges nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nlp.claims import answering, checkable, clarified, marked
from nlp.claims.around import Around
from nlp.claims.grounds import PLAIN, Field, Found, Words

#: Section -> what looks at what stands around one of its phrases.
_READERS: dict[str, Callable[[Around, int, int], Found | None]] = {
    "verb_before": answering.said_before,
    "verb_after": answering.said_after,
    "verb_again": answering.said_again,
    "by": answering.by,
    "outlet": answering.dateline,
    "if": checkable.condition,
    "forecast_label": checkable.forecast,
    "month": checkable.date,
    "day": checkable.weekday,
    "at": checkable.place,
    "when": checkable.when,
    "satire": marked.phrase,
    "satire_label": marked.label,
    "joke_label": marked.label,
    "made_up": marked.label,
    "denial": clarified.of_report,
    "denial_label": clarified.label,
    "denial_boxed": clarified.boxed,
    "denying": clarified.by_somebody,
}


def find(field: Field, words: Words) -> list[Found]:
    """Return the grounds of one field in reading order. Raises: nothing."""
    if not field.tokens:
        return []
    return sorted(_found(Around(field, words)), key=lambda one: (one.first, one.last))


def _found(around: Around) -> Iterator[Found]:
    for first, last, section in around.hits:
        if section in PLAIN and section not in _READERS:
            yield Found(PLAIN[section], first, last, section)
        elif (reader := _READERS.get(section)) is not None and (one := reader(around, first, last)) is not None:
            yield one
    if (one := answering.headline(around)) is not None:
        yield one
    yield from checkable.numbers(around)
    yield from marked.laughed_at(around)
    yield from marked.at_the_end(around)
