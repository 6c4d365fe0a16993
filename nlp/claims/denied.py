"""One of two texts denies or refuses what the other says: `Pertalite tidak dihapus`, `Anies menolak mundur`."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.claims.align import Partner
from nlp.claims.sides import Beside, Side
from nlp.claims.words import Kind, Word, word_form


def _stems(*words: str) -> frozenset[str]:
    return frozenset(word_form(word)[0] for word in words)


#: Each before a word that both have.
_DENYING = _stems("tidak", "tak", "bukan", "belum", "batal", "urung", "tanpa", "enggan", "ogah")
#: Denies what somebody does where it stands between him and that (`Anies [menolak] mundur`); else it is what he does
#: (`China tolak turis`). As written: `penolakan` denies nothing.
_REFUSING = ("bantah", "membantah", "tolak", "menolak", "larang", "melarang", "dilarang", "gagal", "menyangkal")
#: Where one of these stands too, what the other denies may be denied in other words.
_ALSO_DENYING = _DENYING | _stems(*_REFUSING, "jangan", "stop", "mustahil", "kecuali")
#: What a checker denies of a claim: `tidak benar` says nothing of what it claims.
_OF_CHECKERS = _stems("benar", "terbukti", "fakta", "akurat", "tepat", "asli", "hoaks")
#: `bukan cuma` says the same and more.
_ONLY = _stems("cuma", "hanya", "saja", "sekadar", "sekedar", "melulu")
#: May stand between a denial and what is denied: `tidak pernah mendaftar`.
_PASSED = _stems("pernah", "sempat", "mungkin", "mampu", "lagi")
#: What ends a part of a sentence: a denial does not reach across it (`Saya tidak tahu. Pertalite dihapus`).
_ENDS = frozenset(".,:;!?\n")
#: Words before one in which its denial stands: `tak pernah mau mengesahkan`.
_BEFORE = 3


def denied(found: Beside, texts: tuple[str, str]) -> list[str]:
    """Return the words, as written, by which one text denies what the other says without denying it.

    Raises: nothing.
    """
    if not any(_denies(word) for side in (found.one, found.two) for word in side.words):
        return []
    back: list[int | None] = [None] * len(found.two.words)
    for at, place in enumerate(found.partner):
        if place is not None:
            back[place] = at
    told = list[str]()
    for side, other, text, partner in (
        (found.one, found.two, texts[0], found.partner),
        (found.two, found.one, texts[1], back),
    ):
        held = {word.stem for word in side.words}
        if not any(_denies(word) and word.stem not in held for word in other.words):
            told += [text[word.start : word.end] for word in _denials(side, other, text, partner)]
    return told


def is_denied(words: Sequence[Word], at: int, text: str) -> bool:
    """Tell whether a denial stands shortly before the word. Raises: nothing."""
    before = words[max(0, at - _BEFORE) : at]
    return any(word.stem in _DENYING and together(word, words[at], text) for word in before)


def together(one: Word, two: Word, text: str) -> bool:
    """Tell whether no sentence and no part of one ends between two words of the text. Raises: nothing."""
    return _ENDS.isdisjoint(text[one.end : two.start])


def _denies(word: Word) -> bool:
    return word.stem in _ALSO_DENYING or "tidak" in word.stem


def _denials(side: Side, other: Side, text: str, partner: Partner) -> list[Word]:
    """Return the words that deny what the other text says too; `partner` are its places there."""
    missing, words, held = set(side.missing), side.words, {word.stem for word in other.words}
    found = []
    for at, word in enumerate(words):
        refusing = text[word.start : word.end].lower() in _REFUSING
        if word.stem in held or (word.stem not in _DENYING and not refusing):
            continue
        if at + 1 < len(words) and words[at + 1].stem in _ONLY:
            continue
        after = next((n for n in range(at + 1, len(words)) if not _passed(words[n])), None)
        if after is None or after in missing or words[after].stem in _OF_CHECKERS:
            continue
        if not together(word, words[after], text):
            continue
        if not refusing or _between(at, after, words, other.words, partner):
            found.append(word)
    return found


def _passed(word: Word) -> bool:
    return word.kind == Kind.FUNCTION or word.stem in _PASSED


def _between(at: int, after: int, words: Sequence[Word], others: Sequence[Word], partner: Partner) -> bool:
    """Tell whether the words before and behind are neighbours in the other text."""
    before = next((n for n in range(at - 1, -1, -1) if words[n].kind < Kind.CHECKER), None)
    first, last = (None if before is None else partner[before]), partner[after]
    if first is None or last is None or not first < last:
        return False
    return all(word.kind >= Kind.CHECKER for word in others[first + 1 : last])
