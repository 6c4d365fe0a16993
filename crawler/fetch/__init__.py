"""Fetches politely and safely: addresses, robots, limits. Reads no page."""

from __future__ import annotations
