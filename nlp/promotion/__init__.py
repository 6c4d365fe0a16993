"""Decides whether a trained version may be the one in use, and writes down each time that it became so."""

from __future__ import annotations
