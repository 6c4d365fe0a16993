"""Fetch to stored: 200 outlets on loopback, 50 ms late, one request a second and host, with extraction and archive.

`python -m tests.bench.crawl` fetches 20,000 articles and ends with JSON and a sentence; `--pages 1500` is a short run.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.bench.outlets import address

OUTLETS, PAGES, LATENCY, SPACING = 200, 20_000, 0.05, 1.0
ROOT = Path(__file__).parents[2]
#: What `make bench` fetches: enough for a rate, not for the memory.
SHORT = 1_500
ASKED = 60.0


def run(pages: int = SHORT, outlets: int = OUTLETS, spacing: float = SPACING) -> dict[str, Any]:
    """Crawl the pages into a fresh SQLite store; return rates, CPU time, memory, and the gaps that the hosts saw."""
    command = [sys.executable, "-m", "tests.bench.outlets", str(outlets), str(pages), str(LATENCY)]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        port = int(server.stdout.readline())
        with tempfile.TemporaryDirectory() as folder:
            result = _crawl(Path(folder), port, pages, outlets, spacing)
        server.stdin.close()
        seen = json.loads(server.stdout.readline())
    finally:
        server.kill()
        server.wait()
        server.stdout.close()
    return result | {
        "requests": seen["requests"],
        "server_cpu_ms_per_page": round(1000 * seen["cpu_seconds"] / pages, 2),
        "spacing": spacing,
        "shortest_gap_at_server": round(seen["shortest_gap"], 4),
        "politeness_kept": seen["shortest_gap"] >= spacing,
    }


def _crawl(folder: Path, port: int, pages: int, outlets: int, spacing: float) -> dict[str, Any]:
    from core.db import schema
    from core.db.engine import Database
    from core.db.url import sqlite_url

    _write_sources(folder / "sources", port, outlets, spacing)
    database = Database(sqlite_url(folder / "suar.db"))
    schema.upgrade(database)
    database.dispose()
    load, before = os.getloadavg()[0], _children_cpu()
    command = [
        str(Path(sys.executable).parent / "suar"),
        "crawl",
        "--demo",
        "--json",
        "--sources",
        str(folder / "sources"),
    ]
    more = {"SUAR_DATA": str(folder), "SUAR_CRAWL_MAX_UNANALYSED": "10000000"}  # nothing analyses here
    process = subprocess.Popen(command, env={**os.environ, **more}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    watch = Watch(process.pid)
    assert process.stdout is not None
    summary = json.loads(process.stdout.read())
    process.stdout.close()
    process.wait()
    watch.stop()
    return {
        **_rates(folder / "suar.db", pages),
        # Independent of what else the machine does: 2 cores at 60 pages a second give 33 ms for each.
        "crawler_cpu_ms_per_page": round(1000 * (_children_cpu() - before) / pages, 1),
        "memory_mb_start_middle_end": watch.levels(),
        "memory_mb_per_1000_pages": round(watch.slope() * _seconds_a_thousand(folder / "suar.db", pages), 2),
        "archive_mb": round(sum(path.stat().st_size for path in (folder / "archive").iterdir()) / 1e6, 1),
        "outcomes": summary["outcomes"],
        "load_average_before": round(load, 2),
    }


def _write_sources(folder: Path, port: int, outlets: int, spacing: float) -> None:
    folder.mkdir()
    for number in range(outlets):
        home = f"http://{address(number)}:{port}"
        lines = [
            f'id = "luar-{number}"',
            f'name = "Luar {number}"',
            f'home_url = "{home}/"',
            f'feeds = ["{home}/rss.xml"]',
        ]
        lines += [f"spacing = {spacing}", "fictional = true", "enabled = true"]
        (folder / f"luar-{number}.toml").write_text("\n".join(lines))


def _rates(path: Path, pages: int) -> dict[str, Any]:
    started, ended, first, last, stored = _times(path)
    whole = _seconds(started, ended)
    return {
        "name": "crawl",
        "pages": pages,
        "stored": stored,
        "seconds": round(whole, 1),
        "pages_per_second_whole_run": round(pages / whole, 1),
        # Without the start of the processes and the robots.txt and feed of every host.
        "pages_per_second": round(pages / max(_seconds(first, last), 0.001), 1),
        "seconds_to_first": round(_seconds(started, first), 1),
    }


def _times(path: Path) -> tuple[str, str, str, str, int]:
    with sqlite3.connect(path) as connection:
        started, ended = connection.execute("SELECT started_at, ended_at FROM runs").fetchone()
        first, last = connection.execute("SELECT min(at), max(at) FROM ledger WHERE kind = 'article'").fetchone()
        stored = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    connection.close()
    return started, ended, first, last, stored


def _seconds_a_thousand(path: Path, pages: int) -> float:
    _, _, first, last, _ = _times(path)
    return 1000 * _seconds(first, last) / pages


class Watch:
    """The memory of a process and its children, every half second, as the sum of what each uses alone (PSS)."""

    def __init__(self, pid: int) -> None:
        self._pid, self._seen = pid, list[tuple[float, float]]()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._end.set()
        self._thread.join()

    def levels(self) -> list[float]:
        """Return the mean of the second, the middle and the last tenth; the first one is the start."""
        size = max(1, len(self._seen) // 10)
        parts = [self._seen[at : at + size] for at in (size, len(self._seen) // 2, len(self._seen) - size)]
        return [round(sum(level for _, level in part) / max(1, len(part)), 1) for part in parts]

    def slope(self) -> float:
        """Return the growth in MB a second over the last two thirds, by least squares."""
        rows = self._seen[len(self._seen) // 3 :]
        if len(rows) < 3:
            return 0.0
        middle = sum(at for at, _ in rows) / len(rows)
        mean = sum(level for _, level in rows) / len(rows)
        spread = sum((at - middle) ** 2 for at, _ in rows)
        return sum((at - middle) * (level - mean) for at, level in rows) / spread

    def _look(self) -> None:
        from tests.bench.memory import _family, _pss

        while not self._end.wait(0.5):
            level = sum(_pss(pid) for pid in _family(self._pid))
            if level:
                self._seen.append((time.monotonic(), level))


def _seconds(start: str, end: str) -> float:
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _sentence(found: dict[str, Any]) -> str:
    kept = "kept" if found["politeness_kept"] else "VIOLATED"
    return (
        f"{found['pages_per_second_whole_run']} pages/s over the whole run (asked {ASKED:.0f}), "
        f"{found['pages_per_second']} from first to last; spacing {found['spacing']} s {kept}, shortest gap "
        f"{found['shortest_gap_at_server']} s at the server; memory {found['memory_mb_start_middle_end']} MB, "
        f"{found['memory_mb_per_1000_pages']} MB for 1,000 pages; CPU {found['crawler_cpu_ms_per_page']} ms a page, "
        f"server {found['server_cpu_ms_per_page']} ms."
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--outlets", type=int, default=OUTLETS)
    parser.add_argument("--spacing", type=float, default=SPACING)
    chosen = parser.parse_args()
    measured = run(chosen.pages, chosen.outlets, chosen.spacing)
    print(json.dumps(measured))
    print(_sentence(measured))
