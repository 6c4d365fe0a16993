"""Every act has its audit row and its outbox row in its own transaction; the chain shows tampering; rows stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from core import audit
from core.clock import now
from core.db import append_only
from core.db.engine import Database
from core.db.tables import (
    audit_log,
    captures,
    documents,
    fact_check_revisions,
    issue_decisions,
    issues,
    metadata,
    outbox,
    region_corrections,
    report_items,
    revisions,
    training_reviews,
    verdicts,
)
from core.errors import SuarError
from core.regions.scope import EVERYTHING
from core.review import leases, notes, reports
from core.review import verdicts as deciding
from core.schemas.factcheck import FactCheck
from core.schemas.user import Actor
from core.store import audit_rows, factchecks
from tests.conftest import Office, OpenSignal

CONFIRM = deciding.Decision(decision="confirmed", reason="relevant_event")

Act = Callable[[Connection, Actor, int, int], object]

ACTS: dict[str, Act] = {
    "signal.release": lambda c, a, s, t: leases.release(c, a, s, t),
    "signal.verdict": lambda c, a, s, t: deciding.decide(c, a, s, t, CONFIRM),
    "signal.note": lambda c, a, s, t: notes.add_note(c, a, s, t, "a note"),
    "signal.assign": lambda c, a, s, t: notes.assign(c, a, s, t, "second", "call", None),
    "signal.escalate": lambda c, a, s, t: notes.escalate(c, a, s, t, "too big"),
    "report.create": lambda c, a, s, t: reports.create(c, a, now().replace(year=2000), now()),
}


def rows(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything in every table."""
    return {
        table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
        for table in metadata.sorted_tables
    }


def held(database: Database, office: Office, open_signal: OpenSignal) -> tuple[int, int]:
    signal_id = open_signal(region="73")
    with database.write() as connection:
        return signal_id, leases.take(connection, office.supervisor, signal_id, 30).token


def test_opening_and_taking_leave_one_row_each(database: Database, office: Office, open_signal: OpenSignal) -> None:
    signal_id, token = held(database, office, open_signal)
    with database.read() as connection:
        acts = connection.execute(select(audit_log.c.action, audit_log.c.object).order_by(audit_log.c.id)).all()
        sent = connection.execute(select(outbox.c.topic, outbox.c.payload).order_by(outbox.c.id)).all()
    thing = f"signal:{signal_id}"
    assert [tuple(act) for act in acts] == [("signal.open", thing), ("signal.take", thing)]
    assert [(topic, payload["audit"]) for topic, payload in sent] == [("signal.open", 1), ("signal.take", 2)]
    assert sent[1].payload["token"] == token


@pytest.mark.parametrize("action", ACTS)
def test_act_has_exactly_one_audit_row_and_one_outbox_row(
    database: Database, office: Office, open_signal: OpenSignal, action: str
) -> None:
    signal_id, token = held(database, office, open_signal)
    with database.write() as connection:
        ACTS[action](connection, office.supervisor, signal_id, token)
    with database.read() as connection:
        after = audit_rows.newest(connection, EVERYTHING)[:-2]
        sent = connection.execute(select(outbox.c.topic).where(outbox.c.id > 2)).scalars().all()
        assert audit.verify(connection) == (3, "")
    assert [(row.action, row.user_name) for row in after] == [(action, "supervisor")]
    assert sent == [action]


def test_reopening_has_one_audit_row(database: Database, office: Office, open_signal: OpenSignal) -> None:
    signal_id, token = held(database, office, open_signal)
    with database.write() as connection:
        deciding.decide(connection, office.supervisor, signal_id, token, CONFIRM)
        token = leases.take(connection, office.supervisor, signal_id, 30).token
        before = connection.execute(select(func.count()).select_from(audit_log)).scalar_one()
        deciding.reopen(connection, office.supervisor, signal_id, token, "new facts")
        assert connection.execute(select(func.count()).select_from(audit_log)).scalar_one() == before + 1


def refuse_audit_rows(database: Database) -> None:
    """Make every further audit row fail, as a full disk or a bug would."""
    with database.write() as connection:
        if database.is_sqlite:
            body = "BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'no audit today'); END"
            connection.execute(text(f"CREATE TRIGGER no_audit {body}"))
            return
        body = "LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no audit today'; END $$"
        connection.execute(text(f"CREATE FUNCTION no_audit() RETURNS trigger {body}"))
        trigger = "BEFORE INSERT ON audit_log FOR EACH ROW EXECUTE FUNCTION no_audit()"
        connection.execute(text(f"CREATE TRIGGER no_audit {trigger}"))


@pytest.mark.parametrize("action", ACTS)
def test_act_whose_audit_row_cannot_be_written_did_not_happen(
    database: Database, office: Office, open_signal: OpenSignal, action: str
) -> None:
    signal_id, token = held(database, office, open_signal)
    refuse_audit_rows(database)
    with database.read() as connection:
        before = rows(connection)
    with pytest.raises((DBAPIError, SuarError), match="no audit today"), database.write() as connection:
        ACTS[action](connection, office.supervisor, signal_id, token)
    with database.read() as connection:
        assert rows(connection) == before


def chain(database: Database, length: int) -> None:
    with database.write() as connection:
        for number in range(length):
            audit.append(connection, None, "test.act", f"thing:{number}", "73", {"text": f"baris {number} “é”"})


