"""Trains the category models from labelled data with scikit-learn. Never imported at run time."""

from __future__ import annotations
