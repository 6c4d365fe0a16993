"""Starts one job as a subprocess of its own and waits for its end; its output goes to a log in the data directory."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

from core.db.engine import Database
from core.settings import Settings, child_environment
from core.store import runs
from core.work.schedule import Job

#: A job's log is begun anew when it has grown to this many bytes.
_LOG_LIMIT = 2_000_000
#: Seconds that a job gets to end by itself after being asked to.
_GRACE = 10.0


class Launcher:
    """Runs jobs, one process each, and stops what still runs when Suar stops."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings, self._database = settings, database
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._stopping = False

    def run(self, job: Job) -> int:
        """Run the job to its end and return its exit code; a failure is recorded as a run."""
        log = self._log(job.name)
        with log.open("ab") as output, self._lock:
            if self._stopping:
                return 130
            process = subprocess.Popen(  # noqa: S603 (the schedule is a file of the installation, not input)
                [sys.executable, "-m", "core.cli", *self._arguments(job)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=child_environment(self._settings),
                start_new_session=True,
            )
            self._running.add(process)
        code = process.wait()
        with self._lock:
            self._running.discard(process)
        if code not in (0, 3) and not self._stopping:
            self._record_failure(job, code, log)
        return code

    def stop(self) -> None:
        """Ask every running job to end as Ctrl-C would, and end those that do not."""
        with self._lock:
            self._stopping = True
            running = list(self._running)
        for process in running:
            process.send_signal(signal.SIGINT)
        for process in running:
            try:
                process.wait(_GRACE)
            except subprocess.TimeoutExpired:
                process.kill()

    def _arguments(self, job: Job) -> list[str]:
        """Return the job's command with `{data}` as the data directory."""
        return [part.replace("{data}", str(self._settings.data)) for part in job.command]

    def _log(self, name: str) -> Path:
        folder = self._settings.data / "logs"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.log"
        if path.exists() and path.stat().st_size > _LOG_LIMIT:
            path.replace(path.with_suffix(".log.1"))
        return path

    def _record_failure(self, job: Job, code: int, log: Path) -> None:
        lines = log.read_bytes()[-2000:].decode("utf-8", "replace").strip().splitlines()
        message = f"exit code {code}: {lines[-1] if lines else 'no output'}"[:500]
        with self._database.write("work") as connection:
            run_id = runs.start(connection, job.name, "scheduler")
            runs.finish(connection, run_id, "failed", {}, message)
