"""The only place with queries: one module an aggregate. Every call on review rows takes the scope of the reader."""

from __future__ import annotations
