"""Fine-tunes the small transformer of the precise stage. The only code of the categories that needs torch."""

from __future__ import annotations
