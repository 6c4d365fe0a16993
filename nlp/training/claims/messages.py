"""Messages with the fact-check that answers each, in time order, and which fact-checks are of the same claim."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from core.errors import BadInput
from core.schemas.factcheck import FactCheck
from core.search.analyser import stems
from nlp.claims.records import read_records
from nlp.training.claims.twins import correct

#: A shorter message is a scrap of the checker's frame.
_SHORTEST = 15
#: Titles of two checkers at least this alike (characters, as the file of pairs has it) are of one claim; between the
#: two figures nobody knows, so such pairs teach nothing.
SAME, MAYBE = 0.85, 0.6


class Message(NamedTuple):
    """What circulated, the place of the fact-check that answers it, and its date as far as it is known."""

    text: str
    row: int
    date: str


class Store(NamedTuple):
    """All fact-checks, the messages that are in them, and for each place those of the same claim and of perhaps it."""

    checks: list[FactCheck]
    messages: list[Message]
    same: dict[int, set[int]]
    maybe: dict[int, set[int]]
    ids: list[str]  #: of the fact-checks, as the file has them; one source repeats some
    pairs: list[dict[str, Any]]  #: titles of two sources that are alike


def read_store(data: Path) -> Store:
    """Read claims/factchecks.jsonl and claims/candidate_pairs.jsonl below `data`.

    Raises: BadInput when one is missing or a line, or one of configs/labels, has another form.
    """
    try:
        with (data / "claims" / "factchecks.jsonl").open("rb") as file:
            records, _ = read_records(_once(file))
    except OSError as error:
        raise BadInput(f"{error.filename} cannot be read: name the folder that holds claims/.") from error
    pairs = read_title_pairs(data, "candidate_pairs.jsonl", "score")
    checks = [record.check for record in records]
    messages = [
        Message(check.claim, row, check.published_on)
        for row, check in enumerate(checks)
        if len(check.claim) >= _SHORTEST
    ]
    messages.sort(key=lambda message: (message.date, message.row))
    ids = [str(record.id).rpartition("#")[0] for record in records]
    same, maybe = _alike(checks, pairs)
    correct(same, maybe, ids)
    return Store(checks, messages, same, maybe, ids, pairs)


def read_title_pairs(data: Path, name: str, figure: str) -> list[dict[str, Any]]:
    """Return the lines of a file of pairs of titles below `data`/claims; each has a number named `figure`.

    Raises: BadInput when the file is missing or a line has another form.
    """
    path = data / "claims" / name
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # a title may hold other ends of lines
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read: name the folder that holds claims/.") from error
    pairs = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        row = _object(line, f"{path}, line {number}")
        lacking = [field for field in ("a", "b", "title_a", "title_b") if not isinstance(row.get(field), str)]
        lacking += [] if isinstance(row.get(figure), int | float) else [figure]
        if lacking:
            raise BadInput(f"{path}, line {number}: {', '.join(lacking)} is missing or of another kind.")
        pairs.append(row)
    return pairs


def _object(line: str | bytes, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadInput(f"{where} is no JSON: {error}.") from error
    if not isinstance(row, dict):
        raise BadInput(f"{where} is no JSON object.")
    return row


def _once(file: Sequence[bytes] | object) -> list[bytes]:
    """Give every line its own id: one source repeats some."""
    lines = []
    for number, raw in enumerate(file):  # type: ignore[arg-type, var-annotated]
        row = _object(raw, f"factchecks.jsonl, line {number + 1}")
        lines.append(json.dumps({**row, "id": f"{row.get('id', '')}#{number}"}).encode())
    return lines


def _alike(
    checks: Sequence[FactCheck], pairs: Sequence[dict[str, Any]]
) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    by_title = defaultdict[str, list[int]](list)
    for row, check in enumerate(checks):
        by_title[_plain(check.title)].append(row)
    same, maybe = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    for rows in by_title.values():
        for row in rows:
            same[row].update(rows)
    for pair in pairs:
        score = float(str(pair["score"]))
        kept = same if score >= SAME else maybe
        if score < MAYBE:
            continue
        for a in by_title.get(_plain(str(pair["title_a"])), ()):
            for b in by_title.get(_plain(str(pair["title_b"])), ()):
                kept[a].add(b)
                kept[b].add(a)
    return dict(same), dict(maybe)


def _plain(title: str) -> str:
    return " ".join(stems(title))
