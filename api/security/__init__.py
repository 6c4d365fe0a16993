"""Who is asking, from where, and what a browser may do with the answer."""

from __future__ import annotations
