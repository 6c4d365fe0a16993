"""Peak memory of `suar up --demo` with all its children, and how soon the queue holds signals."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

#: Seconds that the demo is watched: two crawls and the corrected articles fall into it.
WATCH = 180.0


def run() -> dict[str, float]:
    """Return the peak of the summed PSS in MB, seconds until the first signal, and the signals at the end."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SUAR_DATA": folder, "SUAR_PORT": str(_free_port())}
        suar = [sys.executable, "-m", "core.cli"]
        subprocess.run([*suar, "init", "--demo"], env=environment, check=True, stdout=subprocess.DEVNULL)
        begun = time.monotonic()
        process = subprocess.Popen(
            [*suar, "up", "--demo", "--newsroom-port", str(_free_port())], env=environment, stderr=subprocess.DEVNULL
        )
        peak, first, signals = 0.0, -1.0, 0
        try:
            while time.monotonic() - begun < WATCH and process.poll() is None:
                peak = max(peak, sum(_pss(pid) for pid in _family(process.pid)))
                signals = _signals(Path(folder) / "suar.db")
                if signals and first < 0:
                    first = time.monotonic() - begun
                time.sleep(0.25)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)
    return {"peak_mb": round(peak, 1), "first_signal_s": round(first, 1), "signals": signals}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _signals(path: Path) -> int:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        return int(connection.execute("SELECT count(*) FROM signals").fetchone()[0])


def _family(pid: int) -> list[int]:
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


def _pss(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        return 0.0
    return 0.0
