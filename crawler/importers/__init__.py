"""Files of texts: which encoding, which form, and each of their rows as a text for the store."""

from __future__ import annotations
