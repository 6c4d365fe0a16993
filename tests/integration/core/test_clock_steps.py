"""The clock is set back, forward, or stands still: schedules go on, and nothing waits for the clock to catch up."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import insert, select, update

from core.clock import now
from core.db.engine import Database
from core.db.tables import documents, fetch_state, host_states
from core.db.tables import leases as lease_rows
from core.db.tables import runs as run_rows
from core.settings import Settings
from core.store import frontier, hosts, leases, polls, runs, signals
from core.store.hosts import HostState
from core.store.polls import PollState
from core.store.sources import MANUAL, ensure
from core.work.schedule import Job
from core.work.scheduler import Scheduler
from tests.conftest import Office, OpenSignal
from tests.integration.core.test_work import office_settings, opened, wait_for

__all__ = ["office_settings", "opened"]

#: Seconds between two runs of the job.
INTERVAL = 1.5
BACK, FORWARD = timedelta(hours=-1), timedelta(days=1)


@pytest.mark.parametrize("step", [BACK, FORWARD, None], ids=["back", "forward", "stuck"])
def test_schedule_goes_on_within_two_intervals(
    office_settings: Settings, opened: Database, monkeypatch: pytest.MonkeyPatch, step: timedelta | None
) -> None:
    monkeypatch.setattr("core.work.scheduler.LEASE_SECONDS", 0.6)
    begun: list[float] = []

    def say(line: str) -> None:
        if line == "tick …":
            begun.append(time.monotonic())

    scheduler = Scheduler(office_settings, opened, (Job(name="tick", command=("no-such",), every=INTERVAL / 60),), say)
    scheduler.start()
    try:
        wait_for(lambda: len(begun) >= 2)
        with time_machine.travel(now() + (step or timedelta()), tick=step is not None):
            before, stepped = len(begun), time.monotonic()
            wait_for(lambda: len(begun) >= before + 2)
            with opened.read() as connection:  # now, since the clock's return is a step too
                told = [run.message for run in runs.latest(connection) if run.job == "clock"]
    finally:
        scheduler.stop()
    # What was running at the step may take its time on a busy machine; two intervals follow, and a look each 0.2 s.
    assert begun[before] - stepped < 2 * INTERVAL + 3.0
    if step is not None:
        words = "back by 3600 s" if step is BACK else "forward by 86400 s"
        assert told == [f"The clock was set {words}; the jobs follow it."]


def test_run_never_ends_before_it_began(database: Database) -> None:
    with database.write("work") as connection:
        run_id = runs.start(connection, "crawl")
        connection.execute(update(run_rows).values(started_at=now() + timedelta(hours=1)))
        runs.finish(connection, run_id, "done", {})
        (run,) = runs.latest(connection)
    assert run.ended_at == run.started_at


def test_foreign_lease_from_before_the_step_ends_after_one_term(database: Database) -> None:
    with database.write("work") as connection:
        dated = now() + timedelta(days=1)
        connection.execute(insert(lease_rows).values(name="crawl:a", owner="elsewhere:1", expires_at=dated))
        assert not leases.acquire(connection, "crawl:a", "here:1", 0.2)
    time.sleep(0.25)
    with database.write("work") as connection:
        assert leases.acquire(connection, "crawl:a", "here:1", 0.2)


@pytest.mark.parametrize(("polled", "due"), [(timedelta(minutes=-5), False), (timedelta(hours=1), True)])
def test_page_polled_in_the_future_is_due(polled: timedelta, due: bool) -> None:
    moment = now()
    state = PollState(
        url="https://a.example/rss",
        source_id="a",
        interval=600,
        next_at=moment + polled + timedelta(minutes=10),
        rate=0.0,
        quiet=0,
        polled_at=moment + polled,
    )
    assert polls.is_due(state) is due


def test_rest_of_a_host_is_as_long_as_it_was_asked_for(database: Database) -> None:
    moment = now()
    with database.write("ingest") as connection:
        hosts.save(connection, [HostState(host="a.example", rest_until=moment + timedelta(hours=25))])
        connection.execute(update(host_states).values(updated_at=moment + timedelta(hours=24)))
        rest = hosts.states(connection)["a.example"].rest_until
    assert rest is not None
    assert timedelta(minutes=59) < rest - moment < timedelta(minutes=61)


def test_addresses_fetched_in_the_future_are_looked_at_again(database: Database) -> None:
    moment = now()
    ahead = {"source_id": "manual", "fetched_at": moment + timedelta(days=1), "attempts": 1}
    text = {"kind": "news", "source_id": "manual", "origin": "crawl", "title": "t", "text": "x", "content_hash": "0"}
    with database.write("ingest") as connection:
        ensure(connection, MANUAL)
        connection.execute(insert(fetch_state).values(url="https://a.example/1", outcome="failed:timeout", **ahead))
        connection.execute(insert(fetch_state).values(url="https://a.example/2", outcome="stored", **ahead))
        connection.execute(insert(documents).values(url="https://a.example/2", ingested_at=ahead["fetched_at"], **text))
        found = {one.url for one in frontier.waiting(connection, "manual", 10)}
    assert found == {"https://a.example/1", "https://a.example/2"}


def test_signal_held_from_the_future_can_be_taken(database: Database, office: Office, open_signal: OpenSignal) -> None:
    signal = open_signal()
    until = now() + timedelta(minutes=30)
    with time_machine.travel(now() + timedelta(hours=2), tick=True), database.write() as connection:
        signals.claim(connection, signal, office.operator.id, now() + timedelta(minutes=30), "in_review")
    with database.write() as connection:
        assert signals.claim(connection, signal, office.second.id, until, "in_review") == 2
        assert signals.claim(connection, signal, office.operator.id, until, "in_review") is None
        assert connection.execute(select(documents.c.id)).all()
