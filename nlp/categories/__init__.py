"""Categories of a document: politik, sara, klaim with sub-categories, evidence and priority. Scores with numpy only."""

from __future__ import annotations
