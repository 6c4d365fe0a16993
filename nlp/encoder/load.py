"""Chooses and loads the encoders, once a process. A broken artefact never stops Suar: a stand-in works and says so."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from core.errors import ArtefactError
from core.paths import data_dir
from core.settings import load
from nlp.artefacts import load_artefact
from nlp.encoder.contract import Encoder
from nlp.encoder.hashed import HashedEncoder

if TYPE_CHECKING:
    from nlp.encoder.static import StaticEncoder

_LOG = logging.getLogger("suar.encoder")
#: Folders below models/, each with versions and CURRENT.
STATIC, PRECISE = "encoder", "claims_encoder"


def load_encoder() -> Encoder:
    """Return the encoder of texts: the one of the setting `encoder`, else the one that comes with Suar.

    Where that one's artefact is missing or damaged, texts are compared by spelling, and `notice` says so.

    Raises: ConfigError when the setting names a model that cannot be opened.
    """
    return open_encoder(load().encoder, data_dir("models") / STATIC)


def load_shipped_encoder() -> StaticEncoder | None:
    """Return the static encoder that comes with Suar, whatever the setting says; None where it is damaged."""
    shipped = open_encoder("", data_dir("models") / STATIC)
    return None if isinstance(shipped, HashedEncoder) else cast("StaticEncoder", shipped)


def load_precise_encoder() -> Encoder | None:
    """Return the transformer for matching claims, or None where its artefact is missing or damaged."""
    return open_precise(data_dir("models") / PRECISE)


@cache
def open_encoder(named: str, folder: Path) -> Encoder:
    """Open the model that is named, else the artefact in the folder, else the encoder of last resort.

    Raises: ConfigError when a model is named that cannot be opened.
    """
    if named:
        from nlp.encoder.other import open_other

        return open_other(named)
    try:
        from nlp.encoder.static import read_static

        return read_static(load_artefact(folder))
    except (ArtefactError, ImportError) as error:
        _LOG.warning("%s", error)
        return HashedEncoder(f"{error} Until then texts are compared by their spelling alone.")


@cache
def open_precise(folder: Path) -> Encoder | None:
    """Open the artefact in the folder, or nothing."""
    if not (folder / "CURRENT").is_file():
        return None
    try:
        from nlp.encoder.precise import read_precise

        return read_precise(load_artefact(folder))
    except (ArtefactError, ImportError) as error:
        _LOG.warning("%s", error)
        return None
