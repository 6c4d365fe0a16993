"""Labels of our own over more texts of the shared sets: the project holds the answers, the sets hold the texts.

`configs/labels/categories.tsv` names a text by its hash, so no row of a set is copied. They teach and nothing else: no
score, calibration or threshold rests on them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import BadInput
from core.schemas.document import Kind
from nlp.evaluation.seen import READ
from nlp.training import fields
from nlp.training.corpus import (
    NON_COMMERCIAL,
    NON_COMMERCIAL_FILES,
    QUOTED,
    Example,
    make_example,
    read_rows,
    targets_of,
)
from nlp.training.tables import read_table

LABELS = "labels/categories.tsv"
COLUMNS = ("id", "source", "cats", "subs", "prio")

_WHOLE_MESSAGE = re.compile(r"\s*[“\"](.*)[”\"]\s*=*\s*(?:penjelasan|$|=)", re.DOTALL | re.IGNORECASE)
_MARKS = re.compile(r"[*#_]+")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a shared set, as it was judged."""

    source: str
    kind: Kind
    title: str
    text: str

    @property
    def id(self) -> str:
        """Return the hash that the labels name it by."""
        return hashlib.sha256(f"{self.title}\n{self.text}".encode()).hexdigest()[:16]


def read_annotated(data: Path, without_nc: bool = False, labelled: Sequence[Example] = ()) -> list[Example]:
    """Return the labelled texts that the sets below `data` hold, as examples of the set `annotated`.

    Texts that `labelled` has too are left out.

    Raises: BadInput for a line with other columns or labels than the guide knows, an id that occurs twice, a set that
    is missing, or when no set holds any of the texts.
    """
    labels = dict(_labels())
    found: dict[str, Example] = {}
    for text in _texts(data, without_nc):
        if text.id in labels and text.id not in found and not (without_nc and text.source in NON_COMMERCIAL):
            targets, priority = labels[text.id]
            found[text.id] = make_example("annotated", text.source, text.kind, text.title, text.text, targets, priority)
    if labels and not found:
        raise BadInput(f"No text of configs/{LABELS} is in {data}: is it another edition of the data?")
    marks = {example.mark for example in labelled}
    return [found[own] for own in sorted(found) if found[own].mark not in marks]


def _labels() -> Iterator[tuple[str, tuple[dict[str, bool], int]]]:
    """Yield the targets and the priority of each line, by its id."""
    seen: set[str] = set()
    for where, (own, _, cats, subs, priority) in read_table(LABELS, COLUMNS):
        if not priority.isdigit():
            raise BadInput(f"{where}: {', '.join(COLUMNS)} are needed, prio as a number.")
        row = {"id": own, "cats": _listed(cats), "subs": _listed(subs), "prio": int(priority)}
        seen.add(fields.fresh_id(row, seen, where))
        yield own, (targets_of(row, where), int(priority))


def _listed(value: str) -> list[str]:
    return [] if value == "-" else value.split(",")


def _texts(data: Path, without_nc: bool) -> Iterator[Text]:
    """Yield every text of the shared sets in the form in which it was judged."""
    for name, made in FORMS.items():
        if without_nc and name in NON_COMMERCIAL_FILES:
            continue
        for number, row in read_rows(data / name):
            text = made(row, f"{name}, line {number}")
            if text is not None:
                yield text


def _headline(source: str) -> Callable[[Row, str], Text]:
    return lambda row, where: Text(source, "news", fields.text(row, "title", where).strip(), "")


def _post(source: str) -> Callable[[Row, str], Text]:
    return lambda row, where: Text(source, "post", "", fields.text(row, "text", where).strip()[: READ["post"]])


def _tweet(row: Row, where: str) -> Text:
    return Text(f"hate-{fields.text(row, 'src', where)}", "post", "", fields.text(row, "text", where).strip())


def _article(row: Row, where: str) -> Text:
    """Return the title with the beginning of description, dateline and body, without marks of the mark-up."""
    description, place, marked = (fields.optional_text(row, f, where) for f in ("description", "dateline", "body"))
    body = _MARKS.sub("", marked).split("\n---")[0]
    dateline = f"{place}, " if place else ""
    text = " ".join(f"{description} {dateline}{body}".split())
    return Text("kompas2025", "news", fields.text(row, "title", where).strip(), text[: READ["news"]])


def _message(row: Row, where: str) -> Text | None:
    """Return the message that a fact-check quotes, None where it quotes none."""
    claim = fields.optional_text(row, "claim", where)
    whole = _WHOLE_MESSAGE.match(claim)
    text = " ".join((whole.group(1) if whole else " ".join(QUOTED.findall(claim))).split())[: READ["post"]]
    return Text("factcheck-message", "post", "", text) if text else None


#: The files of the sets, and how a row of each becomes a text.
FORMS: dict[str, Callable[[Row, str], Text | None]] = {
    "news/headlines.jsonl": _headline("headlines"),
    "news/titles_5_sections.jsonl": _headline("titles5"),
    "news/articles_2025.jsonl": _article,
    "claims/factchecks.jsonl": _message,
    "hate/sara_hate_train.jsonl": _tweet,
    "posts/pilkada_jatim_2024.jsonl": _post("pilkada-jatim2024"),
    "posts/pilpres_2019.jsonl": _post("pilpres2019"),
    "posts/facebook_hate_2019.jsonl": _post("aulia-fb"),
    "posts/messages_hoax.jsonl": _post("irfanqs"),
}
