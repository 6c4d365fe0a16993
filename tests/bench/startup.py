"""How long `suar --help` takes: the best of five, in seconds."""

from __future__ import annotations

import subprocess
import sys
import time


def run() -> dict[str, float]:
    """Return the best and the worst of five starts."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "core.cli", "--help"], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - begun)
    return {"best_s": round(min(times), 3), "worst_s": round(max(times), 3)}
