"""Setting a data directory up, opening it, examining it, and taking analyses in."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, text, update

from core import setup
from core.db import schema
from core.db.engine import Database
from core.db.tables import offices, regions, signals
from core.diagnosis import examine
from core.errors import ConfigError, NotInitialised, StorageError
from core.regions.scope import EVERYTHING
from core.review import demo_people, intake, leases, verdicts
from core.schemas.analysis import TAXONOMY, Analysis, CategoryJudgement, Judgement, Language
from core.schemas.incoming import Incoming
from core.settings import Settings, load
from core.store import analyses, decisions, documents, people, sources
from core.store import signals as stored_signals
from tests.conftest import Office


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def settings(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a data directory that has not been set up, on either engine."""
    if request.param == "postgres":
        monkeypatch.setenv("SUAR_DATABASE_URL", request.getfixturevalue("empty_postgres_url"))
    monkeypatch.setenv("SUAR_DATA", str(tmp_path / "data"))
    return load()


def counted(database: Database) -> tuple[int, int]:
    with database.read() as connection:
        found = [connection.execute(select(func.count()).select_from(t)).scalar_one() for t in (regions, offices)]
    return found[0], found[1]


def test_setting_up_twice_is_setting_up_once(settings: Settings) -> None:
    assert setup.initialise(settings)
    assert not setup.initialise(settings)
    database = setup.open_database(settings)
    assert counted(database) == (38 + 514, 1)
    database.dispose()


def test_missing_regions_come_back_and_others_stay(settings: Settings) -> None:
    setup.initialise(settings)
    database = setup.open_database(settings)
    with database.write() as connection:
        connection.execute(delete(regions).where(regions.c.code == "73.71"))
        connection.execute(update(regions).where(regions.c.code == "73").values(name="Lain"))
    setup.initialise(settings)
    assert counted(database) == (552, 1)
    with database.write() as connection:  # one more than the files hold, e.g. of a newer edition
        row = dict(connection.execute(select(regions).where(regions.c.code == "73")).mappings().one())
        connection.execute(regions.insert().values({**row, "code": "99"}))
    setup.initialise(settings)
    assert counted(database) == (553, 1)
    database.dispose()


def test_opening_before_setting_up_asks_for_init(settings: Settings) -> None:
    with pytest.raises(NotInitialised, match="suar init"):
        setup.open_database(settings)
    setup.create_secret(settings)
    with pytest.raises(NotInitialised, match="suar init"):
        setup.open_database(settings)


def test_other_schema_is_named(settings: Settings) -> None:
    setup.initialise(settings)
    database = setup.open_database(settings)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(StorageError, match=f"schema 0000, this Suar writes {schema.newest()}"):
        setup.open_database(settings)
    database.dispose()


def test_readable_secret_keeps_the_data_shut(settings: Settings) -> None:
    setup.initialise(settings)
    (settings.data / "secret").chmod(0o644)
    with pytest.raises(ConfigError, match="chmod 600"):
        setup.open_database(settings)


def test_demo_people_are_added_once(database: Database) -> None:
    with database.write() as connection:
        assert demo_people.ensure(connection) == demo_people.ensure(connection)
        everyone = people.colleagues(connection, EVERYTHING)
    assert len(everyone) == 5
    assert {"operator", "supervisor"} <= {actor.role for actor in everyone}


# --- suar doctor ------------------------------------------------------------------------------------------------------


def test_doctor_finds_a_new_installation_wanting_and_an_initialised_one_well(settings: Settings) -> None:
    bad = [finding for finding in examine(settings.data) if finding.level == "bad"]
    assert any("suar init" in finding.fix for finding in bad)
    setup.initialise(settings)
    findings = examine(settings.data)
    assert [finding for finding in findings if finding.level == "bad"] == []
    assert any("Database" in finding.what and finding.level == "good" for finding in findings)
    assert any(finding.what.startswith("Site rules: ") and "kompas.toml" in finding.what for finding in findings)


def test_data_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "data"):
        with pytest.raises(ConfigError, match=rf"{place} cannot be written .*SUAR_DATA"):
            setup.initialise(load(data=place))


