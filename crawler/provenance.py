"""Which version of what read a page: it is stored with the text, so that a text can be explained later."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

from core import __version__


@cache
def extractor() -> str:
    """Return what reads pages, e.g. `suar 0.1.0, trafilatura 2.3.1, lxml 6.1.3`."""
    return f"{importer()}, trafilatura {version('trafilatura')}, lxml {version('lxml')}"


@cache
def importer() -> str:
    """Return what reads texts that come as texts: posts, feeds of records, files."""
    return f"suar {__version__}"
