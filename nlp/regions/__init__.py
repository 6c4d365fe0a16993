"""Regions of a document: recognise names, resolve them to codes, find what the document is about."""

from __future__ import annotations

from nlp.regions.link import link_regions

__all__ = ["link_regions"]