def test_doctor_names_unusable_settings(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUAR_PORT", "many")
    (finding,) = examine(settings.data)
    assert (finding.mark, "'port'" in finding.fix) == ("✗", True)


# --- interruption and a full disk, as a person meets them -------------------------------------------------------------


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_scheduler_ends_with_130_and_gives_its_lease_up(tmp_path: Path, ending: signal.Signals) -> None:
    settings = load(data=tmp_path)
    setup.initialise(settings)
    environment = {**os.environ, "SUAR_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "core.cli", "scheduler"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    assert process.stderr is not None
    assert "leading" in process.stderr.readline()
    time.sleep(0.3)
    process.send_signal(ending)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "suar: Interrupted." in said
    assert "Traceback" not in said
    database = setup.open_database(settings)
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM leases")).scalar_one() == 0
    database.dispose()


@pytest.fixture(params=["", "1"], ids=["buffered", "unbuffered"])
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of a command on an initialised directory; the answer leaves at once or at the end."""
    setup.initialise(load(data=tmp_path))
    return {**os.environ, "SUAR_DATA": str(tmp_path), "PYTHONUNBUFFERED": request.param}


def test_answer_onto_a_full_disk_is_one_line(environment: dict[str, str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    command = [sys.executable, "-m", "core.cli", "config", "show"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, check=False, stdout=full, stderr=subprocess.PIPE, text=True, env=environment)
    assert (done.returncode, done.stderr.count("\n")) == (6, 1), done.stderr
    assert "disk is full" in done.stderr


def test_reader_that_stops_early_is_no_error(environment: dict[str, str]) -> None:
    command = f"{sys.executable} -m core.cli config show | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], check=False, capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stderr) == (0, "")


# --- taking analyses in -----------------------------------------------------------------------------------------------


def hostile(pipeline: str = "test-1") -> Analysis:
    """An analysis that opens one signal for sara, without a place."""
    no, yes = Judgement(probability=0.01, decision="no"), Judgement(probability=0.9, decision="yes")
    categories = {
        name: CategoryJudgement(
            probability=0.9 if name == "sara" else 0.01,
            decision="yes" if name == "sara" else "no",
            subcategories={part: yes if part == "ujaran" else no for part in parts},
        )
        for name, parts in TAXONOMY.items()
    }
    return Analysis(pipeline=pipeline, language=Language(code="id", confidence=0.9), priority=2, categories=categories)


def store(database: Database, text_: str) -> tuple[int, int]:
    incoming = Incoming(source_id="manual", origin="manual", url="https://a.example/1", title="Judul", text=text_)
    with database.write("ingest") as connection:
        sources.ensure(connection, sources.MANUAL)
        document = documents.get(connection, documents.store(connection, incoming).document_id)
    return document.id, document.revision


def take_in(database: Database, document: tuple[int, int]) -> list[int]:
    with database.write() as connection:
        return intake.take_in(connection, *document, "Judul", hostile())


def test_document_opens_its_signals_once_and_a_revision_adds_a_note(database: Database, office: Office) -> None:
    first = store(database, "Isi yang pertama.")
    (signal_id,) = take_in(database, first)
    assert take_in(database, first) == []
    second = store(database, "Isi yang kedua.")
    assert second == (first[0], 2)
    assert take_in(database, second) == []
    with database.read() as connection:
        (note,) = decisions.notes_of(connection, signal_id)
        document = documents.get(connection, first[0])
        signal_ = stored_signals.get(connection, EVERYTHING, signal_id)
        assert analyses.latest(connection, first[0]) == hostile()
    assert (note.kind, note.user_name, note.text) == ("system", None, "revision:2")
    assert (document.analysed_revision, document.language) == (2, "id")
    assert (signal_.category, signal_.sensitive, signal_.owner, signal_.origin) == ("sara", True, "", "policy")


def test_decided_signal_is_not_told_of_a_revision(database: Database, office: Office) -> None:
    (signal_id,) = take_in(database, store(database, "Isi yang pertama."))
    said = verdicts.Decision(decision="dismissed", reason="not_relevant")
    for actor in (office.operator, office.second):
        with database.write() as connection:
            token = leases.take(connection, actor, signal_id, 30).token
            verdicts.decide(connection, actor, signal_id, token, said)
    take_in(database, store(database, "Isi yang kedua."))
    with database.read() as connection:
        assert decisions.notes_of(connection, signal_id) == []
        assert connection.execute(select(signals.c.state)).scalar_one() == "dismissed"


def test_analysis_that_failed_is_not_tried_for_ever(database: Database) -> None:
    document_id, revision = store(database, "Isi.")
    with database.write() as connection:
        assert [one.id for one in documents.pending(connection)] == [document_id]
        analyses.fail(connection, document_id, revision, "x" * 900)
        assert documents.pending(connection) == []
        assert len(documents.get(connection, document_id).analysis_error) == 500
    store(database, "Isi yang lain.")
    with database.read() as connection:
        assert [one.id for one in documents.pending(connection)] == [document_id]
