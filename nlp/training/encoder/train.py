"""Makes a version of the two encoders: pairs, tuning, retrieval on what was kept out, folder with manifest and card.

1. `train_static` distils `encoder/<version>` from the teacher: its vectors of the word pieces, tuned on the pairs.
2. `train_precise` tunes the teacher itself and writes `claims_encoder/<version>` (ONNX, 8 bits), and the tuned model as
   a sentence-transformers folder, from which tuning can go on.

CURRENT is switched to a version whose retrieval is not worse than that of the version in use.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from core.errors import ArtefactError, BadInput
from nlp.artefacts import current_version, load_version, make_current
from nlp.encoder.contract import Encoder
from nlp.training.encoder.card import static_card, transformer_card
from nlp.training.encoder.negatives import hard_negatives
from nlp.training.encoder.pairs import Pair, read_pairs, read_questions
from nlp.training.encoder.retrieval import Lexical, fused, measured, ranks
from nlp.training.encoder.vocabulary import count_pieces, learn_pieces, read_texts
from nlp.training.encoder.write import opened, static_files, transformer_files
from nlp.training.packages import training_packages
from nlp.training.write import version_of, write_version

Say = Callable[[str], object]

#: What the texts of all pairs come from; nothing of them is in the artefact but what the vectors learned.
DATA = [
    {"name": "claims", "what": "Indonesian fact-checks (TurnBackHoax, Komdigi)", "licence": "nothing stated"},
    {"name": "news", "what": "598 articles of one outlet, 27,597 headlines", "licence": "nothing stated"},
    {"name": "posts", "what": "public posts of elections and forwarded messages", "licence": "nothing stated"},
    {"name": "labels", "what": "news of the project's own labelled set, titles and leads", "licence": "nothing stated"},
    {"name": "louisowen", "what": "slang and formal words", "licence": "MIT"},
    {"name": "stif", "what": "slang and formal sentences (Wibowo et al. 2020)", "licence": "MIT"},
]
TEACHER = {"name": "multilingual-e5-small", "what": "the teacher (Wang et al. 2024)", "licence": "MIT"}
#: Weights of the likeness in the fused score, chosen on the messages that were kept out (544 messages, 2026-11-28).
STATIC_WEIGHT, PRECISE_WEIGHT = 0.8, 1.0
#: How much less than the version in use still counts as the same: three of 544 messages.
_NOISE = 0.005
#: Texts whose likenesses are taken over from the transformer, at most.
_LIKENESSES = 16_000


def train_precise(
    data: Path,
    teacher: Path,
    models: Path,
    tuned: Path,
    *,
    go_on: bool = False,
    average: bool = False,
    seed: int,
    say: Say = print,
) -> Path:
    """Tune the teacher, write the tuned model to `tuned` and a version below `models`; return the version's folder.

    With `go_on` tuning begins with the version in use; the teacher lends its shape alone. With `average` the layers are
    the mean of what was tuned and of the version in use; `seed` draws orders and the pieces that are left out.

    Raises: ConfigError without the packages; BadInput when a set or the teacher is missing; ArtefactError when there is
    no version to go on from; OSError when writing fails.
    """
    _look_at(teacher)
    with training_packages():
        from nlp.training.encoder.precise import FURTHER, SHARES, Recipe, Tuned
        from nlp.training.precise.graph import write_bert
    pairs = _read(data, say)
    # Read before the minutes of tuning: it may be missing.
    in_use: Any = _in_use_weights(models) if go_on or average else None
    recipe, start = (FURTHER, in_use) if go_on else (Recipe(), None)
    transformer = Tuned(teacher, replace(recipe, seed=seed), start)
    transformer.run(pairs, say)
    if average:
        transformer.average(in_use.weights)
    transformer.save(tuned)
    heads = int(transformer.bert.config.num_attention_heads)
    files = transformer_files(transformer.tokenizer, transformer.weights(), heads, write_bert)
    manifest = {
        "task": "claims_encoder",
        "version": version_of(files),
        "prefix": Tuned.prefix,
        "longest": 128,
        "width": int(transformer.bert.config.hidden_size),
        "data": [TEACHER, *DATA],
        "pairs": {kind: count for kind, count in Counter(pair.kind for pair in pairs).items() if kind in SHARES},
    }
    return _write(models, files, manifest, PRECISE_WEIGHT, data, transformer_card, say)


def train_static(data: Path, teacher: Path, models: Path, say: Say = print) -> Path:
    """Distil the static encoder from the model in `teacher`, write a version below `models`; return its folder.

    Raises: ConfigError without the packages; BadInput when a set or the model is missing; OSError when writing fails.
    """
    _look_at(teacher)
    with training_packages():
        from nlp.training.encoder.precise import Recipe as Reading
        from nlp.training.encoder.precise import Tuned
        from nlp.training.encoder.static import Likeness, Recipe, Tuning, first_table
    recipe, transformer = Recipe(), Tuned(teacher, Reading())
    texts = read_texts(data)
    tokenizer = learn_pieces(texts, recipe.pieces)
    say(f"{tokenizer.get_vocab_size()} pieces of {len(texts)} texts")
    names = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    vectors = transformer.encode([name.removeprefix("##") for name, _ in names], batch=512)
    table = first_table(vectors, count_pieces(tokenizer, texts), recipe)
    pairs = _read(data, say)
    negatives = hard_negatives([pair.left for pair in pairs], [pair.right for pair in pairs])
    like = None
    if recipe.teacher_share:
        chosen = _spread([text for pair in pairs for text in (pair.left, pair.right)], recipe.seed)
        like = Likeness(chosen, transformer.encode(chosen))
    tuning = Tuning(tokenizer, table, recipe)
    tuning.run(pairs, negatives, like, say)
    files = static_files(tokenizer, tuning.table)
    manifest = {
        "task": "encoder",
        "version": version_of(files),
        "width": recipe.width,
        "pieces": tokenizer.get_vocab_size(),
        "data": [TEACHER, *DATA],
        "pairs": dict(Counter(pair.kind for pair in pairs)),
    }
    return _write(models, files, manifest, STATIC_WEIGHT, data, static_card, say)


def _read(data: Path, say: Say) -> list[Pair]:
    pairs = read_pairs(data)
    say(f"{len(pairs)} pairs: {dict(Counter(pair.kind for pair in pairs))}")
    return pairs


def retrieval(encoder: Encoder, data: Path, weight: float) -> dict[str, dict[str, float]]:
    """Return how well messages that were kept out find their fact-check: by words, by likeness, by both.

    Raises: BadInput when a set is missing.
    """
    questions, titles = read_questions(data)
    answers = [question.answer for question in questions]
    messages = [question.message for question in questions]
    lexical = Lexical(titles).scores(messages)
    likeness = encoder.encode(messages) @ encoder.encode(titles).T
    both = fused(lexical, likeness, weight)
    found = {"words": lexical, "alone": likeness, "fused": both}
    return {name: measured(ranks(scores, answers)) for name, scores in found.items()}


def _write(
    models: Path,
    files: Mapping[str, bytes],
    manifest: Mapping[str, Any],
    weight: float,
    data: Path,
    card: Callable[[Mapping[str, Any], Mapping[str, Any]], str],
    say: Say,
) -> Path:
    """Write the version, measure it as it will be served, and let CURRENT name it if it is not worse."""
    folder = models / str(manifest["version"])
    write_version(folder, files, manifest, {}, "")
    metrics = {"retrieval": retrieval(opened(folder), data, weight), "megabytes": round(_megabytes(files), 1)}
    write_version(folder, files, manifest, metrics, card(manifest, metrics))
    say(json.dumps(metrics))
    before = _in_use(models)
    after = metrics["retrieval"]["fused"]["mrr"]  # type: ignore[index]
    if before is not None and after < before - _NOISE:
        say(f"{folder.name} is worse than the version in use ({after} against {before}): CURRENT stays")
    else:
        make_current(folder)
    return folder


def _in_use_weights(models: Path) -> Any:
    """Return the version in use as something that tuning can start with. Raises: ArtefactError."""
    from nlp.training.encoder.precise import Start
    from nlp.training.precise.read_back import read_bert

    artefact = load_version(models / current_version(models))
    return Start(read_bert(artefact.files["model.onnx"]), Tokenizer.from_buffer(artefact.files["tokenizer.json"]))


def _in_use(models: Path) -> float | None:
    """Return the fused score of the version in use."""
    try:
        metrics = json.loads((models / current_version(models) / "metrics.json").read_text("utf-8"))
        return float(metrics["retrieval"]["fused"]["mrr"])
    except (ArtefactError, OSError, ValueError, KeyError, TypeError):
        return None


def _look_at(model: Path) -> None:
    missing = [name for name in ("config.json", "model.safetensors", "tokenizer.json") if not (model / name).is_file()]
    if missing:
        raise BadInput(f"{model} is no sentence-transformers folder: {', '.join(missing)} is missing.")


def _megabytes(files: Mapping[str, bytes]) -> float:
    return sum(map(len, files.values())) / 1e6


def _spread(texts: Sequence[str], seed: int) -> list[str]:
    """Return some of the texts, each once."""
    distinct = list(dict.fromkeys(texts))
    order: NDArray[np.int64] = np.random.default_rng(seed).permutation(len(distinct))
    return [distinct[n] for n in order[:_LIKENESSES].tolist()]
