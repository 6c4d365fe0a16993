"""Bursts: more texts about a category in a region than its own hours and weekdays let expect, one alarm an event."""

from __future__ import annotations
