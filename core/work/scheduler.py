"""Runs the schedule with APScheduler while this process holds the leader's lease; a second one stands by."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from core.clock import now
from core.db.engine import Database
from core.errors import StorageError
from core.settings import Settings
from core.store import leases, runs
from core.work.launch import Launcher
from core.work.schedule import Job

LEASE = "scheduler"
#: The leader renews every third of this time, in seconds; another takes over when it has passed.
LEASE_SECONDS = 30.0
#: APScheduler waits out a clock that was set back (measured with 3.11.3: no run for an hour after a step of -1 h),
#: so a step of more than these seconds between wall clock and monotonic clock puts every job on the new time.
_CLOCK_STEP = 10.0
#: A job that has not begun for so many intervals, by the monotonic clock, is begun whatever the wall clock says.
_OVERDUE = 1.5


class Scheduler:
    """Starts jobs when they are due, or when the job they follow has ended."""

    def __init__(
        self, settings: Settings, database: Database, jobs: tuple[Job, ...], say: Callable[[str], None] = lambda _: None
    ) -> None:
        self.owner = leases.owner(secrets.token_hex(4))
        self._database, self._jobs, self._say = database, jobs, say
        self._launcher = Launcher(settings, database)
        self._busy = {job.name: threading.Lock() for job in jobs}
        self._again: set[str] = set()
        self._begun = dict.fromkeys(self._busy, time.monotonic())
        self._stop = threading.Event()
        self._leading = False
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(max(4, len(jobs) + 1))},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 300},
        )
        self._keeper = threading.Thread(target=self._keep_lease, name="suar-lease", daemon=True)

    @property
    def leading(self) -> bool:
        """Whether this process runs the jobs at present."""
        return self._leading

    def start(self) -> None:
        """Begin: jobs with an interval run at once and then in their rhythm."""
        self._lead_or_stand_by()
        with self._database.write("work") as connection:
            runs.abandon_dead(connection)
        self._scheduler.start()
        for number, job in enumerate(self._jobs):
            first = now() + timedelta(seconds=0.5 * number)
            if job.every is not None:
                trigger = IntervalTrigger(minutes=job.every)
                self._scheduler.add_job(self._due, trigger, [job], id=job.name, next_run_time=first)
            elif job.once:
                self._scheduler.add_job(self._due, "date", [job], id=job.name, run_date=first)
        self._keeper.start()

    def stop(self) -> None:
        """End: running jobs are asked to finish, the lease is given up."""
        self._stop.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        self._launcher.stop()
        if self._keeper.is_alive():
            self._keeper.join(LEASE_SECONDS)  # so that it does not take the lease again after it is given up
        try:
            with self._database.write("work") as connection:
                leases.release(connection, LEASE, self.owner)
        except StorageError:
            return  # the lease ends by itself

    def _due(self, job: Job) -> None:
        self._begun[job.name] = time.monotonic()
        if not self._leading or self._stop.is_set():
            return
        if not self._busy[job.name].acquire(blocking=False):
            self._again.add(job.name)
            return
        try:
            self._say(f"{job.name} …")
            code = self._launcher.run(job)
            self._say(f"{job.name}: {'done' if code in (0, 3) else f'ended with {code}'}")
        finally:
            self._busy[job.name].release()
        if job.name in self._again:
            self._again.discard(job.name)
            self._due(job)
        for follower in self._jobs:
            if job.name in follower.after:
                self._due(follower)

    def _keep_lease(self) -> None:
        wall, monotonic = time.time(), time.monotonic()
        while not self._stop.wait(LEASE_SECONDS / 3):
            self._lead_or_stand_by()
            step = (time.time() - wall) - (time.monotonic() - monotonic)
            with suppress(JobLookupError):  # a scheduler that is stopped meanwhile has no jobs any more
                if abs(step) > _CLOCK_STEP:
                    self._reschedule(step)
                self._begin_overdue()
            wall, monotonic = time.time(), time.monotonic()

    def _lead_or_stand_by(self) -> None:
        try:
            with self._database.write("work") as connection:
                leading = leases.acquire(connection, LEASE, self.owner, LEASE_SECONDS)
        except StorageError as error:
            leading = False
            self._say(f"scheduler: {error.message}")
        if leading != self._leading:
            self._say("scheduler: leading" if leading else "scheduler: standing by, another process leads")
        self._leading = leading

    def _begin_overdue(self) -> None:
        """Begin what a clock that stands still, or was set in small steps, has kept from beginning."""
        for job in self._jobs:
            late = time.monotonic() - self._begun[job.name]
            if job.every is not None and late > _OVERDUE * 60 * job.every:
                self._scheduler.modify_job(job.name, next_run_time=now())

    def _reschedule(self, step: float) -> None:
        told = f"The clock was set {'forward' if step > 0 else 'back'} by {abs(step):.0f} s; the jobs follow it."
        self._say(f"scheduler: {told}")
        self._note(told)
        for job in self._jobs:
            if job.every is not None:
                self._scheduler.reschedule_job(job.name, trigger=IntervalTrigger(minutes=job.every))

    def _note(self, message: str) -> None:
        """Leave a row where people see what ran: the hour around a step has odd times."""
        if not self._leading:
            return
        try:
            with self._database.write("work") as connection:
                runs.finish(connection, runs.start(connection, "clock"), "done", {}, message)
        except StorageError as error:
            self._say(f"scheduler: {error.message}")
