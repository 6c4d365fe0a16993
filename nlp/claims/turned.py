"""Two titles of the same words that say the opposite: one denies it, or who does it and whom it befalls are exchanged.

Labelled pairs hold too few to learn it from: of 3,097 these rules turn eight round, of which four are labelled as one
claim, mostly because a checker put what is true in its title. F1 out of fold is .934 with them (2026-11-30).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from nlp.claims.sides import Beside, Side
from nlp.claims.words import Kind, Word, word_form

_DENYING = frozenset(word_form(word)[0] for word in ("tidak", "tak", "bukan", "belum", "batal"))
#: Where one of these stands too, what the other denies may be denied in other words.
_ALSO_DENYING = _DENYING | {word_form(word)[0] for word in ("jangan", "tanpa", "larang", "tolak", "bantah", "gagal")}
#: What a checker denies of a claim: `tidak benar` says nothing of what it claims.
_OF_CHECKERS = frozenset(
    word_form(word)[0] for word in ("benar", "terbukti", "fakta", "akurat", "tepat", "asli", "hoaks")
)
#: How many words of the claim further than the verb who does it and whom it befalls stand.
_REACH = 2
#: Shorter words begin with these letters by chance (`media`, `meja`, `dinas`).
_VOICES, _SHORT = ("me", "di"), 5


def turned_round(found: Beside, texts: tuple[str, str]) -> list[str]:
    """Return the words, as written, by which one text says the opposite of the other; none where neither does.

    `texts` are both originals. Raises: nothing.
    """
    return [*_denied(found, texts), *_exchanged(found, texts)]


def _denied(found: Beside, texts: tuple[str, str]) -> list[str]:
    sides = (found.one, found.two)
    told = list[str]()
    for side, other, text in zip(sides, reversed(sides), texts, strict=True):
        if not any(word.stem in _ALSO_DENYING for word in other.words):
            told += [text[word.start : word.end] for word in _denials(side)]
    return told


def _denials(side: Side) -> list[Word]:
    """Return the words that deny what the other text says too."""
    missing = set(side.missing)
    found = []
    for at, word in enumerate(side.words):
        if word.stem not in _DENYING:
            continue
        after = (place for place in range(at + 1, len(side.words)) if side.words[place].kind != Kind.FUNCTION)
        denied = next(after, None)
        if denied is not None and side.words[denied].stem not in _OF_CHECKERS and denied not in missing:
            found.append(word)
    return found


def _exchanged(found: Beside, texts: tuple[str, str]) -> list[str]:
    """Return `Israel menyerang Iran` and `Iran menyerang Israel`; `Iran diserang Israel` is the first one again.

    Without a verb that its prefix tells (`Prabowo pecat Luhut`) only where neither text says anything else.
    """
    first, second = found.one.words, found.two.words
    own, others = (_content(words) for words in (first, second))
    order = {place: n for n, place in enumerate(others)}
    shared = [order.get(place) if (place := found.partner[at]) is not None else None for at in own]
    alike = not found.one.rest and not found.two.rest
    for verb, said in enumerate(shared):
        for one, two in product(range(max(0, verb - _REACH), verb), range(verb + 1, verb + 1 + _REACH)):
            last, start = shared[one], shared[two] if two < len(shared) else None
            if (
                said is None
                or last is None
                or start is None
                or not said - _REACH <= start < said < last <= said + _REACH
            ):
                continue
            voices = _voice(first[own[verb]], texts[0]), _voice(second[others[said]], texts[1])
            if voices[0] == voices[1] and (voices[0] or alike):
                return [
                    _written(first, own[one], own[two], texts[0]),
                    _written(second, others[start], others[last], texts[1]),
                ]
    return []


def _content(words: Sequence[Word]) -> list[int]:
    """Return the places of the words that name somebody, something or what is done; numbers exchange nothing."""
    return [at for at, word in enumerate(words) if word.kind in (Kind.PLAIN, Kind.PLACE)]


def _voice(word: Word, text: str) -> str:
    """Return the prefix by which a word is a verb, active or passive; empty where it has none."""
    written = text[word.start : word.end].lower()
    return next((prefix for prefix in _VOICES if written.startswith(prefix)), "") if len(written) > _SHORT else ""


def _written(words: Sequence[Word], start: int, end: int, text: str) -> str:
    return text[words[start].start : words[end].end]
