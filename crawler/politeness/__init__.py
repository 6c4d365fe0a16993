"""How often and how fast outlets are asked: rests, budgets, polling. Pure but for `hosts`, which keeps the book."""

from __future__ import annotations
