"""Finds the names of places in a document, with what stands around them. Decides nothing about codes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from core.schemas.document import Document
from nlp.regions.cues import Cues
from nlp.regions.fold import Field
from nlp.regions.lexicon import Lexicon, Name

#: Work on one field is bounded: a text that names more places than this is a list, and the rest adds nothing.
MOST_MENTIONS = 400
_BEFORE, _AFTER = 48, 16
_AROUND = 70
_WORD = re.compile(r"[^\W\d_]{2,30}")
_LIST_GAP = 10
#: A dateline opens the text, or its second paragraph where a summary comes first.
_DATELINE_HEAD, _SUMMARY = 60, 600
_DATELINE_BEFORE = re.compile(
    r"\W*(?:[\w.]{2,30}\.(?:com|co|id|net|news)\b\W*)?(?:[A-Z][\w ]{2,30},\s*)?", re.IGNORECASE
)
_DATELINE_AFTER = re.compile(r"(?:\s*,[^-–—\n]{2,40}|\s*\([^)\n]{2,30}\))?\s*(?:--?|[–—\x96])\s")
_OUTLET_AFTER = re.compile(
    r"\s*(?:,\s*(?:[\w.]{2,30}\.(?i:com|co|id|net|news)|KOMPAS|VIVA|CNN Indonesia)|\([A-Z]{4,12}\))\s*(?:--?|[–—\x96])\s"
    r"|\s(?:--?|[–—\x96])\s+[A-Z\"“]"
)
_SENTENCE_END = tuple('.!?\n)]"”*')

Casing = Literal["proper", "loud", "lower"]


@dataclass(slots=True)
class Mention:
    """One name at one place; `start` and `end` count in the folded field."""

    field: Field
    start: int
    end: int
    name: Name
    casing: Casing = "proper"
    kind: str | None = None  #: the kind that a cue before it asks for
    office: bool = False  #: a public office before it tells a place of whatever kind
    people: bool = False  #: so does `warga`, less strongly
    preposition: bool = False
    aside: bool = False
    dateline: bool = False
    police: bool = False
    both: bool = False  #: `Kota dan Kabupaten X`
    named: bool = False  #: stands like a part of a person's name
    codes: tuple[str, ...] = ()  #: filled by resolve

    @property
    def cued(self) -> bool:
        """Whether a word before it tells that a place is meant."""
        return self.strong or self.people

    @property
    def strong(self) -> bool:
        """Whether that word is an office or names the kind, so that even an acronym or a common word is meant."""
        return self.kind is not None or self.office or self.police

    @property
    def written(self) -> str:
        """The name as it stands in the document."""
        start, end = self.field.span(self.start, self.end)
        return self.field.original[start:end]


def fields(document: Document) -> tuple[Field, ...]:
    """Fold title and text."""
    news = document.kind == "news"
    title = (Field("title", document.title, news=news),) if document.title else ()
    return (*title, Field("text", document.text, news=news)) if document.text else title


def recognise(document: Document, lexicon: Lexicon, cues: Cues) -> list[Mention]:
    """Return the mentions in reading order, skip contexts and phrases left out."""
    found: list[Mention] = []
    for field in fields(document):
        skipped = -1
        for mention in longest(hits(field, lexicon)):
            if not look_around(mention, cues) or _hyphenated(mention, skipped):
                skipped = mention.end
                continue
            found.append(mention)
            if len(found) >= MOST_MENTIONS:
                break
    share_kinds(found)
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


def look_around(mention: Mention, cues: Cues) -> bool:
    """Fill in casing and cues; False when the words around say that no place is meant."""
    folded = mention.field.folded
    before = folded[max(0, mention.start - _BEFORE) : mention.start].split()
    after = folded[mention.end : mention.end + _AFTER].split()
    mention.casing = casing(mention)
    if after and after[0] in cues.after:
        return False
    if read_before(mention, before, cues) is False:
        return False
    following = after[0] if after else ""
    if following == "kota" and (mention.police or mention.casing == "proper"):
        mention.kind, mention.police = "kota", False
    mention.dateline = is_dateline(mention)
    mention.named = not mention.cued and not mention.preposition and is_person_like(mention)
    return True


def read_before(mention: Mention, before: list[str], cues: Cues) -> bool:
    """Read up to three words back; False for a skip context."""
    if not before:
        return True
    last, two = before[-1], " ".join(before[-2:])
    if not _after_comma(mention):
        if (last in cues.skip or two in cues.skip) and two not in cues.kind:
            return False
        if cues.school.intersection(before[-3:]) and not cues.preposition.intersection(before[-2:]):
            return False
    mention.aside = any(w in cues.aside for w in before[-2:]) or any(w in cues.account for w in before[-5:])
    mention.police = last in cues.police
    mention.kind = None if mention.police or two == "ibu kota" else cues.kind.get(two) or cues.kind.get(last)
    mention.office = last in cues.office or two in cues.office
    mention.people = two == "ibu kota" or last in cues.people or two in cues.people
    mention.preposition = last in cues.preposition
    if last == "di" and len(before) > 1 and cues.kind.get(before[-2]) == "provinsi":
        mention.kind = "provinsi"  # gubernur di yogyakarta
    if len(before) >= 3 and before[-2] in ("dan", "serta", "maupun", "atau"):
        kinds = {cues.kind.get(last), cues.kind.get(before[-3])}
        mention.both = kinds == {"kota", "kabupaten"}
    elif kind_pair := {cues.kind.get(word) for word in before[-2:]}:
        mention.both = kind_pair == {"kota", "kabupaten"}  # Kabupaten/Kota X
    return True


def _hyphenated(mention: Mention, skipped: int) -> bool:
    """Whether a hyphen ties the name to one that was skipped: the end of `Tol Pekanbaru-Padang`."""
    start, _ = mention.field.span(mention.start, mention.end)
    return mention.start == skipped + 1 and mention.field.original[start - 1] in "-–"


def _after_comma(mention: Mention) -> bool:
    """Whether a comma sets the name apart: `Universitas Mulawarman, Samarinda` is in Samarinda."""
    start, _ = mention.field.span(mention.start, mention.end)
    return mention.field.original[max(0, start - 3) : start].rstrip().endswith(",")


def casing(mention: Mention) -> Casing:
    """Tell whether the capitals of the name say anything: not in a headline, nor in a shouted or lower-case post."""
    start, end = mention.field.span(mention.start, mention.end)
    text = mention.field.original
    written = text[start:end]
    if not any(word[0].isupper() for word in written.split()):
        return "lower"
    around = text[max(0, start - _AROUND) : start] + " " + text[end : end + _AROUND]
    words = _WORD.findall(around)
    if len(words) < 3:
        return "proper" if mention.field.name == "text" else "loud"
    shouted = written.isupper()
    alike = sum(word.isupper() if shouted else word[0].isupper() for word in words)
    # A headline capitalises all but its small words; in running text well under half the words have a capital.
    return "loud" if alike > 0.6 * len(words) else "proper"


def is_dateline(mention: Mention) -> bool:
    """Tell whether the name opens the text, or what follows a summary, as `CITY, OUTLET - `."""
    field = mention.field
    if field.name != "text" or mention.start > _SUMMARY:
        return False
    start, end = field.span(mention.start, mention.end)
    before, after = field.original[:start], field.original[end : end + 80]
    if start <= _DATELINE_HEAD and _DATELINE_BEFORE.fullmatch(before) and _DATELINE_AFTER.match(after):
        return True
    return before.rstrip(" ").endswith(_SENTENCE_END) and bool(_OUTLET_AFTER.match(after))


def is_person_like(mention: Mention) -> bool:
    """Tell whether a capitalised word touches the name, as in `Bima Arya` or `Surya Paloh`."""
    start, end = mention.field.span(mention.start, mention.end)
    text = mention.field.original
    ahead = text[end : end + 3]
    if len(ahead) >= 2 and ahead[0] == " " and ahead[1].isupper():
        return True
    previous = text[max(0, start - 20) : start]
    return previous.endswith(" ") and previous.rstrip(" ").rpartition(" ")[2][:1].isupper()


def share_kinds(found: list[Mention]) -> None:
    """Carry the kind of a list's first name along: `Kabupaten Malang, Blitar, dan Kediri`."""
    for previous, mention in itertools.pairwise(found):
        if previous.kind not in ("kabupaten", "kota") or mention.cued or previous.field is not mention.field:
            continue
        width = mention.start - previous.end
        if len(mention.name.codes) < 2 or not 0 < width <= _LIST_GAP or _holds(mention, previous):
            continue
        start, end = mention.field.span(previous.end - 1, mention.start + 1)
        if mention.field.original[start + 1 : end - 1].strip(" ,") in ("", "dan", "serta", "maupun", "&"):
            mention.kind = previous.kind


def _holds(mention: Mention, previous: Mention) -> bool:
    """Whether the name may be the province of the one before it (`Kabupaten Boalemo, Gorontalo`)."""
    return any(code[:2] in mention.name.codes for code in previous.name.codes)
