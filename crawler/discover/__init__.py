"""Finds the addresses of articles: feeds, sitemaps, section pages. Fetches nothing itself."""

from __future__ import annotations
