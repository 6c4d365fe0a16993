"""What the engine does when storage fails: nothing half-written, and one line that says what happened."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import IntegrityError

from core.clock import iso, now, to_utc
from core.db.engine import Database
from core.db.tables import documents, leases, offices
from core.db.tables import sources as source_rows
from core.db.url import sqlite_url
from core.errors import BadInput, ConfigError, DiskFull, NotInitialised, StorageError, SuarError
from core.files import write_whole
from core.store import people
from core.store.sources import MANUAL, ensure


def test_full_disk_is_named_and_nothing_is_half_written(
    sqlite_database: Database,
) -> None:
    with sqlite_database.write() as connection:
        ensure(connection, MANUAL)
    with sqlite_database.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    sqlite_database.dispose()
    row = {"kind": "news", "source_id": "manual", "origin": "manual", "title": "t", "text": "x" * 40_000}
    rows = [{**row, "content_hash": str(number), "ingested_at": now()} for number in range(50)]

    def fill() -> None:
        with sqlite_database.write() as connection:
            connection.execute(text(f"PRAGMA max_page_count={pages + 20}"))
            people.ensure_office(connection, "Kesbangpol 73", "73")
            connection.execute(insert(documents), rows)

    with pytest.raises(DiskFull, match=r"suar\.db is full: nothing was written"):
        fill()
    sqlite_database.dispose()
    with sqlite_database.read() as connection:
        for table in (documents, offices):
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 0
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, BadInput])
def test_interrupted_write_leaves_nothing(database: Database, error: type[BaseException]) -> None:
    def write() -> None:
        with database.write() as connection:
            people.ensure_office(connection, "Kesbangpol 73", "73")
            raise error

    with pytest.raises(error):
        write()
    with database.read() as connection:
        assert people.office_of(connection, "73") is None
    with database.write() as connection:  # and the lock is free again
        people.ensure_office(connection, "Kesbangpol 73", "73")


def test_killed_writer_leaves_nothing(sqlite_database: Database) -> None:
    script = (
        "import os\nfrom core.db.engine import Database\nfrom core.store import people\n"
        f"with Database({sqlite_database.url!r}).write() as connection:\n"
        "    people.ensure_office(connection, 'Kesbangpol 73', '73')\n    os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    assert done.returncode == -9, done.stderr
    with sqlite_database.read() as connection:
        assert people.office_of(connection, "73") is None


def test_reader_sees_the_state_before_an_unfinished_write(database: Database) -> None:
    with database.write() as writer:
        people.ensure_office(writer, "Kesbangpol 73", "73")
        with database.read() as reader:
            assert people.office_of(reader, "73") is None


def test_foreign_keys_hold(database: Database) -> None:
    values = {"kind": "news", "source_id": "nobody", "origin": "crawl", "title": "", "text": ""}
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(insert(documents).values(**values, content_hash="0", ingested_at=now()))


def test_ids_are_never_used_twice(database: Database) -> None:
    ids = []
    for _ in range(3):
        with database.write() as connection:
            ids.append(people.ensure_office(connection, "Kesbangpol 73", "73"))
            connection.execute(offices.delete())
    assert ids == sorted(set(ids))


def test_instants_come_back_aware_and_naive_ones_are_refused(database: Database) -> None:
    moment = to_utc(now().astimezone())
    with database.write() as connection:
        connection.execute(insert(leases).values(name="a", owner="b", expires_at=moment))
        assert connection.execute(select(leases.c.expires_at)).scalar_one() == moment
    with pytest.raises(Exception, match="has no time zone"), database.write() as connection:
        connection.execute(insert(leases).values(name="c", owner="b", expires_at=moment.replace(tzinfo=None)))
    assert iso(moment).endswith("Z")


@pytest.mark.postgres
def test_value_that_the_database_cannot_hold_is_bad_input(postgres_database: Database) -> None:
    with pytest.raises(BadInput, match="cannot be stored") as caught, postgres_database.read() as connection:
        people.actor_by_name(connection, "a\x00b")
    assert "\n" not in caught.value.message


def test_number_of_more_than_64_bits_is_bad_input(database: Database) -> None:
    with pytest.raises(BadInput), database.read() as connection:
        connection.execute(select(documents.c.id).where(documents.c.id == 10**20)).all()


def test_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "suar.db"
    path.write_bytes(b"this is no database" * 100)
    with (
        pytest.raises(StorageError, match=r"suar\.db is damaged .*Restore the last backup"),
        Database(sqlite_url(path)).read(),
    ):
        pass


def test_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path / "no" / "suar.db"))
    with pytest.raises(StorageError, match="Check the folder's permissions"), database.read():
        pass


def test_empty_file_asks_for_init(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path / "suar.db"))
    with pytest.raises(NotInitialised, match="suar init"), database.read() as connection:
        connection.execute(select(source_rows))
    database.dispose()


@pytest.mark.postgres
def test_server_that_does_not_answer_is_one_line() -> None:
    database = Database("postgresql+psycopg://suar:geheim@127.0.0.1:1/suar")
    with pytest.raises(StorageError) as caught, database.read():
        pass
    assert "\n" not in caught.value.message
    assert "geheim" not in caught.value.message


@pytest.mark.postgres
def test_missing_database_is_not_taken_for_an_empty_one(postgres_server: str) -> None:
    database = Database(postgres_server.replace("/postgres?", "/nowhere?"))
    with pytest.raises(SuarError) as caught, database.read():
        pass
    assert type(caught.value) is StorageError
    assert "nowhere" in caught.value.message


@pytest.mark.parametrize("url", ["nonsense", "mysql://suar:geheim@localhost/suar", "postgresql+nope://suar:geheim@h/d"])
def test_unusable_url_is_a_configuration_error_without_the_password(url: str) -> None:
    with pytest.raises(ConfigError, match="'database_url'") as caught:
        Database(url)
    assert "geheim" not in caught.value.message


def test_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "laporan.csv"
    write_whole(path, b"lama")
    write_whole(path, b"baru")
    assert path.read_bytes() == b"baru"
    assert os.listdir(tmp_path) == ["laporan.csv"]


def test_failed_write_keeps_the_old_file_and_leaves_no_part(tmp_path: Path) -> None:
    path = tmp_path / "laporan.csv"
    write_whole(path, b"lama")
    # A limit on the size of files fails inside write() as a full disk does, and needs no mount.
    script = (
        "import resource, signal, sys\nfrom pathlib import Path\nfrom core.errors import StorageError\n"
        "from core.files import write_whole\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nresource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    write_whole(Path(sys.argv[1]), b'x' * 100_000)\n"
        "except StorageError as error:\n    sys.exit(error.message)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=False, capture_output=True, text=True)
    assert done.stderr == f"The output {path} cannot be written: File too large.\n"
    assert path.read_bytes() == b"lama"
    assert os.listdir(tmp_path) == ["laporan.csv"]
