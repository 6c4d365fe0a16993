"""Judges text: document in, analysis out. Never imports crawler or api."""

from __future__ import annotations
