"""Text as the models see it: normalised, cut into tokens, tagged with a language. Never changes what is stored."""

from __future__ import annotations
