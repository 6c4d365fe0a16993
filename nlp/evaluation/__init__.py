"""Judges a version of the models against texts whose answers are known: per source, per kind, per group of people."""

from __future__ import annotations
