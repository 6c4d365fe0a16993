"""Server-rendered pages: Indonesian first, usable without JavaScript."""

from __future__ import annotations
