"""Connectors to public posts, one module a platform behind one protocol. None of them talks to the network."""

from __future__ import annotations
