"""A stream of articles with planted copies: exact, near (sentences dropped, another title and frame) and fragments."""

from __future__ import annotations

import hashlib
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

from nlp.groups.duplicates.verdict import Kind

ARTICLES = Path(__file__).resolve().parents[4] / "shared" / "data" / "news" / "articles_2025.jsonl"

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
#: What an outlet writes before and after a text that it took over.
_BEFORE = ("MAKASSAR, SUARA DAERAH - ", "SURABAYA - ", "Medan, Senin (WD) -- ", "")
_AFTER = (
    "\n\nArtikel ini telah tayang di Suara Daerah dengan judul lain.",
    "\n\nBaca juga: kabar lain dari daerah",
    "\n\n(wd/sd)",
    "\n\nEditor: redaksi. Ikuti saluran kami dan unduh aplikasi kami untuk kabar terbaru dari daerah Anda.",
)


@dataclass(frozen=True)
class Text:
    """One article of the stream, and what it is a planted copy of."""

    id: str
    title: str
    text: str
    of: str | None = None
    kind: Kind | None = None


@dataclass(frozen=True)
class Change:
    """How planted copies differ: share of sentences dropped, words misspelt, sentences in a fragment."""

    dropped: float = 0.15
    misspelt: float = 0.0
    swapped: bool = False
    sentences: int = 6
    #: Fewest words of a sentence that may stand in a fragment; headings and rows of tables are shorter.
    words: int = 1


def articles(half: int | None = None) -> list[Text]:
    """Return the real articles; `half` 0 or 1 by the hash of the title."""
    rows = [json.loads(line) for line in ARTICLES.read_text("utf-8").split("\n") if line]
    texts = [Text(str(number), row["title"], row["body"]) for number, row in enumerate(rows)]
    return [text for text in texts if half is None or hashlib.sha256(text.title.encode()).digest()[-1] % 2 == half]


def stream(originals: list[Text], seed: int, change: Change) -> list[Text]:
    """Return three quarters of the articles with copies of half of those; the last quarter hosts the fragments."""
    draw = random.Random(seed)
    mixed = draw.sample(originals, len(originals))
    hosts, own = mixed[: len(mixed) // 4], mixed[len(mixed) // 4 :]
    copied = draw.sample(own, len(own) // 2)
    third = len(copied) // 3
    titles = [text.title for text in mixed]
    copies = [Text(f"exact {one.id}", one.title, one.text, one.id, "exact") for one in copied[:third]]
    copies += [_near(draw, one, change, draw.choice(titles)) for one in copied[third : 2 * third]]
    copies += [planted for one, host in zip(copied[2 * third :], hosts, strict=False)
               if (planted := _fragment(draw, one, host, change))]  # fmt: skip
    places = {text.id: draw.random() for text in own}
    later = {copy.id: draw.uniform(places[copy.of or ""], 1.0) for copy in copies}
    return sorted([*own, *copies], key=lambda text: (later | places)[text.id])


def _near(draw: random.Random, one: Text, change: Change, title: str) -> Text:
    kept = [sentence for sentence in _sentences(one.text) if draw.random() >= change.dropped]
    if change.swapped and len(kept) > 4:
        at = draw.randrange(len(kept) - 2)
        kept[at], kept[at + 1] = kept[at + 1], kept[at]
    words = [_misspelt(word) if draw.random() < change.misspelt else word for word in "\n".join(kept).split(" ")]
    return Text(f"near {one.id}", title, draw.choice(_BEFORE) + " ".join(words) + draw.choice(_AFTER), one.id, "near")


def _fragment(draw: random.Random, one: Text, host: Text, change: Change) -> Text | None:
    """Return the host with neighbouring sentences of the original at a random place; None if it has too few."""
    mine, its = _sentences(one.text), _sentences(host.text)
    starts = [
        at
        for at in range(len(mine) - change.sentences + 1)
        if all(len(sentence.split()) >= change.words for sentence in mine[at : at + change.sentences])
    ]
    if not starts:
        return None
    at, place = draw.choice(starts), draw.randrange(len(its) + 1)
    text = "\n".join([*its[:place], *mine[at : at + change.sentences], *its[place:]])
    return Text(f"fragment {one.id}", host.title, text, one.id, "fragment")


def _sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE.split(text) if part.strip()]


def _misspelt(word: str) -> str:
    return word[:-2] + word[-1] if len(word) > 4 else word
