"""The human queue: policy opens signals, people take, decide, note, assign and report. No query of its own."""

from __future__ import annotations
