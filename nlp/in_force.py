"""The settings that the pipeline was told to use; without being told it reads them as every command does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from core.settings import Settings, load

_told: list[Settings] = []


def use(chosen: Settings) -> None:
    """Let the pipeline use these settings; to be called before its first document."""
    _told[:] = [chosen]


@contextmanager
def using(chosen: Settings) -> Iterator[None]:
    """Let the pipeline use these settings for a while."""
    before = _told[:]
    use(chosen)
    try:
        yield
    finally:
        _told[:] = before


def settings() -> Settings:
    """Return the settings in force.

    Raises: ConfigError when none were given and those of files and environment cannot be used.
    """
    return _told[0] if _told else load()
