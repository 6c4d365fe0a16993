"""Which addresses Suar may talk to, and a small client that keeps to it; the crawler has its own on this policy."""

from __future__ import annotations
