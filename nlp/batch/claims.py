"""Lines of `suar claims match` and `compare`: the fact-checks that may answer a message, whether two claims are one."""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path
from typing import Any, cast, get_args

from core.errors import BadInput
from core.factchecks.frames import message_of
from core.factchecks.verdicts import split_headline
from core.unseen import is_readable
from nlp.batch.lines import LineError, Row, is_unicode, string_of
from nlp.claims.compare import Comparer
from nlp.claims.encoded import encode_checks
from nlp.claims.kept_vectors import encode_all, kept
from nlp.claims.kinds import Choice, choose, choose_for_comparing
from nlp.claims.match import Matcher, Ranked
from nlp.claims.model import load_model
from nlp.claims.originals import in_original
from nlp.claims.pairs import Claim
from nlp.claims.records import Problem, Record, read_records

#: Problems of a fact-check file that are written out one by one.
_MOST_SHOWN = 5


class MatchLines:
    """Answers the lines of one run from one file of fact-checks."""

    def __init__(self, records: list[Record], matcher: Matcher, top: int) -> None:
        """Keep what answers."""
        self._records, self._matcher, self._top = records, matcher, top

    def answer(self, row: Row) -> Row:
        """Return the answer line. Raises: LineError when the row has no text."""
        identity, text = _identity(row), read_text(row)
        ranking = [self._entry(one) for one in self._matcher.rank(text, self._top)]
        return {"id": identity, "ranking": ranking, "model": self._matcher.version}

    def _entry(self, one: Ranked) -> dict[str, Any]:
        record = self._records[one.row]
        check = record.check
        entry: dict[str, Any] = {
            "factcheck": record.id,
            "score": one.score,
            "relation": one.relation,
            "probability": one.probability,
        }
        if one.relation != "none":
            shown = in_original(one.phrases, check.title or check.claim, record.given)
            entry["phrases"] = [phrase.model_dump() for phrase in shown]
            entry["field"] = "title" if check.title else "claim"
            entry["differs"] = list(one.differs)
            entry["publisher"], entry["date"], entry["verdict"] = check.publisher, check.published_on, check.verdict
        return entry


def open_matcher(path: Path, top: int, encoder: str = "auto") -> MatchLines:
    """Read the fact-checks, index them, and report on standard error what could not be used.

    Raises: BadInput when the file cannot be read or the encoder is not known; ArtefactError for a broken model.
    """
    if encoder not in get_args(Choice):
        raise BadInput(f"--encoder {encoder}: choose from {', '.join(get_args(Choice))}.")
    started = time.monotonic()
    records = _usable(path)
    model = load_model()
    chosen = choose(model, cast(Choice, encoder))
    if chosen.notice:
        _report(f"claims: {chosen.notice}")
    checks = [record.check for record in records]
    encode = partial(kept, path) if chosen.kind == "precise" else encode_all
    encoded = encode_checks(chosen.encoder, checks, partial(encode, say=_report))
    matcher = Matcher(checks, model, chosen.kind, encoded)
    _report(f"claims: {len(records)} fact-checks read in {time.monotonic() - started:.1f} s, {matcher.version}")
    return MatchLines(records, matcher, top)


def _usable(path: Path) -> list[Record]:
    """Return the fact-checks of the file that stand, as those of the store: what was taken back answers nothing."""
    try:
        with path.open("rb") as file:
            records, problems = read_records(file)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.") from error
    _report_problems(path.name, "not used", [one for one in problems if not one.field])
    _report_problems(path.name, "used without a field", [one for one in problems if one.field])
    standing = [record for record in records if record.check.verdict != "retracted"]
    if len(standing) < len(records):
        _report(f"claims: {len(records) - len(standing)} fact-checks of {path.name} were taken back and are left out")
    return standing


def read_text(row: Row) -> str:
    """Return the text of a line. Raises: LineError when it has none."""
    text = string_of(row, "text", " (an empty one is allowed)")
    if not is_unicode(text):
        raise LineError("not_unicode", "`text` holds half a surrogate pair")
    return text


def _identity(row: Row) -> str | int:
    """Return the id of a line as it came in. Raises: LineError when it has none that can be written back."""
    identity = row.get("id")
    if not isinstance(identity, str | int) or isinstance(identity, bool):
        raise LineError("missing_id", "`id` is missing or no string")
    if not is_unicode(str(identity)):
        raise LineError("not_unicode", "`id` holds half a surrogate pair")
    return identity


def _report_problems(name: str, what: str, problems: list[Problem]) -> None:
    for problem in problems[:_MOST_SHOWN]:
        _report(f"claims: {name} line {problem.line} is {what}: {problem.reason}")
    if len(problems) > _MOST_SHOWN:
        _report(f"claims: {len(problems) - _MOST_SHOWN} more lines of {name} are {what}")


def _report(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


class CompareLines:
    """Answers the lines of `suar claims compare`."""

    def __init__(self) -> None:
        """Load the model, and report on standard error when it knows nothing of the encoder of the setting.

        Raises: ArtefactError for a broken model, and when the encoder that it was learned with cannot be used.
        """
        model = load_model()
        chosen = choose_for_comparing(model)
        if chosen.notice:
            _report(f"claims: {chosen.notice}")
        self._comparer = Comparer(model, chosen.kind, chosen.encoder)

    def answer(self, row: Row) -> Row:
        """Return the answer line. Raises: LineError when the row holds no two claims."""
        identity = _identity(row)
        found = self._comparer.compare(_claim(row, "a"), _claim(row, "b"))
        return {"id": identity, **found.model_dump(mode="json"), "model": self._comparer.version}


def _claim(row: Row, name: str) -> Claim:
    given = row.get(name)
    if not isinstance(given, dict):
        raise LineError("missing_claim", f"`{name}` is missing or no object")
    title, claim = given.get("title") or "", given.get("claim") or ""
    for field, text in (("title", title), ("claim", claim)):
        if not isinstance(text, str):
            raise LineError("wrong_type", f"`{name}.{field}` must be a string")
        if not is_unicode(text):
            raise LineError("not_unicode", f"`{name}.{field}` holds half a surrogate pair")
    found = Claim(split_headline(title).rest, message_of(claim[:60_000]))
    if not any(map(is_readable, found)):
        raise LineError("missing_claim", f"`{name}` has neither title nor claim")
    return found
