"""Claims: which published fact-check answers a text, whether two claims are the same, whether a text needs checking."""

from __future__ import annotations
