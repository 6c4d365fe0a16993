"""Copies of texts: exact, near, and passages inside another text; found in one pass, without comparing all with all."""

from __future__ import annotations
