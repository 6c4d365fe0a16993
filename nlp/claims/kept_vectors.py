"""Vectors of a fact-check file, kept beside it: with the transformer they take minutes, once."""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from core.errors import SuarError
from core.files import write_whole
from nlp.claims.vectors import Vectors
from nlp.encoder.contract import Encoder

#: Texts encoded at once, between two reports.
_PART = 2_000


def encode_all(encoder: Encoder, texts: Sequence[str], say: Callable[[str], object] = lambda _: None) -> Vectors:
    """Return one unit row a text; an empty text gives a row of zeros."""
    rows = np.zeros((len(texts), encoder.width), np.float32)
    filled = [place for place, text in enumerate(texts) if text]
    for start in range(0, len(filled), _PART):
        part = filled[start : start + _PART]
        rows[part] = encoder.encode([texts[place] for place in part])
        if start + _PART < len(filled):
            say(f"claims: vectors of {start + _PART} of {len(filled)} texts")
    return rows


def kept(path: Path, encoder: Encoder, texts: Sequence[str], say: Callable[[str], object] = lambda _: None) -> Vectors:
    """Return the vectors of the texts from the file beside `path`, or encode them and write it.

    A kept file of other texts, another encoder, or that cannot be read is made anew and takes its place; a folder that
    cannot be written costs the time again. Raises: nothing of its own.
    """
    mark = _mark(encoder, texts)
    beside = path.with_name(f"{path.name}.{mark[:12]}.vectors.npz")
    with contextlib.suppress(OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        with beside.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            rows: Vectors = stored["rows"].astype(np.float32)
            if str(stored["mark"]) == mark and rows.shape == (len(texts), encoder.width) and np.isfinite(rows).all():
                return rows
    halves = encode_all(encoder, texts, say).astype(np.float16)
    content = io.BytesIO()
    np.savez(content, rows=halves, mark=np.array(mark))
    with contextlib.suppress(SuarError, OSError):
        write_whole(beside, content.getvalue())
        _remove_others(path, beside)
    return halves.astype(np.float32)


def _remove_others(path: Path, beside: Path) -> None:
    """Remove what was kept for other states of the file: each change of it would leave some megabytes."""
    kept_for = re.compile(re.escape(path.name) + r"\.[0-9a-f]{12}\.vectors\.npz")
    for one in path.parent.iterdir():
        if one != beside and kept_for.fullmatch(one.name):
            one.unlink(missing_ok=True)


def _mark(encoder: Encoder, texts: Sequence[str]) -> str:
    """Return a mark of the encoder and the texts: other vectors never go by the same name."""
    summed = hashlib.sha256(encoder.name.encode())
    for text in texts:
        summed.update(hashlib.sha256(text.encode()).digest())
    return summed.hexdigest()
