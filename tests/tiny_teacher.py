"""A sentence-transformers folder of a random small BERT, as `--teacher` takes it. Written without torch."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.tiny_precise import HEADS, PLACES, WIDTH, random_weights

LAYERS = 2
_SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]


def write_teacher(folder: Path, texts: Iterable[str]) -> Path:
    """Write a BERT of two layers with word pieces learned from the texts; return the folder."""
    from safetensors.numpy import save_file
    from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers

    tokenizer = Tokenizer(models.WordPiece(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=600, special_tokens=_SPECIAL, show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    folder.mkdir(parents=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    pieces = tokenizer.get_vocab_size()
    save_file(random_weights(LAYERS, pieces), folder / "model.safetensors", {"format": "pt"})
    bert = {"architectures": ["BertModel"], "model_type": "bert", "hidden_act": "gelu", "pad_token_id": 1}
    bert |= {"hidden_size": WIDTH, "num_hidden_layers": LAYERS, "num_attention_heads": HEADS}
    bert |= {"intermediate_size": 2 * WIDTH, "vocab_size": pieces, "max_position_embeddings": PLACES}
    _write(folder / "config.json", bert | {"type_vocab_size": 2})
    names = {"bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "sep_token": "</s>"}
    names |= {"pad_token": "<pad>", "unk_token": "<unk>", "tokenizer_class": "PreTrainedTokenizerFast"}
    _write(folder / "tokenizer_config.json", names | {"model_max_length": PLACES})
    parts = {"": "Transformer", "1_Pooling": "Pooling", "2_Normalize": "Normalize"}
    listed = [
        {"idx": place, "name": str(place), "path": path, "type": f"sentence_transformers.models.{name}"}
        for place, (path, name) in enumerate(parts.items())
    ]
    _write(folder / "modules.json", listed)
    _write(folder / "sentence_bert_config.json", {"max_seq_length": PLACES, "do_lower_case": False})
    _write(folder / "1_Pooling" / "config.json", {"word_embedding_dimension": WIDTH, "pooling_mode_mean_tokens": True})
    (folder / "2_Normalize").mkdir()
    return folder


def _write(path: Path, content: Any) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
