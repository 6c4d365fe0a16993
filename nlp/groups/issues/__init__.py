"""Issues: documents about one story, across outlets and posts, grouped as they come in. Nothing is stored here."""

from __future__ import annotations
