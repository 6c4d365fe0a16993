"""What training with torch needs besides what Suar runs with: the extra `train`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from core.errors import ConfigError


@contextmanager
def training_packages() -> Iterator[None]:
    """Import inside what needs the extra. Raises: ConfigError naming what is missing, and what to install."""
    try:
        yield
    except ImportError as error:
        raise ConfigError(f"Training needs more packages ({error}). Run: pip install 'suar[train]'") from error
