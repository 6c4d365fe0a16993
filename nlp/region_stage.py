"""The stage `regions`: hands the document to nlp.regions and keeps what it links."""

from __future__ import annotations

from dataclasses import replace

from nlp.regions import link_regions
from nlp.stage import Draft, Stage


class RegionStage:
    """Links the document to regions."""

    name = "regions"
    version = "2"

    def apply(self, draft: Draft) -> Draft:
        """Return the draft with its regions, best first."""
        return replace(draft, regions=link_regions(draft.document))


def build() -> Stage:
    """Build the stage and load its tables. Raises: ImportError, OSError when they are not there."""
    return RegionStage()
