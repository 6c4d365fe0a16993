"""Machine work: named leases, dead runs, the lock of a data directory, and the scheduler with its child processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from core import setup
from core.clock import now
from core.db.engine import Database
from core.db.tables import leases as lease_rows
from core.db.tables import runs as run_rows
from core.errors import AlreadyRunning, ConfigError
from core.settings import Settings, load
from core.store import leases, runs
from core.work.launch import Launcher
from core.work.schedule import Job, load_schedule
from core.work.scheduler import LEASE, Scheduler
from core.work.single import only_one


def wait_for(happened: Callable[[], bool], seconds: float = 30.0) -> None:
    """Return when it has happened; fail when it has not in time."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


# --- named leases -----------------------------------------------------------------------------------------------------


def acquire(database: Database, owner: str, seconds: float = 30.0) -> bool:
    with database.write("work") as connection:
        return leases.acquire(connection, "crawl:a", owner, seconds)


def test_lease_has_one_owner_until_it_ends_or_is_given_up(database: Database) -> None:
    assert acquire(database, "one")
    assert acquire(database, "one")
    assert not acquire(database, "two")
    with database.write("work") as connection:
        leases.release(connection, "crawl:a", "two")  # not his to give up
        assert leases.owner_of(connection, "crawl:a") == "one"
        connection.execute(update(lease_rows).values(expires_at=now() - timedelta(seconds=1)))
        assert leases.owner_of(connection, "crawl:a") is None
    assert acquire(database, "two")
    assert not acquire(database, "one")
    with database.write("work") as connection:
        leases.release(connection, "crawl:a", "two")
    assert acquire(database, "one")


def test_eight_who_want_a_lease_at_once_leave_one_owner(database: Database) -> None:
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda number: acquire(database, f"owner {number}"), range(8)))
    assert got.count(True) == 1


# --- runs -------------------------------------------------------------------------------------------------------------


def test_runs_of_dead_processes_are_marked(database: Database) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    with database.write("work") as connection:
        dead, alive, done = (runs.start(connection, name) for name in ("dead", "alive", "done"))
        connection.execute(update(run_rows).where(run_rows.c.id == dead).values(pid=gone.pid))
        runs.finish(connection, done, "done", {"stored": 3})
        assert runs.abandon_dead(connection) == 1
        assert runs.abandon_dead(connection) == 0
        states = {run.id: (run.state, run.counts) for run in runs.latest(connection)}
    assert states == {dead: ("interrupted", {}), alive: ("running", {}), done: ("done", {"stored": 3})}


# --- one process a data directory -------------------------------------------------------------------------------------


def test_second_process_is_kept_away_and_told_who_is_first(tmp_path: Path) -> None:
    with only_one(tmp_path):
        script = "import sys\nfrom pathlib import Path\nfrom core.work.single import only_one\n"
        script += "with only_one(Path(sys.argv[1])): pass"
        done = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path)], check=False, capture_output=True, text=True
        )
        assert f"Suar already runs on {tmp_path} (process {os.getpid()})" in done.stderr
        with pytest.raises(AlreadyRunning), only_one(tmp_path):
            pass
    with only_one(tmp_path):
        assert (tmp_path / "suar.lock").read_text() == str(os.getpid())


def test_lock_ends_with_a_killed_process(tmp_path: Path) -> None:
    script = "import os, sys\nfrom pathlib import Path\nfrom core.work.single import only_one\n"
    script += "with only_one(Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    with only_one(tmp_path):
        pass


# --- the schedule -----------------------------------------------------------------------------------------------------


def test_shipped_schedules_can_be_read() -> None:
    assert {job.name for job in load_schedule()} == {"crawl", "analyse", "sources-check", "bursts-check"}
    assert load_schedule(demo=True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[job", "not valid TOML"),
        ('[[job]]\nname = "a"\ncommand = ["x"]\nevry = 5', r"job\.0\.evry"),
        ('[[job]]\nname = "a"\ncommand = []', r"job\.0\.command"),
        ('[[job]]\nname = "a"\ncommand = ["x"]\nevery = 0', r"job\.0\.every"),
        ('[[job]]\nname = "../a"\ncommand = ["x"]', r"job\.0\.name"),
        ('[[job]]\nname = "a"\ncommand = ["x"]\nafter = ["b"]', r"unknown job \['b'\]"),
        ('[[job]]\nname = "a"\ncommand = ["x"]\n[[job]]\nname = "a"\ncommand = ["x"]', "stands twice"),
        ('[[job]]\nname = "a"\ncommand = ["x"]\nafter = ["a"]', "in a circle"),
    ],
)
def test_mistake_in_the_schedule_is_named_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "schedule.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=words) as caught:
        load_schedule(path=path)
    assert str(path) in caught.value.message
    assert "\n" not in caught.value.message


