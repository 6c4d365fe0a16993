"""Learns what agrees between a message and the fact-check that answers it, and between two claims that are the same."""

from __future__ import annotations
