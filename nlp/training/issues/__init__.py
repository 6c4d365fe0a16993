"""Training of the grouping: how common words are, and what the likeness of two documents weighs."""

from __future__ import annotations
