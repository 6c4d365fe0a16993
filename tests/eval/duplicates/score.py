"""What the finder makes of a stream with planted copies.

python -m tests.eval.duplicates.score            # both halves, with and without other changes
python -m tests.eval.duplicates.score --errors   # and every text that is not right
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field

from nlp.groups.duplicates.find import Finder
from tests.eval.duplicates.plant import Change, Text, articles, stream


@dataclass
class Tally:
    """Planted and found (with the right original and kind) of each kind, and distinct texts called copies."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    distinct: int = 0
    called: int = 0
    errors: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Return the share found of each kind, and of distinct texts that were called copies."""
        recall = {kind: round(self.found[kind] / self.planted[kind], 4) for kind in self.planted}
        return {**recall, "distinct_called": round(self.called / max(1, self.distinct), 4)}


def score(texts: list[Text], tally: Tally | None = None) -> Tally:
    """Take a stream and return the tally, added to one that is given."""
    tally = tally or Tally()
    finder = Finder()
    for text in texts:
        first, kind = finder.take(text.title, text.text)
        of = None if first is None else texts[first].id
        if text.kind is None:
            tally.distinct += 1
            tally.called += of is not None
        else:
            tally.planted[text.kind] += 1
            tally.found[text.kind] += (of, kind) == (text.of, text.kind)
        if (of, kind) != (text.of, text.kind):
            tally.errors.append(f"{text.id}: {kind} of {of}, not {text.kind} of {text.of}: {text.title[:70]}")
    return tally


CHANGES = {
    "as asked": Change(),
    "sentences of five words and more": Change(words=5),
    "5 % dropped, 8 sentences": Change(dropped=0.05, sentences=8),
    "30 % dropped, 4 sentences": Change(dropped=0.3, sentences=4),
    "misspelt and swapped": Change(misspelt=0.03, swapped=True),
}
REPORTING = (100, 101, 102)


def main(errors: bool) -> None:
    """Print the figures."""
    for name, change in CHANGES.items():
        tally = Tally()
        for half in (0, 1, None):
            for seed in REPORTING:
                score(stream(articles(half), seed, change), tally)
        sys.stdout.write(f"{name}: {tally.figures()} {dict(tally.planted)} {tally.called} of {tally.distinct}\n")
        if errors:
            sys.stdout.write("".join(f"  {line}\n" for line in tally.errors))


if __name__ == "__main__":
    main("--errors" in sys.argv)
