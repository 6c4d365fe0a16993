"""Whether sources still deliver what they used to: pure statistics over counts, and `check`, which keeps the books."""

from __future__ import annotations