TAMPERING: dict[str, tuple[Callable[[Connection], object], tuple[int, str]]] = {
    "edit of the detail": (
        lambda c: c.execute(update(audit_log).where(audit_log.c.id == 4).values(detail="{}")),
        (3, "row 4 was changed"),
    ),
    "edit of the person": (
        lambda c: c.execute(update(audit_log).where(audit_log.c.id == 1).values(user_name="somebody")),
        (0, "row 1 was changed"),
    ),
    "edit of the time": (
        lambda c: c.execute(update(audit_log).where(audit_log.c.id == 7).values(at=now())),
        (6, "row 7 was changed"),
    ),
    "deletion in the middle": (
        lambda c: c.execute(delete(audit_log).where(audit_log.c.id == 5)),
        (4, "row 5 is missing"),
    ),
    "deletion at the start": (
        lambda c: c.execute(delete(audit_log).where(audit_log.c.id <= 2)),
        (0, "row 1 is missing"),
    ),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_chain_shows_the_first_bad_row(database: Database, how: str) -> None:
    chain(database, 8)
    tamper, expected = TAMPERING[how]
    with database.write() as connection:
        append_only.drop(connection)
        tamper(connection)
        assert audit.verify(connection) == expected


def test_chain_shows_swapped_rows(database: Database) -> None:
    chain(database, 8)
    with database.write() as connection:
        append_only.drop(connection)
        for old, new in ((3, 99), (4, 3), (99, 4)):
            connection.execute(update(audit_log).where(audit_log.c.id == old).values(id=new))
        assert audit.verify(connection) == (2, "row 3 does not continue row 2")


def test_rewriting_a_row_with_its_own_hash_breaks_the_next(database: Database) -> None:
    chain(database, 4)
    with database.write() as connection:
        append_only.drop(connection)
        row = dict(connection.execute(select(audit_log).where(audit_log.c.id == 2)).mappings().one())
        row["user_name"] = "somebody"
        row["hash"] = audit._hash(row)
        connection.execute(update(audit_log).where(audit_log.c.id == 2).values(row))
        assert audit.verify(connection) == (2, "row 3 does not continue row 2")


def test_cut_tail_is_a_known_limit_that_only_the_count_shows(database: Database) -> None:
    chain(database, 8)
    with database.write() as connection:
        append_only.drop(connection)
        connection.execute(delete(audit_log).where(audit_log.c.id > 6))
        assert audit.verify(connection) == (6, "")
    assert "end" in (audit.verify.__doc__ or "")


def filled(database: Database, office: Office, open_signal: OpenSignal) -> None:
    """Leave a row in every append-only table."""
    signal_id, token = held(database, office, open_signal)
    with database.write() as connection:
        deciding.decide(connection, office.supervisor, signal_id, token, CONFIRM)
        reports.create(connection, office.supervisor, now().replace(year=2000), now())
        document_id = connection.execute(select(documents.c.id)).scalar_one()
        old = {"title": "t", "text": "x", "content_hash": "0" * 64, "seen_at": now()}
        connection.execute(insert(revisions).values(document_id=document_id, number=1, **old))
        said = {"machine": [], "corrected": ["73"], "user_id": office.supervisor.id, "at": now()}
        row = {"document_id": document_id, "revision": 1, "pipeline": "test", **said}
        connection.execute(insert(region_corrections).values(row))
        place = {"url": "https://a.example/1", "file": "a.warc.gz", "offset": 0, "length": 1, "fetched_at": now()}
        kept = {"document_id": document_id, "revision": 1, "payload_sha256": "0" * 64}
        connection.execute(insert(captures).values(place | kept))
        taught = {"signal_id": signal_id, "round": 1, "decision": "accepted", "weight": 1.0, "flags": []}
        connection.execute(insert(training_reviews).values(taught | {"user_id": office.second.id, "at": now()}))
        source_id = connection.execute(select(documents.c.source_id)).scalar_one()
        for title in ("Salah", "Keliru"):
            checked = FactCheck(url="https://cek.example/1", title=title)
            factchecks.store(connection, source_id, "crawl", checked)
        issue_id = connection.execute(select(issues.c.id)).scalar_one()
        parted = {"kind": "split", "issue_id": issue_id, "other_id": issue_id, "moved": [document_id], "stayed": []}
        connection.execute(insert(issue_decisions).values(**parted, user_id=office.supervisor.id, at=now()))


APPEND_ONLY = [audit_log, verdicts, revisions, report_items, region_corrections, captures, fact_check_revisions]
APPEND_ONLY += [issue_decisions, training_reviews]


@pytest.mark.parametrize("table", APPEND_ONLY, ids=lambda table: table.name)
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
def test_append_only_rows_can_be_neither_changed_nor_deleted(
    database: Database, office: Office, open_signal: OpenSignal, table: Any, verb: str
) -> None:
    filled(database, office, open_signal)
    column = next(column for column in table.c if not column.primary_key)
    statement = update(table).values({column: column}) if verb == "UPDATE" else delete(table)
    with database.read() as connection:
        before = rows(connection)[table.name]
        assert before
    with pytest.raises((DBAPIError, SuarError), match=f"{table.name} is append-only"), database.write() as connection:
        connection.execute(statement)
    with database.read() as connection:
        assert rows(connection)[table.name] == before


def test_every_append_only_table_is_tested() -> None:
    assert set(append_only.TABLES) == {table.name for table in APPEND_ONLY}


def test_rows_of_another_region_are_not_listed(database: Database, office: Office) -> None:
    with database.write() as connection:
        for region in ("73", "73.71", "64", ""):
            audit.append(connection, None, "test.act", "thing:1", region, {})
        seen = {
            name: [row.region for row in audit_rows.newest(connection, getattr(office, name).scope)]
            for name in ("auditor", "province", "city", "elsewhere")
        }
    assert seen == {
        "auditor": ["", "64", "73.71", "73"],
        "province": ["73.71", "73"],
        "city": ["73.71"],
        "elsewhere": ["64"],
    }
