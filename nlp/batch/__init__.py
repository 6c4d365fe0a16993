"""Batch commands: JSON Lines in, one answer line for each, in order (docs/batch.md). Stores nothing."""

from __future__ import annotations
