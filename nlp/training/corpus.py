"""Reads the labelled and weakly labelled sets into examples; refuses labels that the annotation guide does not know."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import BadInput
from core.schemas.analysis import TAXONOMY
from core.schemas.document import Kind
from nlp.text.normalise import normalise
from nlp.text.stages import TEXT_LIMIT, TITLE_LIMIT
from nlp.text.tokens import Token, tokenise

#: Sources drawn for their rare classes: good to learn from, wrong to take base rates from.
PICKED = ("hate-", "factcheck-message")
#: Names of label rows whose texts come from sets for non-commercial use only.
NON_COMMERCIAL = ("hate-ibrohim2019", "hate-netifier", "hate-alfina2017", "ibrohim2019", "netifier", "alfina2017")

_QUOTED = re.compile(r"[“\"]([^”\"]{30,2000})[”\"]")


@dataclass(frozen=True, slots=True)
class Example:
    """One text with what is known of it; an output that is missing from `targets` is unknown."""

    set: str
    source: str
    kind: Kind
    title: list[Token]
    text: list[Token]
    targets: dict[str, bool]
    priority: int = 0

    @property
    def plain(self) -> bool:
        """Tell whether the row was drawn without looking for a rare class."""
        return self.set == "labels" and not self.source.startswith(PICKED)

    @property
    def words(self) -> list[str]:
        """Return the forms of title and text."""
        return [token.form for token in [*self.title, *self.text]]


def read_labels(data: Path, without_nc: bool = False) -> list[Example]:
    """Return the rows of labels/categories_dev.jsonl.

    Raises: BadInput for a missing file, a label outside the guide, a repeated id, or a category nobody has.
    """
    examples, seen = [], set()
    for number, row in _rows(data / "labels" / "categories_dev.jsonl"):
        where = f"labels/categories_dev.jsonl, line {number}"
        if row["id"] in seen:
            raise BadInput(f"{where}: the id {row['id']} occurs twice.")
        seen.add(row["id"])
        if without_nc and row["src"] in NON_COMMERCIAL:
            continue
        examples.append(
            _example("labels", row["src"], row["kind"], row["title"], row["text"], _targets(row, where), row["prio"])
        )
    for output in _outputs():
        if not any(example.targets[output] for example in examples):
            raise BadInput(f"labels/categories_dev.jsonl has no example of {output}: nothing can be learned of it.")
    return examples


def read_hate(data: Path) -> list[Example]:
    """Return the rows of hate/sara_hate_train.jsonl that say whether they are hostile to a group.

    Raises: BadInput for a missing file.
    """
    return [
        _example("hate", row["src"], "post", "", row["text"], {"sara.ujaran": bool(row["sara"])}, 0)
        for _, row in _rows(data / "hate" / "sara_hate_train.jsonl")
        if row.get("sara") is not None
    ]


def read_weak_claims(data: Path) -> list[Example]:
    """Return messages that fact-checkers quoted (claims), and election posts (nearly never claims).

    Raises: BadInput for a missing file.
    """
    found: dict[str, Example] = {}
    for _, row in _rows(data / "claims" / "factchecks.jsonl"):
        message = " ".join(_QUOTED.findall(row.get("claim") or ""))[:700]
        if message:
            found.setdefault(message[:60], _example("weak", "factchecks", "post", "", message, {"klaim": True}, 0))
    for name in ("pilkada_jatim_2024", "pilpres_2019"):
        for _, row in _rows(data / "posts" / f"{name}.jsonl"):
            found.setdefault(row["text"], _example("weak", name, "post", "", row["text"], {"klaim": False}, 0))
    return list(found.values())


def _example(
    set_: str, source: str, kind: Kind, title: str, text: str, targets: dict[str, bool], priority: int
) -> Example:
    """Tokenise as the pipeline does; the stray quote that ends many exported rows is a mark of its source."""
    tokens = tokenise(normalise(text.strip().rstrip("'"), TEXT_LIMIT[kind]))
    return Example(set_, source, kind, tokenise(normalise(title, TITLE_LIMIT)), tokens, targets, priority)


def _targets(row: dict[str, Any], where: str) -> dict[str, bool]:
    """Return every output as true or false.

    Raises: BadInput for a label outside the guide.
    """
    owner = {sub: category for category, subs in TAXONOMY.items() for sub in subs}
    for label in row["cats"]:
        if label not in TAXONOMY and label != "lain":
            raise BadInput(f"{where}: {label!r} is no category of the annotation guide.")
    for label in row["subs"]:
        if label not in owner:
            raise BadInput(f"{where}: {label!r} is no sub-category of the annotation guide.")
    if row["prio"] not in (0, 1, 2):
        raise BadInput(f"{where}: priority {row['prio']!r} is not 0, 1 or 2.")
    true = set(row["cats"]) | {f"{owner[sub]}.{sub}" for sub in row["subs"]}
    targets = {output: output in true for output in _outputs()}
    return targets | {"prio1": row["prio"] >= 1, "prio2": row["prio"] >= 2}


def _outputs() -> Iterator[str]:
    for category, subs in TAXONOMY.items():
        yield category
        yield from (f"{category}.{sub}" for sub in subs)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield line numbers and rows.

    Raises: BadInput when the file is missing or a line is not JSON.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                yield number, json.loads(line)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}. Name the data folder with --data.") from error
    except ValueError as error:
        raise BadInput(f"{path} is not JSON Lines: {error}.") from error
