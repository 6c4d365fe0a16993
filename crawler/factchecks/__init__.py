"""Reads published fact-checks: ClaimReview in pages and feeds, and the article layouts of fact-check outlets."""

from __future__ import annotations
