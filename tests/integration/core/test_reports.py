"""A report is frozen: later changes do not alter it, each making is a version, and no cell runs as a formula."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from core.clock import now
from core.db.engine import Database
from core.db.tables import documents
from core.errors import BadInput, Forbidden
from core.review import leases, reports, verdicts
from core.schemas.signal import Report
from core.store import reports as stored
from tests.conftest import Office, OpenSignal

LONG_AGO = now() - timedelta(days=30)


def confirm(database: Database, office: Office, signal_id: int, comment: str = "") -> None:
    said = verdicts.Decision(decision="confirmed", reason="relevant_event", comment=comment)
    with database.write() as connection:
        token = leases.take(connection, office.operator, signal_id, 30).token
        verdicts.decide(connection, office.operator, signal_id, token, said)


def create(database: Database, office: Office) -> Report:
    with database.write() as connection:
        return reports.create(connection, office.operator, LONG_AGO, now() + timedelta(minutes=1))


def test_items_stay_as_they_were_and_versions_count(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal(region="73.71", title="Judul lama")
    open_signal(title="Belum diputus")
    confirm(database, office, signal_id)
    until = now() + timedelta(minutes=1)
    with database.write() as connection:
        first = reports.create(connection, office.operator, LONG_AGO, until)
        frozen = reports.as_json(stored.get(connection, office.operator.scope, first.id))
        connection.execute(update(documents).values(title="Judul baru"))
        token = leases.take(connection, office.supervisor, signal_id, 30).token
        verdicts.reopen(connection, office.supervisor, signal_id, token, "a new witness")
    with database.write() as connection:
        assert reports.as_json(stored.get(connection, office.operator.scope, first.id)) == frozen
        second = reports.create(connection, office.operator, LONG_AGO, until)
        other = reports.create(connection, office.operator, LONG_AGO, until + timedelta(days=1))
    assert [item["title"] for item in first.items] == ["Judul lama"]
    assert first.items[0]["region_name"] == "Kota Makassar"
    assert (first.version, second.version, other.version) == (1, 2, 1)
    assert second.items == []


def test_period_is_half_open_and_counts_the_deciding_verdict(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    confirm(database, office, open_signal())
    with database.write() as connection:
        whole = reports.create(connection, office.operator, LONG_AGO, now() + timedelta(minutes=1))
        before = reports.create(connection, office.operator, LONG_AGO, now() - timedelta(minutes=5))
    assert (len(whole.items), len(before.items)) == (1, 0)
    with pytest.raises(BadInput, match="ends before it begins"), database.write() as connection:
        reports.create(connection, office.operator, now(), LONG_AGO)


def test_export_is_recorded_and_carries_the_items(database: Database, office: Office, open_signal: OpenSignal) -> None:
    hostile = '=HYPERLINK("http://127.0.0.1")'
    confirm(database, office, open_signal(title=hostile), comment="baris satu\nbaris dua")
    report = create(database, office)
    with database.write() as connection:
        _, text = reports.export(connection, office.operator, report.id, "csv")
        _, answer = reports.export(connection, office.operator, report.id, "json")
        with pytest.raises(BadInput, match="csv or json"):
            reports.export(connection, office.operator, report.id, "xls")
        with pytest.raises(Forbidden):
            reports.export(connection, office.viewer, report.id, "csv")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["title"] == f"'{hostile}"
    assert row["comment"] == "baris satu\nbaris dua"
    (item,) = json.loads(answer)["items"]
    assert item["title"] == hostile


def test_item_without_a_title_says_what_it_is_about(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal(text="Kabar penculik anak di pasar. " * 20)
    with database.write() as connection:
        connection.execute(update(documents).values(title=""))
    confirm(database, office, signal_id)
    (item,) = create(database, office).items
    assert item["excerpt"].startswith("Kabar penculik anak di pasar.")
    assert len(item["excerpt"]) == stored.EXCERPT
    assert "excerpt" in reports.COLUMNS


@given(st.text(max_size=30))
def test_no_cell_begins_like_a_formula(value: str) -> None:
    cell = reports._cell(value)
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert not cell.startswith(("\t", "\r", "\n"))


@pytest.mark.parametrize(
    "value",
    [
        "=1+1",
        "  =1",
        "\t=1",
        "\r=1",
        "\n=1",
        "\x00=1",
        "@SUM(A1)",
        "-2",
        "＝1",
        "\x0b=1",
        "\xa0=1",
        "\u200b=1",
        "\ufeff@A",
        "\u202e=1",
        "\u2003-1",
        "﹢1",
        "\x85=1",
        " \u200d ＝1",
    ],
)
def test_formula_is_disarmed(value: str) -> None:
    assert reports._cell(value).startswith("'")


@pytest.mark.parametrize("value", ["Unjuk rasa di Luwu", "a=b", "7", None])
def test_harmless_cell_stays(value: object) -> None:
    assert reports._cell(value) == ("" if value is None else str(value))
