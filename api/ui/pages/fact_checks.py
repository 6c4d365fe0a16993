"""Published fact-checks: found by words, and one with what it says, its older versions and the way to its page."""

from __future__ import annotations

from typing import NamedTuple, get_args
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from api.ui.changes import Passages, passages
from api.ui.desk import At
from api.ui.fields import Number
from api.ui.listing import headline
from core.diff import word_diff
from core.errors import NotFound
from core.permissions import require
from core.schemas.factcheck import FactCheck, Verdict
from core.schemas.incoming import clean
from core.store import captures, factchecks, sources
from core.store.captures import Capture
from core.store.factchecks import FactCheckFilter, FactCheckRevision, StoredFactCheck

router = APIRouter(prefix="/cek-fakta")

PAGE = 40
#: Characters of a field on a page: three of them, escaped, stay below 200 KB together.
MOST_TEXT = 9_000
MOST_CAPTURES = 6
VERDICTS = get_args(Verdict)


class Row(NamedTuple):
    """One fact-check of the list."""

    headline: str
    check: StoredFactCheck


class FactCheckView(NamedTuple):
    """One fact-check, ready to be shown: its newest state or the older version that was asked for."""

    check: StoredFactCheck
    said: FactCheck
    headline: str
    parts: list[tuple[str, str, bool]]
    older: list[FactCheckRevision]
    shown: FactCheckRevision | None
    changed: Passages | None
    evidence: list[Capture]
    source_name: str


@router.get("")
def listed(at: At) -> Response:
    """List the fact-checks that fit, the latest stored first."""
    require(at.actor, "document.read")
    query = at.request.query_params
    words, verdict, before = (clean(query.get(key, ""))[:400] for key in ("q", "putusan", "sebelum"))
    chosen = FactCheckFilter(words=words, verdict=next((one for one in VERDICTS if one == verdict), None))
    last = int(before[:15]) if before.isascii() and before.isdigit() else None
    with at.running.database.read() as connection:
        found = factchecks.recent(connection, chosen, last, PAGE)
    further = ""
    if len(found) == PAGE:
        kept = {"q": words, "putusan": chosen.verdict}
        further = "?" + urlencode({**{k: v for k, v in kept.items() if v}, "sebelum": found[-1].id})
    rows = [Row(headline(one.title, one.claim), one) for one in found]
    return at.page(
        "fact_checks.html", "fact_checks", rows=rows, further=further, chosen=chosen, query=words, verdicts=VERDICTS
    )


@router.get("/{fact_check_id}")
def one(at: At, fact_check_id: Number) -> Response:
    """Show one fact-check; `versi` is an older version, with what the next one changed."""
    require(at.actor, "document.read")
    with at.running.database.read() as connection:
        check = factchecks.get(connection, fact_check_id)
        older = factchecks.revisions_of(connection, fact_check_id)
        evidence = captures.of_fact_check(connection, fact_check_id)[-MOST_CAPTURES:]
        source = sources.states(connection).get(check.source_id)
    shown = _version(older, at.request.query_params.get("versi", ""))
    said = shown.record if shown else check.record
    view = FactCheckView(
        check=check,
        said=said,
        headline=headline(said.title, said.claim),
        parts=_parts(at, said),
        older=older,
        shown=shown,
        changed=_changed(check, older, shown) if shown else None,
        evidence=evidence,
        source_name=source.name if source else check.source_id,
    )
    return at.page("fact_check.html", "fact_checks", view=view)


def _version(older: list[FactCheckRevision], wanted: str) -> FactCheckRevision | None:
    if not wanted:
        return None
    for state in older:
        if str(state.number) == wanted:
            return state
    raise NotFound()


def _parts(at: At, said: FactCheck) -> list[tuple[str, str, bool]]:
    """Return heading, text and whether it was cut, of each part that there is."""
    _ = at.words
    parts = [
        (_("The claim"), said.claim),
        (_("What was found"), said.explanation),
        (_("The publisher's conclusion"), said.conclusion),
    ]
    return [(name, text[:MOST_TEXT], len(text) > MOST_TEXT) for name, text in parts if text]


def _changed(check: StoredFactCheck, older: list[FactCheckRevision], shown: FactCheckRevision) -> Passages:
    """Return what the version after the shown one changed."""
    states = {state.number: state.record for state in older} | {check.revision: check.record}
    following = states[shown.number + 1]
    return passages(word_diff(_whole(shown.record), _whole(following)))


def _whole(said: FactCheck) -> str:
    return "\n\n".join(
        part for part in (said.title, said.verdict_raw, said.claim, said.explanation, said.conclusion) if part
    )
