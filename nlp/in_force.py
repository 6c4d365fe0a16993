"""The settings that the pipeline was told to use; without being told it reads them as every command does."""

from __future__ import annotations

from core.settings import Settings, load

_told: list[Settings] = []


def use(chosen: Settings) -> None:
    """Let the pipeline use these settings; to be called before its first document."""
    _told[:] = [chosen]


def settings() -> Settings:
    """Return the settings in force.

    Raises: ConfigError when none were given and those of files and environment cannot be used.
    """
    return _told[0] if _told else load()
