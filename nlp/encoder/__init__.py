"""Texts as vectors: the static encoder that is always there, the precise one, and others by `SUAR_ENCODER`."""

from __future__ import annotations
