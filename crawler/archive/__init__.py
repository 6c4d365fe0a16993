"""The archive: every stored page as it came, in WARC files beside the database, so that evidence can be checked."""

from __future__ import annotations
