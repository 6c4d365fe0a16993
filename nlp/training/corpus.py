"""Reads the labelled and weakly labelled sets into examples; refuses labels that the annotation guide does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import BadInput
from core.schemas.analysis import TAXONOMY
from core.schemas.document import Kind
from nlp.batch.lines import LineError, parse_line
from nlp.evaluation.seen import fingerprint
from nlp.text.normalise import normalise
from nlp.text.reach import read_tokens
from nlp.text.stages import TEXT_LIMIT, TITLE_LIMIT
from nlp.text.tokens import Token
from nlp.training import fields

#: Sources drawn for their rare classes: good to learn from, wrong to take base rates from.
PICKED = ("hate-", "factcheck-message")
#: Names of label rows whose texts come from sets for non-commercial use only.
NON_COMMERCIAL = ("hate-ibrohim2019", "hate-netifier", "hate-alfina2017", "ibrohim2019", "netifier", "alfina2017")
#: Files that hold nothing else; they are not read, and need not be there, without such sets.
NON_COMMERCIAL_FILES = frozenset({"hate/sara_hate_train.jsonl"})

#: A message within the words of a fact-check.
QUOTED = re.compile(r"[“\"]([^”\"]{30,2000})[”\"]")


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
    mark: int = 0  #: fingerprint of the text, to tell later that it was seen
    weight: float = 1.0  #: what it counts among the rows of its set

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

    Raises: BadInput for a missing or empty file, a field of another type, a label outside the guide, a repeated id, or
    a category nobody has.
    """
    examples: list[Example] = []
    seen: set[str] = set()
    for number, row in read_rows(data / "labels" / "categories_dev.jsonl"):
        where = f"labels/categories_dev.jsonl, line {number}"
        seen.add(fields.fresh_id(row, seen, where))
        source, title, text = (fields.text(row, name, where) for name in ("src", "title", "text"))
        targets = targets_of(row, where)
        if not (without_nc and source in NON_COMMERCIAL):
            examples.append(make_example("labels", source, fields.kind(row, where), title, text, targets, row["prio"]))
    for output in outputs():
        if not any(example.targets[output] for example in examples):
            raise BadInput(f"labels/categories_dev.jsonl has no example of {output}: nothing can be learned of it.")
    for output in outputs():
        if all(example.targets[output] for example in examples):
            raise BadInput(
                f"labels/categories_dev.jsonl has only examples of {output}: nothing else can be told from it."
            )
    return examples


def read_hate(data: Path) -> list[Example]:
    """Return the rows of hate/sara_hate_train.jsonl that say whether they are hostile to a group.

    Raises: BadInput for a missing or empty file, a field of another type, a repeated id, or a source of one class only.
    """
    examples: list[Example] = []
    seen: set[str] = set()
    for number, row in read_rows(data / "hate" / "sara_hate_train.jsonl"):
        where = f"hate/sara_hate_train.jsonl, line {number}"
        seen.add(fields.fresh_id(row, seen, where))
        source, text = fields.text(row, "src", where), fields.text(row, "text", where)
        if row.get("sara") is not None:
            targets = {"sara.ujaran": fields.flag(row, "sara", where)}
            examples.append(make_example("hate", source, "post", "", text, targets, 0))
    for source in sorted({example.source for example in examples}):
        if len({example.targets["sara.ujaran"] for example in examples if example.source == source}) < 2:
            raise BadInput(
                f"hate/sara_hate_train.jsonl: all rows of {source} have the same label: nothing can be learned."
            )
    return examples


def read_weak_claims(data: Path) -> list[Example]:
    """Return messages that fact-checkers quoted (claims), and election posts (nearly never claims).

    Raises: BadInput for a missing or empty file, or a field of another type.
    """
    found: dict[str, Example] = {}
    for number, row in read_rows(data / "claims" / "factchecks.jsonl"):
        claim = fields.text(row, "claim", f"claims/factchecks.jsonl, line {number}") if row.get("claim") else ""
        message = " ".join(QUOTED.findall(claim))[:700]
        if message:
            found.setdefault(message[:60], make_example("weak", "factchecks", "post", "", message, {"klaim": True}, 0))
    for name in ("pilkada_jatim_2024", "pilpres_2019"):
        for number, row in read_rows(data / "posts" / f"{name}.jsonl"):
            text = fields.text(row, "text", f"posts/{name}.jsonl, line {number}")
            found.setdefault(text, make_example("weak", name, "post", "", text, {"klaim": False}, 0))
    return list(found.values())


def make_example(
    set_: str, source: str, kind: Kind, title: str, text: str, targets: dict[str, bool], priority: int
) -> Example:
    """Return the example, tokenised as the pipeline does, without the stray quote that marks a source of exports."""
    tokens = read_tokens(normalise(text.strip().rstrip("'"), TEXT_LIMIT[kind]))
    mark = fingerprint(title, text)
    return Example(set_, source, kind, read_tokens(normalise(title, TITLE_LIMIT)), tokens, targets, priority, mark)


def targets_of(row: dict[str, Any], where: str) -> dict[str, bool]:
    """Return every output of a row with `cats`, `subs` and `prio` as true or false.

    Raises: BadInput for a field of another type, a label outside the guide, or labels that cannot stand together.
    """
    owner = {sub: category for category, subs in TAXONOMY.items() for sub in subs}
    categories, subs = fields.names(row, "cats", where), fields.names(row, "subs", where)
    for label in categories:
        if label not in TAXONOMY and label != "lain":
            raise BadInput(f"{where}: {label!r} is no category of the annotation guide.")
    for label in subs:
        if label not in owner:
            raise BadInput(f"{where}: {label!r} is no sub-category of the annotation guide.")
    if "lain" in categories and len(set(categories)) > 1:
        raise BadInput(f"{where}: lain stands alone in the annotation guide, not beside another category.")
    for label in subs:
        if owner[label] not in categories:
            raise BadInput(f"{where}: {label} stands without {owner[label]}, which it belongs to.")
    priority = row.get("prio")
    if not isinstance(priority, int) or isinstance(priority, bool) or priority not in (0, 1, 2):
        raise BadInput(f"{where}: priority {priority!r} is not 0, 1 or 2.")
    true = set(categories) | {f"{owner[sub]}.{sub}" for sub in subs}
    targets = {output: output in true for output in outputs()}
    return targets | {"prio1": priority >= 1, "prio2": priority >= 2}


def outputs() -> Iterator[str]:
    """Yield every category and sub-category of the guide, by its full name."""
    for category, subs in TAXONOMY.items():
        yield category
        yield from (f"{category}.{sub}" for sub in subs)


def read_rows(path: Path, hint: str = "Name the data folder with --data.") -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield line numbers and rows of a JSON Lines file; `hint` says what to do where it cannot be opened.

    Raises: BadInput when the file is missing or empty, or a line is not one JSON object in UTF-8.
    """
    number = 0
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                yield number, parse_line(line.rstrip(b"\r\n"), number)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}. {hint}") from error
    except LineError as error:
        raise BadInput(f"{path} is not JSON Lines: line {number}: {error.message}.") from error
    if not number:
        raise BadInput(f"{path} is empty: it holds no row.")
