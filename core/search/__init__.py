"""Search: the query grammar, the analyser and the engines."""

from __future__ import annotations
