"""The region tree and the one predicate that restricts what an office sees."""

from __future__ import annotations
