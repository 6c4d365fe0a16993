"""What belongs together: copies of a text, and bursts of many texts about one thing in one region."""

from __future__ import annotations
