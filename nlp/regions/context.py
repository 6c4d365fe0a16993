"""Reads the words around a name: cues, skip contexts, and whether its capitals mean anything."""

from __future__ import annotations

import re

from nlp.regions.cues import Cues
from nlp.regions.dateline import is_dateline
from nlp.regions.lexicon import PAPUA
from nlp.regions.mention import Casing, Mention

#: Characters read before and after a name for cues, and on each side to judge its capitals.
_BEFORE, _AFTER, _AROUND = 48, 16, 70
#: A headline capitalises all but its small words; in running text well under half the words have a capital.
_LOUD = 0.6
_WORD = re.compile(r"[^\W\d_]{2,30}")


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
    if last in cues.village and not mention.written.isupper() and not two[:1].isdigit():
        return False  # unlike `2 DESA BOYOLALI HANCUR`
    if not _after_comma(mention):
        if (last in cues.skip or two in cues.skip) and two not in cues.kind:
            return False
        if cues.school.intersection(before[-3:]) and not cues.preposition.intersection(before[-2:]):
            return False
    mention.aside = any(w in cues.aside for w in before[-2:]) or any(w in cues.account for w in before[-5:])
    mention.aside = mention.aside or is_people(mention, last, cues)
    mention.police = last in cues.police
    mention.kind = None if mention.police or two == "ibu kota" else cues.kind.get(two) or cues.kind.get(last)
    mention.office = last in cues.office or two in cues.office
    mention.aside = mention.aside or (mention.kind is not None and bool(cues.former.intersection(before[-3:])))
    mention.people = two == "ibu kota" or last in cues.people or two in cues.people
    mention.preposition = last in cues.preposition
    mention.origin = last == "dari"
    if last == "di" and len(before) > 1 and cues.kind.get(before[-2]) == "provinsi":
        mention.kind = "provinsi"  # gubernur di yogyakarta
    if len(before) >= 3 and before[-2] in ("dan", "serta", "maupun", "atau"):
        kinds = {cues.kind.get(last), cues.kind.get(before[-3])}
        mention.both = kinds == {"kota", "kabupaten"}
    elif kind_pair := {cues.kind.get(word) for word in before[-2:]}:
        mention.both = kind_pair == {"kota", "kabupaten"}  # Kabupaten/Kota X
    return True


def is_people(mention: Mention, last: str, cues: Cues) -> bool:
    """Whether the name tells who people are, not where they are: `orang Nias`, `mahasiswa Papua`."""
    return last in cues.demonym or (last in cues.student and mention.name.codes == PAPUA)


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
    return "loud" if alike > _LOUD * len(words) else "proper"


def is_person_like(mention: Mention) -> bool:
    """Tell whether a capitalised word touches the name, as in `Bima Arya` or `Surya Paloh`."""
    start, end = mention.field.span(mention.start, mention.end)
    text = mention.field.original
    ahead = text[end : end + 3]
    if len(ahead) >= 2 and ahead[0] == " " and ahead[1].isupper():
        return True
    previous = text[max(0, start - 20) : start]
    return previous.endswith(" ") and previous.rstrip(" ").rpartition(" ")[2][:1].isupper()
