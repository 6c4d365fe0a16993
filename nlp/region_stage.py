"""The stage `regions`: hands the document to nlp.regions and keeps what it links."""

from __future__ import annotations

from dataclasses import replace

from nlp.regions import link_regions
from nlp.stage import Draft, Stage

#: Characters read of title and text: fifty long articles. A megabyte of combining marks costs .4 s instead of 1.5.
LONGEST = 250_000


class RegionStage:
    """Links the document to regions."""

    name = "regions"
    version = "2"

    def apply(self, draft: Draft) -> Draft:
        """Return the draft with its regions, best first."""
        document = draft.document
        if max(len(document.title), len(document.text)) > LONGEST:
            document = document.model_copy(update={"title": document.title[:LONGEST], "text": document.text[:LONGEST]})
        return replace(draft, regions=link_regions(document))


def build() -> Stage:
    """Build the stage and load its tables. Raises: ImportError, OSError when they are not there."""
    return RegionStage()
