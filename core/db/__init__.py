"""The database: engine, tables and migrations. The only place that knows which engine runs."""

from __future__ import annotations
