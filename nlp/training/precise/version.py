"""What the precise stage adds to a version; importable without torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PreciseVersion:
    """Files, the manifest's part `precise`, and what was measured on rows that neither stage learned from."""

    files: dict[str, bytes]
    manifest: dict[str, Any]
    metrics: dict[str, Any]
