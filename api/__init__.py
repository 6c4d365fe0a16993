"""HTTP interface and pages over what core, nlp and crawler offer."""

from __future__ import annotations