# --- the scheduler ----------------------------------------------------------------------------------------------------


@pytest.fixture
def office_settings(tmp_path: Path) -> Settings:
    """An initialised data directory on SQLite."""
    settings = load(data=tmp_path / "data")
    setup.initialise(settings)
    return settings


@pytest.fixture
def opened(office_settings: Settings) -> Iterator[Database]:
    """Its database."""
    database = setup.open_database(office_settings)
    yield database
    database.dispose()


def logged(settings: Settings, name: str) -> str:
    path = settings.data / "logs" / f"{name}.log"
    return path.read_text() if path.exists() else ""


def test_job_runs_as_a_subprocess_and_its_follower_after_it(office_settings: Settings, opened: Database) -> None:
    said: list[str] = []
    jobs = (
        Job(name="first", command=("config", "show"), every=60),
        Job(name="second", command=("audit", "verify"), after=("first",)),
        Job(name="third", command=("config", "show"), once=True),
    )
    scheduler = Scheduler(office_settings, opened, jobs, said.append)
    scheduler.start()
    try:
        wait_for(lambda: "second: done" in said and "third: done" in said)
    finally:
        scheduler.stop()
    assert said.index("first: done") < said.index("second …")
    assert f"{office_settings.data}" in logged(office_settings, "first")  # the child reads the same settings
    assert "the chain is whole" in logged(office_settings, "second")
    with opened.read() as connection:
        assert leases.owner_of(connection, LEASE) is None


def test_failing_job_is_recorded_with_its_last_words(office_settings: Settings, opened: Database) -> None:
    launcher = Launcher(office_settings, opened)
    assert launcher.run(Job(name="broken", command=("queue", "list", "--as", "nobody"))) == 7
    with opened.read() as connection:
        (run,) = runs.latest(connection)
    assert (run.job, run.state) == ("broken", "failed")
    assert run.message.startswith("exit code 7: suar: There is no active user nobody.")


def test_stopping_ends_the_children_and_starts_no_more(office_settings: Settings, opened: Database) -> None:
    launcher = Launcher(office_settings, opened)
    job = Job(name="long", command=("scheduler",))
    with ThreadPoolExecutor(1) as pool:
        code = pool.submit(launcher.run, job)
        wait_for(lambda: "scheduler" in logged(office_settings, "long"))
        launcher.stop()
        assert code.result(30) == 130
    assert launcher.run(job) == 130
    with opened.read() as connection:
        assert runs.latest(connection) == []  # what was stopped on purpose is no failure


def test_second_scheduler_stands_by_and_takes_over(
    office_settings: Settings, opened: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.work.scheduler.LEASE_SECONDS", 0.6)
    job = Job(name="tick", command=("config", "show"), every=60)
    with ExitStack() as stack:
        first, second = (Scheduler(office_settings, opened, (job,)) for _ in range(2))
        for one in (first, second):
            one.start()
            stack.callback(one.stop)
        assert (first.leading, second.leading) == (True, False)
        first.stop()
        wait_for(lambda: second.leading, 10)
        with opened.read() as connection:
            assert leases.owner_of(connection, LEASE) == second.owner


def test_scheduler_whose_lease_was_taken_stands_by(
    office_settings: Settings, opened: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.work.scheduler.LEASE_SECONDS", 0.3)
    scheduler = Scheduler(office_settings, opened, ())
    scheduler.start()
    try:
        with opened.write("work") as connection:
            values = {"owner": "another", "expires_at": now() + timedelta(minutes=1)}
            connection.execute(update(lease_rows).values(values))
        wait_for(lambda: not scheduler.leading, 10)
    finally:
        scheduler.stop()
    with opened.read() as connection:
        assert leases.owner_of(connection, LEASE) == "another"
