"""`make bench`: measures the numbers of docs/benchmarks.md on this machine and prints them; judges nothing."""

from __future__ import annotations

import importlib
import json
import os
import platform
import sys

#: Name of the measurement and the module that makes it; each offers `run() -> dict`.
MEASUREMENTS = (
    "startup",
    "analysis",
    "categories",
    "regions",
    "duplicates",
    "encoder",
    "issues",
    "claims",
    "crawl",
    "memory",
)


def main(names: list[str]) -> None:
    """Run the named measurements, or all, and print each as it is ready."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}", flush=True)
    for name in names or MEASUREMENTS:
        before = os.getloadavg()[0]
        try:
            result = importlib.import_module(f"tests.bench.{name}").run()
        except FileNotFoundError as error:
            result = {"skipped": f"{error.filename or error} is absent"}
        print(f"{name}: {json.dumps(result)}  (load before: {before:.2f})", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
