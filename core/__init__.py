"""The spine of Suar: contracts, settings, storage, review, audit and work. Imports no stage."""

from __future__ import annotations

__version__ = "0.1.0"
