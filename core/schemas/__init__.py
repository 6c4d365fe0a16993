"""Frozen contracts that pass between stages. No I/O, nothing of Suar's own but each other."""

from __future__ import annotations
