"""How published fact-checks are read, whatever brought them: verdict words, the checker's frame, dates, file lines."""

from __future__ import annotations
