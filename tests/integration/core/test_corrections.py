"""Corrections of regions: beside the machine's answer, audited, never changed, exported, turned into aliases."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from core.db.engine import Database
from core.db.tables import audit_log, outbox, region_corrections
from core.errors import BadInput, Forbidden, NotFound, StorageError
from core.review.corrections import MAX_REASON, MOST_REGIONS, Said, correct, exported, newest
from core.schemas.analysis import Analysis, Evidence, Language, RegionLink
from core.schemas.correction import RegionCorrection
from core.schemas.incoming import Incoming
from core.schemas.source import Source
from core.schemas.user import Actor
from core.store import analyses, corrections, documents, sources
from nlp.regions.suggest import suggestions
from tests.conftest import Office

TEXT = "Macet di Pasar Genuk sejak pagi."


def store(database: Database, text: str = TEXT, *codes: str) -> int:
    """Store a text with an analysis that puts these codes in focus."""
    found = (Evidence(field="text", start=9, end=20, text="Pasar Genuk"),)
    links = tuple(
        RegionLink(code=code, name=code, level="regency", role="focus", confidence=0.9, evidence=found)
        for code in codes or ("33.73",)
    )
    answer = Analysis(
        pipeline="test-1", language=Language(code="id", confidence=1.0), priority=0, categories={}, regions=links
    )
    with database.write() as connection:
        sources.ensure(connection, Source(id="s", name="S"))
        number = documents.store(connection, Incoming(kind="post", source_id="s", url=None, text=text)).document_id
        analyses.add(connection, number, 1, answer)
    return number


def say(database: Database, actor: Actor, number: int, *codes: str, **more: str) -> RegionCorrection:
    with database.write() as connection:
        return correct(connection, actor, number, Said(codes=codes, **more))


def rows(database: Database, table: Any) -> list[Any]:
    with database.read() as connection:
        return list(connection.execute(select(table)).mappings())


def test_a_correction_stands_beside_the_answer(database: Database, office: Office) -> None:
    number = store(database)
    made = say(database, office.province, number, "33.74", reason=" Genuk  di Semarang ", phrase="pasar genuk")
    assert (made.corrected, made.reason, made.user_name) == (("33.74",), "Genuk di Semarang", "province")
    assert [(one.code, one.words) for one in made.machine] == [("33.73", ("Pasar Genuk",))]
    with database.read() as connection:
        assert corrections.of_document(connection, number) == [made]
        kept = analyses.latest(connection, number)
    assert kept is not None
    assert [link.code for link in kept.regions] == ["33.73"]


def test_it_is_audited_in_the_region_of_the_person(database: Database, office: Office) -> None:
    number = store(database)
    say(database, office.province, number, "33.74")
    (row,) = rows(database, audit_log)
    assert (row["action"], row["object"], row["region"]) == ("region.correct", f"document:{number}", "73")
    assert json.loads(row["detail"])["to"] == ["33.74"]
    assert len(rows(database, outbox)) == 1


def test_no_region_at_all_is_an_answer(database: Database, office: Office) -> None:
    assert say(database, office.operator, store(database)).corrected == ()


@pytest.mark.parametrize("who", ["viewer", "auditor", "admin"])
def test_who_may_not_decide_may_not_correct(database: Database, office: Office, who: str) -> None:
    number = store(database)
    with pytest.raises(Forbidden):
        say(database, getattr(office, who), number, "33.74")
    assert rows(database, region_corrections) == []


@pytest.mark.parametrize(
    ("codes", "more"),
    [
        (("99",), {}),
        (("33.99",), {}),
        (("7371",), {}),
        (("33.74", "33.74"), {}),
        (tuple(f"33.{n:02d}" for n in range(1, 30)) + tuple(f"35.{n:02d}" for n in range(1, 30)), {}),
        (("33.74",), {"reason": "x" * (MAX_REASON + 1)}),
        (("33.74",), {"phrase": "Simpang Lima"}),
        (("33.74",), {"phrase": "x" * 121}),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    database: Database, office: Office, codes: tuple[str, ...], more: dict[str, str]
) -> None:
    number = store(database)
    assert len(codes) < 3 or len(codes) > MOST_REGIONS
    with pytest.raises(BadInput):
        say(database, office.operator, number, *codes, **more)
    assert rows(database, region_corrections) == []
    assert rows(database, audit_log) == []


def test_an_unknown_document_is_not_found(database: Database, office: Office) -> None:
    with pytest.raises(NotFound):
        say(database, office.operator, 4711, "33.74")


def test_rows_are_never_changed(database: Database, office: Office) -> None:
    say(database, office.operator, store(database), "33.74")
    for statement in (update(region_corrections).values(reason="x"), delete(region_corrections)):
        with pytest.raises((DBAPIError, StorageError), match="append-only"), database.write() as connection:
            connection.execute(statement)


def test_the_newest_counts_and_no_text_of_others_leaves(database: Database, office: Office) -> None:
    number = store(database)
    say(database, office.operator, number, "33.22")
    say(database, office.analyst, number, "33.74", reason="ya", phrase="Pasar Genuk")
    with database.read() as connection:
        (row,) = exported(connection)
        assert [one.corrected for one in newest(connection)] == [("33.74",)]
    assert (row["id"], row["predicted"], row["regions"]) == (f"document:{number}", ["33.73"], ["33.74"])
    assert "Genuk" not in json.dumps(row)


def test_corrections_that_agree_suggest_an_alias(database: Database, office: Office) -> None:
    for day in ("Senin", "Selasa"):
        say(database, office.operator, store(database, f"{TEXT} {day}"), "33.74")
    say(database, office.operator, store(database, f"{TEXT} Rabu", "33.73"), "33.74", "33.73")
    with database.read() as connection:
        made = newest(connection)
    assert suggestions(made, 2) == [("Pasar Genuk", "33.74", "variant", "no", 2)]
    assert suggestions(made, 3) == []


def test_a_known_name_is_suggested_with_a_cue_and_a_known_meaning_not_at_all(
    database: Database, office: Office
) -> None:
    for day in ("Senin", "Selasa"):
        text = f"Warga Solok dan Padang rapat {day}."
        say(database, office.operator, store(database, text), "33.74", phrase="Solok")
        say(database, office.operator, store(database, text + " Lagi."), "13.71", phrase="Padang")
    with database.read() as connection:
        assert suggestions(newest(connection), 2) == [("Solok", "33.74", "variant", "yes", 2)]
