"""The contrast texts of configs/lexicon as examples: what single words mislead the models about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from core.errors import BadInput
from core.lexicon import phrases, sections
from core.paths import data_dir
from nlp.categories.identities import group_names
from nlp.training.corpus import Example, make_example
from nlp.training.tables import read_table

#: Stands for every group: the hostility model reads all of them as one mark.
_SOME_GROUP = "dayak"
#: What criticism and praise of an institution never are.
_NEVER = ("klaim", "klaim.klaim", "klaim.klarifikasi", "klaim.penipuan", "sara", "prio2")
_NEWS = ("peristiwa", "kerukunan")
#: What a headline of sound journalism is not, however alarming it sounds.
_SOUND = ("klaim", "klaim.klaim")
#: Each mirrored pair is read with every third name, the next pair with the next ones: all names weigh alike over the
#: set, in a third of the rows.
_SHARE = 3
_SENTENCE, _HEADLINE = ("output", "label", "sentence"), ("label", "headline")
#: With how many names each sentence of contrast_mentions.txt stands: each name in about ten of them.
_NAMES_EACH = 30
#: What may stand before a name: bare it is the rule in headlines and posts alike.
_CARRIERS = ("", "", "orang ", "warga ", "umat ", "seorang ", "kaum ", "para ")
#: What a mere mention is not. Whether it is hostile the contrast sentences say.
_MENTION = ("sara", "sara.peristiwa", "sara.kerukunan", "prio1", "prio2")
_OUTPUTS = {"ujaran": "sara.ujaran", "klaim": "klaim"}
#: What a sentence is not that is no claim; of scams they would teach too much (models/categories/comparison.md).
_NO_CLAIM = ("klaim", "klaim.klaim")


def read_contrast() -> list[Example]:
    """Return contrast.tsv and contrast_institutions.txt as posts, contrast_headlines.tsv as news, mentions as both.

    Raises: BadInput when a line has other columns or labels than the head of its file says; ValueError for a mirrored
    sentence without its twin; ConfigError when a list is missing.
    """
    sentences = map(_sentence, _lines("contrast.tsv", _SENTENCE))
    headlines = map(_headline, _lines("contrast_headlines.tsv", _HEADLINE))
    return [*sentences, *headlines, *_institutions(), *read_mentions()]


def read_functions() -> list[Example]:
    """Return contrast_functions.tsv and the sentences of contrast_frames.txt, which only the transformer learns from.

    Raises: BadInput as `read_contrast`.
    """
    return [*map(_sentence, _lines("contrast_functions.tsv", _SENTENCE)), *_framed()]


def _framed() -> Iterator[Example]:
    """Yield every filling in every frame of its section, as examples of the set `frames`."""
    named = _sections("contrast_frames.txt")
    for name, frames in named.items():
        filling, _, label = name.partition(" ")
        for frame in frames if label else ():
            for word in phrases(named[filling]):
                example = _sentence(["ujaran", label, frame.replace("{x}", word)])
                yield replace(example, set="frames", source="frames")


def _sentence(columns: list[str]) -> Example:
    output, label, sentence = columns
    if output not in _OUTPUTS or label not in ("0", "1"):
        raise BadInput(f"configs/lexicon/contrast.tsv: use ujaran or klaim, 1 or 0, not {output!r}, {label!r}.")
    text = sentence.replace("{id}", _SOME_GROUP)
    targets = dict.fromkeys(_NO_CLAIM, False) if (output, label) == ("klaim", "0") else {_OUTPUTS[output]: label == "1"}
    return make_example("contrast", "contrast", "post", "", text, targets, 0)


def _headline(columns: list[str]) -> Example:
    label, headline = columns
    if label not in (*_NEWS, "-", "laporan"):
        raise BadInput(f"configs/lexicon/contrast_headlines.tsv: use {', '.join(_NEWS)}, laporan or -, not {label!r}.")
    related = {"sara": label in _NEWS} | {f"sara.{sub}": label == sub for sub in _NEWS}
    targets = dict.fromkeys(_SOUND, False) if label == "laporan" else related
    return make_example("contrast", "contrast", "news", headline, "", targets, 0)


def read_mentions() -> Iterator[Example]:
    """Yield the sentences of contrast_mentions.txt, each with some of the names by turns: all weigh alike.

    Raises: ConfigError or OSError when a list is missing.
    """
    listed = _sections("contrast_mentions.txt")
    drawn = np.random.default_rng(0)
    order = drawn.permutation(sorted(group_names())).tolist()
    for place, frame in enumerate([*listed["posts"], *listed["headlines"]]):
        for turn in range(place * _NAMES_EACH, (place + 1) * _NAMES_EACH):
            carrier = _CARRIERS[int(drawn.integers(len(_CARRIERS)))]
            name = order[turn % len(order)]
            yield _mention(frame.replace("{id}", f"{carrier}{name}"), frame in listed["headlines"])
    for frames, named, mark in (("holidays", "holiday names", "{hari}"), ("houses", "house names", "{rumah}")):
        for frame in listed[frames]:
            for name in phrases(listed[named]):
                yield _mention(frame.replace(mark, name), headline=False)


def _mention(text: str, headline: bool) -> Example:
    targets = dict.fromkeys(_MENTION, False)
    title, body = (text.title(), "") if headline else ("", text)
    return make_example("mention", "mention", "news" if headline else "post", title, body, targets, 0)


def _institutions() -> Iterator[Example]:
    """Yield every mirrored pair with its share of the institutions: the set counts little a row, its names weigh alike.

    Raises: ValueError when a sentence stands alone.
    """
    named = _sections("contrast_institutions.txt")
    names, sentences = list(phrases(named["institutions"])), named["sentences"]
    for pair, (blame, praise) in enumerate(zip(sentences[::2], sentences[1::2], strict=True)):
        for name in names[pair % _SHARE :: _SHARE]:
            for sentence in (blame, praise):
                text = sentence.replace("{inst}", name)
                yield make_example("mirror", "mirror", "post", "", text, dict.fromkeys(_NEVER, False), 0)


def _sections(name: str) -> dict[str, list[str]]:
    """Return the lines of each section of a list."""
    content = (data_dir("configs") / "lexicon" / name).read_text(encoding="utf-8")
    return {section or "": lines for section, lines in sections(content)}


def _lines(name: str, columns: tuple[str, ...]) -> Iterator[list[str]]:
    return (values for _, values in read_table(f"lexicon/{name}", columns))
