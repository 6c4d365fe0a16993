"""Any other sentence-transformers model, named by the setting `encoder`. Never downloads; needs the extra `embed`."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import ConfigError
from nlp.encoder.contract import Vectors, decodable, unit_rows

_SAMPLE = "Warga menolak kabar bohong tentang gempa di Kabupaten Malang."
_BATCH = 32


class OtherEncoder:
    """Vectors of a model that somebody chose, computed by sentence-transformers."""

    route = "sentence-transformers with torch"
    notice = ""

    def __init__(self, named: str, model: Any) -> None:
        self._model = model
        sample = self._vectors([_SAMPLE])
        self.width = int(sample.shape[1])
        # Two models of one name and place give other vectors: the name carries a mark of what it computes.
        mark = hashlib.sha256(np.round(sample, 3).tobytes()).hexdigest()[:8]
        self.name = f"{Path(named).name}-{mark}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text, of length 1; a text without anything but spaces gives a row of zeros."""
        found = np.zeros((len(texts), self.width), np.float32)
        written = [number for number, text in enumerate(texts) if text.strip()]
        if written:
            found[written] = self._vectors([texts[number] for number in written])
        return found

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        plain = [decodable(text) for text in texts]
        rows = self._model.encode(plain, batch_size=_BATCH, convert_to_numpy=True, show_progress_bar=False)
        return unit_rows(np.array(rows, np.float32))


def _is_path(named: str) -> bool:
    """Tell whether a folder is meant; `owner/model` may be the name of a model that the machine has."""
    return named.startswith((".", "/", "~", "\\")) or named.count("/") > 1 or Path(named).is_absolute()


def open_other(named: str) -> OtherEncoder:
    """Open a folder, or a model that the machine has already, by its name.

    Raises: ConfigError naming the setting when the folder is not there, sentence-transformers is missing or the model
    cannot be opened.
    """
    if _is_path(named) and not Path(named).is_dir():
        raise ConfigError(
            f"The setting 'encoder' names {named}, and there is no such folder. Name another, or set it to \"\"."
        )
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ConfigError(
            f"The setting 'encoder' names {named}, which needs sentence-transformers and torch ({error}). "
            "Run: pip install 'suar[embed]' (docs/encoder.md says how without CUDA), or set encoder to \"\"."
        ) from error
    try:
        # Nothing is fetched, no code of the model is run, and weights are read from safetensors alone.
        model = SentenceTransformer(
            named, device="cpu", local_files_only=True, trust_remote_code=False, model_kwargs={"use_safetensors": True}
        )
        return OtherEncoder(named, model)
    except Exception as error:  # the library raises whatever the files make it raise
        raise ConfigError(
            f"The setting 'encoder' names {named}, which sentence-transformers cannot open: "
            f'{str(error).splitlines()[0][:200]} Name a folder with a model, or set encoder to "".'
        ) from error
