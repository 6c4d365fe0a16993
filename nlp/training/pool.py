"""The unlabelled texts that `suar train suggest` chooses from: what the store has analysed, or a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core import setup
from core.settings import load
from core.store import training
from nlp.batch.documents import read_document
from nlp.batch.files import reading
from nlp.batch.lines import LineError, parse_line
from nlp.pipeline import analyse
from nlp.training.suggest import Asked

#: Newest documents of the store that are looked at: a month of a busy installation, and 300 MB of texts at most.
MOST = 20_000
_BETWEEN_REPORTS = 500


def pool_of_store(data: Path | None) -> list[Asked]:
    """Return the newest analysed documents on which nobody has decided, with the answers that were stored.

    Raises: NotInitialised; StorageError.
    """
    database = setup.open_database(load(data=data))
    with database.read() as connection:
        found = [
            Asked(f"document:{one.document_id}", one.kind, one.title, one.text, one.analysis.categories)
            for one in training.undecided(connection, MOST)
        ]
    database.dispose()
    return found


def pool_of_file(source: str, say: Callable[[str], object]) -> tuple[list[Asked], int]:
    """Return the texts of a JSON Lines file as `suar analyse` reads them, judged now, and how many lines were errors.

    Raises: BadInput when the file cannot be opened.
    """
    found: dict[str, Asked] = {}
    errors = 0
    with reading(source) as lines:
        for number, raw in enumerate(lines, start=1):
            try:
                document, _ = read_document(parse_line(raw.rstrip(b"\r\n"), number))
                if document.id in found:
                    raise LineError("repeated_id", f"the id {document.id} occurs twice")
            except LineError as error:
                errors += 1
                say(f"line {number}: {error.message}")
                continue
            answer = analyse(document, ["categories"])
            found[document.id] = Asked(document.id, document.kind, document.title, document.text, answer.categories)
            if number % _BETWEEN_REPORTS == 0:
                say(f"suggest: {number} lines read")
    return list(found.values()), errors
