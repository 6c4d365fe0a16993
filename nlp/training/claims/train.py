"""Trains, measures and writes one version of the claim models. The same data and encoders give the same bytes.

1. Read fact-checks with their messages, in time order; count in how many titles each word stands.
2. For each kind of encoder at hand: lists of what is found for older messages; fit; measure on the newest ones.
3. Write the version with manifest, metrics and card, and switch CURRENT.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from core.search.analyser import stem_of
from nlp.artefacts import make_current
from nlp.claims.frequencies import Frequencies
from nlp.claims.grams import BUCKETS, grams_of
from nlp.claims.kinds import PLAIN, encoders
from nlp.claims.model import OTHERS, Linear
from nlp.claims.words import TITLE_LIMIT, Kind, stems_of
from nlp.encoder.contract import Encoder
from nlp.encoder.load import load_encoder
from nlp.training.claims.alone import learn_alone
from nlp.training.claims.card import write_card
from nlp.training.claims.compare import learn_pairs, read_annotated_pairs, read_pairs
from nlp.training.claims.drawn import make_lists
from nlp.training.claims.measure import THRESHOLDS, retrieval_scores
from nlp.training.claims.messages import Store, read_store
from nlp.training.claims.retrieval import Learned, learn
from nlp.training.claims.twins import FOUND, read_labels
from nlp.training.write import npz, version_of, write_version

Say = Callable[[str], object]

#: A stem in fewer titles is as good as unknown; leaving it out keeps single titles out of the artefact.
_LEAST_TITLES = 3
#: A word that is not the first of its sentence, and how often it has a capital letter to be a name.
_WITHIN = re.compile(r"(?<=[a-z,] )[A-Za-z][a-z]{2,}\b")
_NAME_SHARE = 0.7


def train(data: Path, output: Path, say: Say = print) -> Path:
    """Train on the fact-checks below `data` and write a version below `output`; return its folder.

    Raises: BadInput when a file is missing; OSError when writing fails.
    """
    store = read_store(data)
    capitals = find_names(f"{check.explanation[:1500]} {check.conclusion}" for check in store.checks)
    labelled = read_pairs(data)
    counted = count_titles([check.title for check in store.checks])
    alone = learn_alone(store, {(str(row["a"]), str(row["b"])) for row in labelled}, counted.stems)
    say(f"words that one title alone has: {len(alone.stems)} stems from {alone.pairs} pairs")
    known = replace(counted, names=capitals, alone=alone.stems, usual_alone=alone.usual)
    learned, names, scores = dict[str, Learned](), {PLAIN: ""}, dict[str, Any]()
    for kind, encoder in _encoders().items():
        lists = make_lists(store, known, encoder, say)
        for name, plain in ((PLAIN, True), (kind, False)):
            if name in learned or (name == kind and encoder.notice):
                continue
            names[name] = "" if plain else encoder.name
            learned[name] = learn(lists, plain)
            scores[name] = retrieval_scores(learned[name], lists, plain)
            say(f"{name}: {scores[name]}")
    functions = {f"{task}.{name}": getattr(own, task) for name, own in learned.items() for task in Learned._fields}
    more = read_annotated_pairs(store.pairs)
    functions["compare.static"], apart, compared = learn_pairs(labelled, more, known, load_encoder())
    say(f"compare: {compared}")
    metrics = {"retrieval": scores, "compare": {"static": compared}}
    files = artefact_files(functions, known, apart)
    version = version_of(files)
    manifest = {
        "task": "claims",
        "version": version,
        "encoders": names,
        "functions": {name: list(function.columns) for name, function in functions.items()},
        "thresholds": THRESHOLDS,
        "texts": known.texts,
        "data": _data_rows(store, len(labelled), len(more)),
    }
    write_version(output / version, files, manifest, metrics, write_card(manifest, metrics))
    make_current(output / version)
    return output / version


def find_names(texts: Iterable[str]) -> frozenset[str]:
    """Return the stems that stand with a capital letter within sentences, most of the times they stand there."""
    capital, all_of = Counter[str](), Counter[str]()
    for text in texts:
        if text.isupper():
            continue
        for match in _WITHIN.finditer(text):
            stem = stem_of(match.group())
            all_of[stem] += 1
            capital[stem] += match.group()[0].isupper()
    return frozenset(stem for stem, n in all_of.items() if n >= _LEAST_TITLES and capital[stem] >= _NAME_SHARE * n)


def count_titles(titles: Sequence[str]) -> Frequencies:
    """Return in how many titles each stem and each run of characters stands."""
    held = Counter[str]()
    grams = np.zeros(BUCKETS, np.int64)
    for title in titles:
        stems = stems_of(title, TITLE_LIMIT)
        held.update({stem for stem, _ in stems})
        grams[grams_of([stem for stem, kind in stems if kind < Kind.CHECKER])] += 1
    kept = {stem: count for stem, count in held.items() if count >= _LEAST_TITLES}
    return Frequencies(len(titles), dict(sorted(kept.items())), grams.astype(np.float32))


def _encoders() -> dict[str, Encoder]:
    """Return the encoders to learn with; the stand-in serves for the weights that leave vectors out."""
    return encoders() or {"static": load_encoder()}


def artefact_files(functions: Mapping[str, Linear], known: Frequencies, apart: Mapping[str, float]) -> dict[str, bytes]:
    """Return the files of a version."""
    arrays = {name: np.append(one.weights, one.bias).astype(np.float32) for name, one in functions.items()}
    words = "\n".join(f"{stem}\t{count}" for stem, count in known.stems.items())
    alone = {OTHERS: known.usual_alone, **known.alone}
    told = {
        name: "\n".join(f"{stem}\t{value}" for stem, value in said.items())
        for name, said in (("alone", alone), ("apart", apart))
    }
    return {
        **{f"{name}.txt.gz": gzip.compress(lines.encode("utf-8"), mtime=0) for name, lines in told.items()},
        "functions.npz": npz(arrays),
        "grams.npz": npz({"grams": known.grams.astype(np.uint16)}),
        "names.txt.gz": gzip.compress("\n".join(sorted(known.names)).encode("utf-8"), mtime=0),
        "stems.txt.gz": gzip.compress(words.encode("utf-8"), mtime=0),
    }


def _data_rows(store: Store, labelled: int, more: int) -> list[dict[str, Any]]:
    what = "Indonesian fact-checks of TurnBackHoax and Komdigi; copied: counts of stems, no text"
    return [
        {
            "name": "fact-checks",
            "what": what,
            "licence": "none stated; used to learn weights",
            "rows": len(store.checks),
        },
        {
            "name": "messages in them",
            "what": "the claim without its frame",
            "licence": "as above",
            "rows": len(store.messages),
        },
        {
            "name": "labelled pairs",
            "what": "pairs of titles of two checkers, read by a language model: the same claim or not",
            "licence": "labels: own work; titles as above",
            "rows": labelled,
        },
        {
            "name": "more labelled pairs",
            "what": "the same, for learning, and for what counts neither way in finding (configs/labels/pairs.tsv)",
            "licence": "labels: Apache-2.0; titles as above",
            "rows": more,
        },
        {
            "name": "pairs of newest fact-checks",
            "what": "the same, for what counts neither way in finding alone (configs/labels/twins.tsv)",
            "licence": "labels: Apache-2.0; titles as above",
            "rows": sum(1 for _ in read_labels(FOUND)),
        },
    ]
