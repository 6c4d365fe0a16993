"""Reads sources politely and turns pages into documents. Never imports nlp or api."""

from __future__ import annotations
