"""Alembic migrations, run by core.db.schema; every table has come through here since the first."""

from __future__ import annotations
